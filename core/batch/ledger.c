/* ledger.c - what became of each row, told once and in their order. */

#include "batch/ledger.h"

#include "base/language.h"
#include "batch/receipt.h"
#include "batch/reject.h"

#include <string.h>

enum outcome
ledger_open (struct ledger *l, const struct import_job *job,
             struct import_sum *sum, struct error *e)
{
  enum outcome done = OK;

  *l = (struct ledger){ .job = job, .sum = sum, .first = 1 };
  if (job->receipt != NULL)
    done = publish_open (&l->receipt, job->receipt, e);
  if (done == OK && job->receipt != NULL)
    receipt_begin (&l->receipt);
  if (done == OK && job->rejects != NULL)
    done = publish_open (&l->rejects, job->rejects, e);
  return done;
}

void
ledger_encode (struct ledger *l, const struct charset *charset)
{
  if (l->job->n_files == 1)
    publish_encode (&l->rejects, charset, true);
}

/* Whether two headers are the same but for their line ends. */
static bool
same_header (const struct bytes *one, struct hoso_text other)
{
  size_t a = one->len, b = other.len;

  while (a > 0 && memchr ("\r\n", one->at[a - 1], 2) != NULL)
    a--;
  while (b > 0 && memchr ("\r\n", other.at[b - 1], 2) != NULL)
    b--;
  return a == b && (a == 0 || memcmp (one->at, other.at, a) == 0);
}

enum outcome
ledger_file (struct ledger *l, const struct hoso_format *format,
             struct hoso_text header, const char *file, struct error *e)
{
  if (l->job->rejects == NULL)
    return OK;
  if (l->rejects_format == NULL) {
    l->rejects_format = format;
    bytes_add (&l->rejects_header, header.at, header.len);
    reject_begin (&l->rejects, format, header);
    return OK;
  }
  if (format == l->rejects_format && same_header (&l->rejects_header, header))
    return OK;
  return fail (e, ERR_INPUT, 0,
               _ ("%s: its columns are not those of the first file: import it "
                  "by itself, or without --rejects"),
               file);
}

/* ---- Entries ------------------------------------------------------------ */

struct entry *
ledger_entry (struct ledger *l, uint64_t number)
{
  return &l->ring[number % l->room];
}

static void
grow (struct ledger *l)
{
  size_t room = l->room == 0 ? 64 : 2 * l->room;
  struct entry *ring = bytes_must (room * sizeof *ring);

  memset (ring, 0, room * sizeof *ring);
  for (uint64_t n = l->first; n < l->first + l->count; n++)
    ring[n % room] = *ledger_entry (l, n);
  free (l->ring);
  l->ring = ring;
  l->room = room;
}

struct entry *
ledger_add (struct ledger *l, const struct hoso_row *row, const char *file,
            const struct hoso_format *format, const struct form *form)
{
  uint64_t number = l->first + l->count;
  struct entry *entry;

  if (l->count == l->room)
    grow (l);
  l->count++;
  entry = ledger_entry (l, number);
  entry->number = number;
  entry->row = *row;
  entry->file = file;
  entry->format = format;
  entry->form = form;
  entry->fate = WAITING;
  entry->code[0] = '\0';
  findings_clear (&entry->findings);
  bytes_clear (&entry->raw);
  bytes_clear (&entry->override);
  if (l->job->rejects != NULL)
    bytes_add (&entry->raw, row->raw.at, row->raw.len);
  l->held += entry->raw.len;
  return entry;
}

/* ---- Telling ------------------------------------------------------------ */

static const struct finding *
first_of (const struct findings *findings, uint8_t severity)
{
  for (size_t i = 0; i < findings->count; i++)
    if (findings->at[i].severity == severity)
      return &findings->at[i];
  return NULL;
}

/* Adds "; TEXT" unless TEXT is empty or the last one again. */
static void
join (struct bytes *to, const char *text)
{
  size_t len = strlen (text);

  if (len == 0
      || (to->len >= len && memcmp (to->at + to->len - len, text, len) == 0))
    return;
  if (to->len > 0)
    bytes_add_text (to, "; ");
  bytes_add_text (to, text);
}

/* "V08: the sentence", "thanh_vien, row 2: the sentence", "the sentence". */
static void
add_problem (struct bytes *to, const struct finding *f)
{
  SCOPED_BYTES text = { 0 };

  if (strcmp (f->id, ROW_FINDING) != 0)
    bytes_add_text (&text, f->id);
  if (f->row > 0)
    bytes_printf (&text, _ (", row %u"), f->row);
  bytes_printf (&text, "%s%s", text.len > 0 ? ": " : "", f->text);
  join (to, bytes_text (&text));
}

/* All refusals of the row stand in the reject file. */
static void
tell_rejects (struct ledger *l, struct entry *entry)
{
  SCOPED_BYTES fields = { 0 }, problems = { 0 };

  for (size_t i = 0; i < entry->findings.count; i++) {
    const struct finding *f = &entry->findings.at[i];

    if (f->severity != HOSO_REFUSE)
      continue;
    join (&fields, finding_column (entry->form, f));
    add_problem (&problems, f);
  }
  entry->row.raw =
    (struct hoso_text){ bytes_text (&entry->raw), entry->raw.len };
  reject_row (&l->rejects, entry->format, &entry->row, bytes_text (&fields),
              bytes_text (&problems));
}

static void
tell_problems (const struct ledger *l, const struct entry *entry)
{
  for (size_t i = 0; i < entry->findings.count; i++) {
    const struct finding *f = &entry->findings.at[i];

    l->job->problem (l->job->with, entry->file, entry->number, entry->row.line,
                     f->severity, finding_column (entry->form, f), f->id,
                     f->text);
  }
}

static void
tell (struct ledger *l, struct entry *entry)
{
  static const char *const outcomes[] = {
    [KEPT] = "saved", [KNOWN] = "duplicate", [REJECTED] = "rejected"
  };
  struct receipt_line line = { .row = entry->number,
                               .outcome = outcomes[entry->fate],
                               .record = entry->code };

  if (entry->fate != KNOWN)
    line.why = first_of (&entry->findings,
                         entry->fate == REJECTED ? HOSO_REFUSE : HOSO_WARN);
  l->sum->read++;
  l->sum->saved += entry->fate == KEPT;
  l->sum->duplicate += entry->fate == KNOWN;
  l->sum->rejected += entry->fate == REJECTED;
  l->sum->warned += entry->fate == KEPT && line.why != NULL;
  if (l->job->receipt != NULL)
    receipt_put (&l->receipt, entry->form, &line);
  if (entry->fate == REJECTED && l->job->rejects != NULL)
    tell_rejects (l, entry);
  if (l->job->problem != NULL)
    tell_problems (l, entry);
}

void
ledger_tell (struct ledger *l, uint64_t number, enum fate fate)
{
  ledger_entry (l, number)->fate = fate;
  while (l->count > 0 && ledger_entry (l, l->first)->fate != WAITING) {
    tell (l, ledger_entry (l, l->first));
    l->held -= ledger_entry (l, l->first)->raw.len;
    l->first++;
    l->count--;
  }
}

void
ledger_piece (struct ledger *l, const struct hoso_row *row,
              const struct hoso_format *format)
{
  if (l->job->rejects != NULL)
    reject_row (&l->rejects, format, row, "", "");
}

/* ---- The end ------------------------------------------------------------ */

enum outcome
ledger_close (struct ledger *l, struct error *e)
{
  enum outcome done = OK;

  if (l->job->rejects != NULL)
    done = publish_end (&l->rejects, e);
  if (done == OK && l->job->receipt != NULL)
    done = publish_end (&l->receipt, e);
  ledger_drop (l);
  return done;
}

void
ledger_drop (struct ledger *l)
{
  publish_drop (&l->receipt);
  publish_drop (&l->rejects);
  bytes_free (&l->rejects_header);
  for (size_t i = 0; i < l->room; i++) {
    findings_free (&l->ring[i].findings);
    bytes_free (&l->ring[i].raw);
    bytes_free (&l->ring[i].override);
  }
  free (l->ring);
  l->ring = NULL;
  l->room = l->count = 0;
}
