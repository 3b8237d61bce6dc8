/* import-row.c - one row of a file on its way into the site, and what the site
 * answers.
 */

#include "batch/import-inside.h"

#include "base/language.h"
#include "batch/receipt.h"

#include <string.h>

enum {
  WAITING_MOST = 4096,         /* rows whose fate is not known */
  HELD_MOST = 8 * 1024 * 1024, /* bytes of theirs, kept for the rejects */
};

/* ---- answers ------------------------------------------------------------ */

static void
reject (struct import *im, struct entry *entry, const char *id,
        const char *sentence)
{
  if (!findings_refuse (&entry->findings))
    findings_add (&entry->findings, HOSO_REFUSE, id, NO_FIELD, 0, sentence);
  ledger_tell (&im->ledger, entry->number, REJECTED);
}

static bool
is_known (const struct findings *findings, const struct finding *f)
{
  for (size_t i = 0; i < findings->count; i++) {
    const struct finding *g = &findings->at[i];

    if (strcmp (f->id, g->id) == 0 && f->field == g->field && f->row == g->row)
      return true;
  }
  return false;
}

/* The server runs the declared rules once more: only what it alone has found
 * is added.
 */
static void
add_findings (struct entry *entry, const struct findings *found)
{
  for (size_t i = 0; i < found->count; i++) {
    const struct finding *f = &found->at[i];

    if (!is_known (&entry->findings, f))
      findings_add (&entry->findings, f->severity, f->id, f->field, f->row,
                    f->text);
  }
}

static void
refused (struct import *im, struct entry *entry)
{
  if (im->job->strict)
    arrival_excuse (&entry->findings, &entry->override);
  reject (im, entry, ROW_FINDING, _ ("the site refuses the row"));
}

/* Whether the site did as it was asked, and found nothing. */
static bool
all_is_well (const struct answer *answer)
{
  return answer->verdict == SAVED && answer->findings.count == 0;
}

/* Something is wrong that has nothing to do with the row, or the row is. */
static void
failed (struct import *im, struct entry *entry, const struct error *error)
{
  if (error->kind == ERR_INPUT) {
    reject (im, entry, ROW_FINDING, error->text);
    return;
  }
  *im->error = *error;
  im->given_up |= im->build != NULL;
  import_stop (im, error->kind);
}

void
import_answered (void *with, uint64_t number, const struct answer *answer)
{
  struct import *im = with;
  struct entry *entry = ledger_entry (&im->ledger, number);
  bool there = answer->verdict == SAVED || answer->verdict == DUPLICATE;

  if (entry->left && !all_is_well (answer))
    import_again (im, entry, answer);
  if (findings_refuse (&entry->findings) && answer->verdict != SAVED) {
    ledger_tell (&im->ledger, number, REJECTED);
    return;
  }
  add_findings (entry, &answer->findings);
  if (there)
    memcpy (entry->code, answer->code, sizeof entry->code);
  switch (answer->verdict) {
  case SAVED: ledger_tell (&im->ledger, number, KEPT); break;
  case DUPLICATE: ledger_tell (&im->ledger, number, KNOWN); break;
  case REFUSED: refused (im, entry); break;
  case CONFLICT:
    reject (im, entry, header_columns[COLUMN_CODE].name, answer->error.text);
    break;
  default: failed (im, entry, &answer->error); break;
  }
}

/* ---- rows --------------------------------------------------------------- */

/* What would become of a row that is not saved. */
static bool
pretend (struct import *im, struct desk *desk, struct entry *entry)
{
  struct whole whole = { 0 };
  enum outcome done = ERR_ABSENT;
  char id[2 * ID_SIZE + 1];
  bool is_new;

  arrival_identify (&im->arrival, &im->all, desk);
  hex_of (im->arrival.id, ID_SIZE, id);
  if (im->job->site != NULL)
    done = site_get (im->job->site, id, &whole, im->error);
  if (done == OK)
    code_text (&whole.row.head.code, im->job->config->identity.office,
               entry->code);
  whole_free (&whole);
  if (done != OK && done != ERR_ABSENT)
    return import_stop (im, done);
  is_new = id_set_add (&im->seen, im->arrival.id) && done != OK;
  ledger_tell (&im->ledger, entry->number, is_new ? KEPT : KNOWN);
  return true;
}

/* Takes in a row that can be read and is of this procedure. */
static bool
take_row (struct import *im, struct source *s, const struct hoso_row *row,
          struct entry *entry)
{
  struct desk *desk = import_desk (im, s, row);

  if (desk == NULL)
    return false;
  entry->form = desk->form;
  arrival_take (&im->arrival, &im->all, desk, row, &entry->findings);
  if (findings_refuse (&entry->findings)) {
    ledger_tell (&im->ledger, entry->number, REJECTED);
    return true;
  }
  return (im->job->dry_run ? pretend : import_queue) (im, desk, entry);
}

bool
import_row (struct import *im, struct source *s, const struct hoso_row *row)
{
  bool full = im->ledger.count >= WAITING_MOST || im->ledger.held >= HELD_MOST;
  struct entry *entry;

  if ((row->goes_on || full) && !import_finish (im))
    return false;
  if (row->goes_on) {
    ledger_piece (&im->ledger, row, s->format);
    return true;
  }
  entry =
    ledger_add (&im->ledger, row, s->input.path, s->format, im->desk.form);
  if (row->problem != NULL)
    reject (im, entry, ROW_FINDING, row->problem);
  else if (import_is_of_another (im, s, row))
    reject (im, entry, header_columns[COLUMN_PROCEDURE].name,
            _ ("the row is of another procedure"));
  else
    return take_row (im, s, row, entry);
  return true;
}
