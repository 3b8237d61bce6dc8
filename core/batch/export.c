/* export.c - records out, flat: the header first, then the fields. */

#include "batch/export.h"

#include "base/language.h"
#include "batch/publish.h"

#include <string.h>

enum { PROGRESS_EVERY = 256 }; /* records */

/* What a format writes before values. */
struct spelling {
  struct hoso_sink sink; /* first: the format writes here */
  struct bytes bytes;
};

/* How records of one form are written: their columns, and where each comes
 * from: a place among the texts of a record.  These are its header, its fields
 * in the order of its form, and an empty one for columns that it has not.
 */
struct plan {
  uint16_t procedure, revision;
  const struct form *form;
  struct hoso_column *columns;
  struct spelling spelling; /* of their names */
  uint16_t *from;
  size_t count;
  bool straight; /* column I is text I */
};

struct export
{
  const struct export_job *job;
  struct export_sum *sum;
  struct publish out;
  const struct form *newest; /* of the procedure; NULL: of each its own */
  char *words;               /* job->columns, cut */
  struct wanted {
    const char *name;
    bool found; /* in the form of any record */
  } * wanted;   /* NULL: all */
  size_t n_wanted;
  struct plan **plans;
  size_t n_plans;
  struct hoso_text *texts;  /* of the record at hand */
  size_t n_texts;           /* room for those of the largest form */
  struct hoso_text *values; /* those of its columns */
  size_t room;
  struct header_texts header;
  uint64_t of; /* records there are, for the progress */
  struct error *error;
  enum outcome failed;
};

/* ---- Columns ------------------------------------------------------------ */

static void
add_column (struct plan *p, struct hoso_column column, uint16_t from)
{
  p->straight &= from == p->count;
  p->columns[p->count] = column;
  p->from[p->count++] = from;
}

static uint16_t
header_place (const char *name)
{
  uint16_t i = 0;

  while (i < HEADER_COLUMNS && strcmp (header_columns[i].name, name) != 0)
    i++;
  return i; /* HEADER_COLUMNS: none of them */
}

/* Where field FIELD of the newest form is in FORM, perhaps by its older key. */
static uint16_t
place_in (const struct form *form, const struct form_field *field)
{
  uint16_t f = form_field_named (form, field->key);

  if (f == NO_FIELD && field->was != NULL)
    f = form_field_named (form, field->was);
  return HEADER_COLUMNS + (f == NO_FIELD ? form->n_fields : f);
}

static void
plan_all (struct plan *p, const struct form *shown)
{
  for (uint16_t i = 0; i < HEADER_COLUMNS; i++)
    add_column (p, header_columns[i], i);
  for (uint16_t f = 0; f < shown->n_fields; f++)
    add_column (p, field_column (&shown->fields[f]),
                place_in (p->form, &shown->fields[f]));
}

/* What was asked for and SHOWN has. */
static void
plan_wanted (struct plan *p, const struct form *shown, struct export *x)
{
  for (size_t i = 0; i < x->n_wanted; i++) {
    struct wanted *w = &x->wanted[i];
    uint16_t header = header_place (w->name);
    uint16_t f = form_field_named (shown, w->name);

    if (header < HEADER_COLUMNS)
      add_column (p, header_columns[header], header);
    else if (f != NO_FIELD)
      add_column (p, field_column (&shown->fields[f]),
                  place_in (p->form, &shown->fields[f]));
    w->found |= header < HEADER_COLUMNS || f != NO_FIELD;
  }
}

static char *
spelling_room (struct hoso_sink *sink, size_t need)
{
  struct bytes *bytes = &((struct spelling *) sink)->bytes;

  bytes_reserve (bytes, need);
  return (char *) bytes->at + bytes->len;
}

static void
spelling_wrote (struct hoso_sink *sink, size_t len)
{
  ((struct spelling *) sink)->bytes.len += len;
}

/* The names of all columns, spelled once: they lie in one run of bytes, which
 * moves while it grows.
 */
static void
spell (struct plan *p, const struct hoso_format *format)
{
  struct spelling *s = &p->spelling;
  size_t from = 0;

  s->sink = (struct hoso_sink){ spelling_room, spelling_wrote };
  for (size_t i = 0; format->spell != NULL && i < p->count; i++) {
    format->spell (&s->sink, &p->columns[i]);
    p->columns[i].spelled.len = s->bytes.len - from;
    from = s->bytes.len;
  }
  from = 0;
  for (size_t i = 0; i < p->count && s->bytes.len > 0; i++) {
    p->columns[i].spelled.at = (const char *) s->bytes.at + from;
    from += p->columns[i].spelled.len;
  }
}

static void
make_room (struct export *x, size_t columns, size_t fields)
{
  size_t texts = HEADER_COLUMNS + fields + 1;

  if (columns > x->room) {
    x->values = bytes_must_again (x->values, columns * sizeof *x->values);
    x->room = columns;
  }
  if (texts > x->n_texts) {
    x->texts = bytes_must_again (x->texts, texts * sizeof *x->texts);
    x->n_texts = texts;
  }
}

static struct plan *
make_plan (struct export *x, const struct form *form, uint16_t procedure)
{
  const struct form *shown = x->newest != NULL ? x->newest : form;
  size_t most =
    x->wanted != NULL ? x->n_wanted : HEADER_COLUMNS + (size_t) shown->n_fields;
  struct plan *p = bytes_must (sizeof *p);

  *p = (struct plan){ .procedure = procedure,
                      .revision = form->revision,
                      .form = form,
                      .straight = true };
  p->columns = bytes_must (most * sizeof *p->columns);
  p->from = bytes_must (most * sizeof *p->from);
  if (x->wanted != NULL)
    plan_wanted (p, shown, x);
  else
    plan_all (p, shown);
  spell (p, x->job->format);
  make_room (x, most, form->n_fields);
  x->plans = bytes_must_again (x->plans, (x->n_plans + 1) * sizeof *x->plans);
  return x->plans[x->n_plans++] = p;
}

static const struct plan *
plan_of (struct export *x, uint16_t procedure, uint16_t revision)
{
  const struct form *form;

  for (size_t i = 0; i < x->n_plans; i++)
    if (x->plans[i]->procedure == procedure
        && x->plans[i]->revision == revision)
      return x->plans[i];
  x->failed = site_form (x->job->site, procedure, revision, &form, x->error);
  return x->failed == OK ? make_plan (x, form, procedure) : NULL;
}

/* Two values under one key could not be told apart by who reads them. */
static bool
is_wanted (const struct export *x, const char *name)
{
  for (size_t i = 0; i < x->n_wanted; i++)
    if (strcmp (x->wanted[i].name, name) == 0)
      return true;
  return false;
}

/* "id,code,ks_ho_ten" */
static enum outcome
read_wanted (struct export *x)
{
  char *rest;

  if (x->job->columns == NULL)
    return OK;
  x->words = bytes_must_copy (x->job->columns);
  x->wanted = bytes_must ((strlen (x->words) + 1) * sizeof *x->wanted);
  for (char *word = strtok_r (x->words, ", ", &rest); word != NULL;
       word = strtok_r (NULL, ", ", &rest)) {
    if (is_wanted (x, word))
      return fail (x->error, ERR_INPUT, 0,
                   _ ("the column \"%.80s\" is wanted twice"), word);
    x->wanted[x->n_wanted++] = (struct wanted){ .name = word };
  }
  if (x->n_wanted == 0)
    return fail (x->error, ERR_INPUT, 0, _ ("no columns are named"));
  return OK;
}

/* A column that no form of those seen has.  Of all procedures only those with
 * records are known.
 */
static enum outcome
check_wanted (const struct export *x)
{
  for (size_t i = 0; i < x->n_wanted && x->n_plans > 0; i++)
    if (!x->wanted[i].found)
      return fail (x->error, ERR_INPUT, 0, _ ("there is no column \"%.80s\""),
                   x->wanted[i].name);
  return OK;
}

/* ---- Records ------------------------------------------------------------ */

/* The texts of a record of FORM; fields that its image does not have are empty.
 */
static void
take_texts (struct export *x, const struct form *form, struct image image)
{
  const char *values = (const char *) image.at + image_front (&image);
  struct hoso_text *fields = x->texts + HEADER_COLUMNS;
  unsigned f = 0, most = form->n_fields;
  size_t begin = 0;

  memcpy (x->texts, x->header.at, sizeof x->header.at);
  for (; f < image.count && f < most; f++) {
    size_t end = image_end (&image, f);

    fields[f] = (struct hoso_text){ values + begin, end - begin };
    begin = end;
  }
  for (; f <= most; f++)
    fields[f] = (struct hoso_text){ "", 0 };
}

/* Those of the columns of P. */
static const struct hoso_text *
values_of (struct export *x, const struct plan *p)
{
  if (p->straight)
    return x->texts;
  for (size_t i = 0; i < p->count; i++)
    x->values[i] = x->texts[p->from[i]];
  return x->values;
}

static enum outcome
write_record (struct export *x, const unsigned char id[ID_SIZE],
              const struct change *change)
{
  const struct plan *p =
    plan_of (x, change->head.procedure, change->head.revision);
  struct image image;

  if (p == NULL)
    return x->failed;
  if (image_open (change->image.at, change->image.len, change->head.flags,
                  &image, x->error)
      != OK)
    return ERR_DAMAGED;
  header_of (x->job->site, id, &change->head, &x->header);
  take_texts (x, p->form, image);
  x->job->format->record (&x->out.sink, p->columns, values_of (x, p), p->count);
  x->sum->written++;
  if (x->out.error.kind != OK && x->error != NULL)
    *x->error = x->out.error;
  return x->out.error.kind;
}

static bool
seen (void *with, const unsigned char id[ID_SIZE], const struct change *change)
{
  struct export *x = with;

  if (change->head.received < x->job->since || change->action == ERASE)
    return true;
  x->failed = write_record (x, id, change);
  if (x->job->progress != NULL && x->sum->written % PROGRESS_EVERY == 0)
    x->job->progress (x->job->with, x->sum->written, x->of);
  return x->failed == OK;
}

/* ---- The job ------------------------------------------------------------ */

/* A table has one header: that of the procedure's newest form. */
static enum outcome
begin (struct export *x)
{
  const struct export_job *job = x->job;
  const struct plan *p;

  if (job->format->begin == NULL && job->procedure == 0)
    return OK;
  if (job->procedure == 0)
    return fail (x->error, ERR_INPUT, 0,
                 _ ("%s holds one procedure: name it with --procedure, or take "
                    "jsonl"),
                 job->format->name);
  x->failed = site_form (job->site, job->procedure, 0, &x->newest, x->error);
  if (x->failed != OK)
    return x->failed;
  p = make_plan (x, x->newest, job->procedure);
  if (check_wanted (x) != OK)
    return ERR_INPUT;
  if (job->format->begin != NULL)
    job->format->begin (&x->out.sink, p->columns, p->count);
  else
    x->newest = NULL; /* each record has its own columns */
  return OK;
}

static enum outcome
scan (struct export *x)
{
  struct scan scan = { .by_change = x->job->by_change,
                       .latest = x->job->by_change,
                       .after = x->job->after,
                       .procedure = x->job->procedure };
  enum outcome done = site_scan (x->job->site, &scan, seen, x, x->error);

  if (done == OK)
    done = x->failed;
  if (done == OK && x->job->procedure == 0)
    done = check_wanted (x);
  x->sum->last_change = scan.until;
  return done;
}

/* How many records there are: only for who watches. */
static void
count (struct export *x)
{
  struct status status;

  if (x->job->progress != NULL && !x->job->by_change && x->job->procedure == 0
      && site_status (x->job->site, &status, NULL) == OK)
    x->of = status.records;
}

static void
release (struct export *x)
{
  for (size_t i = 0; i < x->n_plans; i++) {
    free (x->plans[i]->columns);
    bytes_free (&x->plans[i]->spelling.bytes);
    free (x->plans[i]->from);
    free (x->plans[i]);
  }
  free (x->plans);
  free (x->words);
  free (x->wanted);
  free (x->values);
  free (x->texts);
  publish_drop (&x->out);
}

static enum outcome
encode (struct export *x)
{
  struct charset charset;

  if (!charset_named (x->job->encoding, &charset))
    return fail (x->error, ERR_INPUT, 0, _ ("there is no encoding \"%.40s\""),
                 x->job->encoding);
  publish_encode (&x->out, &charset, x->job->lossy);
  return OK;
}

/* From the beginning of the file to its end. */
static enum outcome
write_all (struct export *x)
{
  const struct export_job *job = x->job;
  enum outcome done = publish_open (&x->out, job->to, x->error);

  if (done == OK && job->encoding != NULL)
    done = encode (x);
  if (done == OK)
    done = begin (x);
  if (done == OK)
    done = scan (x);
  if (done == OK && job->format->end != NULL)
    job->format->end (&x->out.sink);
  if (done == OK)
    done = publish_end (&x->out, x->error);
  return done;
}

enum outcome
export_run (const struct export_job *job, struct export_sum *sum,
            struct error *e)
{
  struct error own = { 0 };
  struct export x = { .job = job, .sum = sum, .error = e != NULL ? e : &own };
  enum outcome done;

  *sum = (struct export_sum){ 0 };
  count (&x);
  done = read_wanted (&x);
  if (done == OK)
    done = write_all (&x);
  if (done == OK && job->progress != NULL)
    job->progress (job->with, sum->written, sum->written);
  release (&x);
  return done;
}
