/* arrival.c - one row of a file on its way through the one door. */

#include "batch/arrival.h"

#include "base/clock.h"
#include "base/language.h"
#include "batch/receipt.h"
#include "dossier/state.h"
#include "text/clean.h"
#include "text/date.h"
#include "text/utf8.h"

#include <stdio.h>
#include <string.h>

void
desk_open (struct desk *d, const struct form *form, const struct config *config)
{
  const struct place place = { config->ward, "", clock_now () };

  *d = (struct desk){ .form = form };
  d->session = session_new (form, &place, false);
}

void
desk_close (struct desk *d)
{
  if (d->session != NULL)
    session_free (d->session);
  columns_free (&d->columns);
  *d = (struct desk){ 0 };
}

/* ---- Putting ------------------------------------------------------------ */

static void
header_texts_of (const struct desk *d, const struct hoso_row *row,
                 struct hoso_text at[HEADER_COLUMNS])
{
  memset (at, 0, HEADER_COLUMNS * sizeof *at);
  for (size_t i = 0; d->columns.header && i < row->count; i++)
    if (d->columns.to[i] >= COLUMN_HEADER && d->columns.to[i] != COLUMN_PASSED
        && d->columns.to[i] != COLUMN_ABSENT)
      at[d->columns.to[i] - COLUMN_HEADER] = row->values[i];
}

static bool
is_given (const struct form *form, uint16_t f)
{
  return form->fields[f].need == HOSO_GIVEN;
}

static void
put_values (struct desk *d, const struct hoso_row *row,
            struct findings *findings)
{
  session_take_row (d->session, d->columns.to, row->values, row->count);
  for (size_t i = 0; d->columns.absent && i < row->count; i++)
    if (d->columns.to[i] == COLUMN_ABSENT && row->values[i].len > 0)
      findings_add (findings, HOSO_REFUSE, row->columns[i].name, NO_FIELD, 0,
                    _ ("the form of that revision has no such field"));
}

/* ---- Finding ------------------------------------------------------------ */

/* A computed field that the file has otherwise: what was computed counts. */
static void
compare_given (struct desk *d, uint16_t f, struct hoso_text text,
               uint64_t received, struct findings *findings)
{
  const struct form_field *field = &d->form->fields[f];
  const char *ours = session_values (d->session)->texts[f];
  SCOPED_BYTES theirs = { 0 }, sentence = { 0 };

  if (field->kind == HOSO_SERIAL) /* given when it is saved */
    return;
  if (field_parse (field, text.at, text.len, FILED, date_today (received),
                   &theirs, NULL)
        == OK
      && strcmp (bytes_text (&theirs), ours) == 0)
    return;
  bytes_printf (&sentence,
                _ ("the file has another value: \"%s\" was computed"), ours);
  findings_add (findings, HOSO_WARN, field->key, f, 0, bytes_text (&sentence));
}

/* A value in a field that is not to be filled in here is not kept. */
static void
note_hidden (struct desk *d, uint16_t f, struct findings *findings)
{
  if (session_text (d->session, f)[0] != '\0')
    findings_add (findings, HOSO_WARN, d->form->fields[f].key, f, 0,
                  _ ("the field is not to be filled in here: its value is "
                     "left out"));
}

static void
compare_values (struct desk *d, const struct hoso_row *row, uint64_t received,
                struct findings *findings)
{
  if (!d->columns.given && session_all_shown (d->session))
    return;
  for (size_t i = 0; i < row->count; i++) {
    uint16_t f = d->columns.to[i];

    if (f >= d->form->n_fields || row->values[i].len == 0)
      continue;
    if (is_given (d->form, f))
      compare_given (d, f, row->values[i], received, findings);
    else if (!session_shown (d->session, f))
      note_hidden (d, f, findings);
  }
}

/* Whether the row, but for its line end, is clean as a whole. */
static bool
is_clean (struct hoso_text raw)
{
  size_t len = raw.len;

  len -= len > 0 && raw.at[len - 1] == '\n';
  len -= len > 0 && raw.at[len - 1] == '\r';
  return text_clean (raw.at, len);
}

static void
find_bad_bytes (const struct hoso_row *row, struct findings *findings)
{
  if (!findings_refuse (findings) && !utf8_valid (row->raw.at, row->raw.len))
    findings_add (findings, HOSO_REFUSE, ROW_FINDING, NO_FIELD, 0,
                  _ ("the row is not UTF-8"));
}

/* Whether the site may be the only one that judges the row by its declared
 * form: nothing is wrong so far, and nothing depends on what is found.  Which
 * of the reasons are kept does; an officer of long ago may be asked for.
 */
static bool
may_leave (const struct arrival *a, const struct desk *d, bool clean,
           const struct findings *findings)
{
  return d->trusts && clean && findings->count == 0 && a->kept.override.len == 0
         && a->kept.officer[0] == '\0';
}

/* ---- Overrides ---------------------------------------------------------- */

void
arrival_excuse (struct findings *findings, const struct bytes *override)
{
  struct slice text = { override->at, override->len };

  for (size_t i = 0; i < findings->count; i++) {
    struct finding *f = &findings->at[i];

    if (f->severity == HOSO_WARN && !override_has (text, f->id))
      f->severity = HOSO_REFUSE;
  }
}

/* ---- The row ------------------------------------------------------------ */

void
arrival_identify (struct arrival *a, const struct arrivals *all, struct desk *d)
{
  if (a->kept.has_id)
    memcpy (a->id, a->kept.id, ID_SIZE);
  else
    record_id_of_values (d->form, session_values (d->session),
                         all->config->identity.key, a->id);
}

/* Reads what the header columns say. */
static void
read_header (struct arrival *a, const struct arrivals *all,
             const struct desk *d, const struct hoso_row *row,
             struct findings *findings)
{
  struct hoso_text header[HEADER_COLUMNS];

  header_texts_of (d, row, header);
  kept_read (&a->kept, header, d->form, findings);
  a->received = a->kept.received > 0 ? a->kept.received : all->now;
  if (a->kept.revision != 0 && a->kept.revision != d->form->revision)
    findings_add (findings, HOSO_REFUSE, header_columns[COLUMN_REVISION].name,
                  NO_FIELD, 0,
                  _ ("the form of that revision is not known here: leave it "
                     "empty to take the row as it is now"));
}

/* Puts the values into the session, which has forgotten the row before. */
static void
fill_in (const struct arrival *a, const struct arrivals *all, struct desk *d,
         const struct hoso_row *row, bool clean, struct findings *findings)
{
  const char *officer = a->kept.officer;
  const struct place place = {
    .ward = all->config->ward,
    .officer = officer[0] != '\0' ? officer : all->officer,
    .received = a->received,
  };

  session_clear (d->session, &place, false);
  if (clean)
    session_put_clean (d->session, row->raw.at, row->raw.len);
  put_values (d, row, findings);
}

/* Only the reasons of warnings that are there. */
static void
keep_reasons (struct arrival *a, const struct desk *d,
              const struct findings *findings)
{
  struct slice given = { a->kept.override.at, a->kept.override.len };

  bytes_clear (&a->override);
  override_carry (given, d->form, findings, &a->override);
}

void
arrival_take (struct arrival *a, const struct arrivals *all, struct desk *d,
              const struct hoso_row *row, struct findings *findings)
{
  bool clean = is_clean (row->raw);

  read_header (a, all, d, row, findings);
  fill_in (a, all, d, row, clean, findings);
  a->left = may_leave (a, d, clean, findings) && session_passes (d->session);
  if (!a->left)
    findings_copy (session_check (d->session), findings);
  compare_values (d, row, a->received, findings);
  if (!clean)
    find_bad_bytes (row, findings);
  if (all->strict)
    arrival_excuse (findings, &a->kept.override);
  if (!findings_refuse (findings))
    keep_reasons (a, d, findings);
}

static const char *
or_null (const char *text)
{
  return text[0] != '\0' ? text : NULL;
}

struct to_save
arrival_save (struct arrival *a, const struct arrivals *all, struct desk *d,
              uint16_t procedure)
{
  const struct kept *k = &a->kept;
  struct to_save save = {
    .action = CREATE,
    .version = k->version,
    .form = d->form,
    .procedure = procedure,
    .values = session_values (d->session),
    .state = k->state > 0 ? k->state : RECEIVED,
    .received = a->received,
    .due = k->due,
    .code = or_null (k->code),
    .officer = k->officer[0] != '\0' ? k->officer : all->officer,
    .override = or_null (bytes_text (&a->override)),
    .take_warnings = !all->strict,
  };

  memcpy (save.id, a->id, ID_SIZE);
  return save;
}

void
arrival_free (struct arrival *a)
{
  bytes_free (&a->kept.override);
  bytes_free (&a->override);
}
