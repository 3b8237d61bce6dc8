/* save.c - one dossier kept: its change, its row, its place in every index.
 *
 * Everything is decided before anything is written, so that a save that is
 * turned away leaves the transaction as it was.
 */

#include "store/build.h"
#include "store/inside.h"
#include "store/proof.h"

#include "base/arena.h"
#include "base/language.h"

#include <string.h>

/* One save on its way. */
struct job {
  const struct save *save;
  struct arena *arena;
  struct whole_record old; /* of a record that is there: EXISTS */
  bool exists;
  struct row now;
  struct values values;
  struct facts facts;
  struct day_number taken;            /* number of a day; 0: none */
  struct entries counters;            /* numbers of books that were taken */
  struct bytes *image, *body, *value; /* of the values, change, row */
};

static void
tell (const struct row *row, struct saved *saved)
{
  saved->ordinal = row->ordinal;
  saved->version = row->head.version;
  saved->seq = row->seq;
  saved->code = row->head.code;
}

/* ---- what is there ----------------------------------------------------- */

static enum outcome
find_new (struct store *s, struct job *j, struct saved *saved, struct error *e)
{
  SCOPED_BYTES hold = { 0 };
  struct row row;
  uint32_t ordinal;
  enum outcome got = store_seek_id (s, j->save->id, &ordinal, e);

  if (got != OK)
    return got == ERR_ABSENT ? OK : got;
  got = store_row (s, ordinal, &row, &hold, e);
  if (got != OK)
    return got == ERR_ABSENT ? row_missing (ordinal, e) : got;
  tell (&row, saved);
  return fail (e, ERR_BUSY, 0, _ ("this dossier is in the store already"));
}

static enum outcome
find_old (struct store *s, struct job *j, struct saved *saved, struct error *e)
{
  uint32_t ordinal;
  enum outcome got = store_by_id (s, j->save->id, &ordinal, e);

  if (got != OK)
    return got;
  got = whole_record_load (s, ordinal, j->arena, &j->old, e);
  if (got != OK)
    return got == ERR_ABSENT ? row_missing (ordinal, e) : got;
  j->exists = true;
  if (j->old.row.head.version == j->save->version_read)
    return OK;
  tell (&j->old.row, saved);
  return fail (e, ERR_BUSY, 0,
               _ ("someone else changed this dossier; read it again"));
}

/* ---- its number -------------------------------------------------------- */

static enum outcome
check_code (struct store *s, const struct code *code, struct error *e)
{
  char text[96];
  uint32_t other;
  enum outcome got = store_by_code (s, code, &other, e);

  if (got == ERR_ABSENT)
    return OK;
  if (got != OK)
    return got;
  code_text (code, s->identity.office, text);
  return fail (e, ERR_INPUT, 0, _ ("the number %s is another dossier's"), text);
}

/* A number that an import brings is never given again. */
static enum outcome
choose_code (struct store *s, struct job *j, struct error *e)
{
  struct code *code = &j->now.head.code;
  uint32_t last;
  enum outcome good = OK;

  if (code->kind == CODE_NONE)
    *code =
      (struct code){ .kind = CODE_OWN, .day = day_of (j->now.head.received) };
  else
    good = check_code (s, code, e);
  if (good != OK || code->kind != CODE_OWN)
    return good;

  good = counter_of_day (s, code->day, &last, e);
  if (good != OK)
    return good;
  if (code->serial == 0 && last == UINT32_MAX)
    return fail (e, ERR_INPUT, 0, _ ("the numbers of day %u are used up"),
                 code->day);
  if (code->serial == 0)
    code->serial = last + 1;
  if (code->serial > last)
    j->taken = (struct day_number){ code->day, code->serial };
  return OK;
}

/* ---- what it will be --------------------------------------------------- */

/* The head of the record after this save. */
static enum outcome
choose_head (struct store *s, struct job *j, struct error *e)
{
  struct record_head *head = &j->now.head;

  *head = j->save->head;
  head->flags &= RECORD_SECRET;
  memcpy (j->now.id, j->save->id, ID_SIZE);
  if (j->exists) {
    j->now.ordinal = j->old.row.ordinal;
    head->version = j->old.row.head.version + 1;
    head->code = j->old.row.head.code; /* a number never changes */
    return OK;
  }
  j->now.ordinal = s->last.counts.records + 1;
  if (head->version == 0)
    head->version = 1;
  return choose_code (s, j, e);
}

/* What is known of the values that came holds while no number was put in. */
static void
choose_facts (struct job *j)
{
  const struct save *save = j->save;

  if (save->facts != NULL && j->values.texts == save->values.texts)
    j->facts = *save->facts;
  else
    j->facts = facts_of (save->form, &j->values, j->arena);
}

/* The body of the change, and what lists show of it. */
static enum outcome
choose_body (struct job *j, struct error *e)
{
  struct row *now = &j->now;

  now->head.flags |= values_image (j->save->form, &j->values, NULL, j->image);
  record_head_add (&now->head, j->body);
  bytes_add (j->body, now->id, ID_SIZE);
  bytes_add (j->body, j->image->at, j->image->len);
  if (j->body->len > RECORD_MOST)
    return fail (e, ERR_INPUT, 0,
                 _ ("the dossier has %zu KiB, more than %d; "
                    "shorten notes or tables"),
                 j->body->len >> 10, RECORD_MOST >> 10);

  choose_facts (j);
  now->name = slice_of (j->facts.name, strlen (j->facts.name));
  now->birth = slice_of (j->facts.birth, strlen (j->facts.birth));
  now->ward = j->facts.ward;
  return OK;
}

static enum outcome
decide (struct store *s, struct job *j, struct saved *saved, struct error *e)
{
  const struct save *save = j->save;
  const struct form *known;
  enum outcome good = save->version_read == 0 ? find_new (s, j, saved, e)
                                              : find_old (s, j, saved, e);

  if (good == OK
      && store_form (s, save->head.procedure, save->head.revision, &known, e)
           != OK)
    good = fail (e, ERR_INPUT, 0, _ ("the form of the dossier is not known"));
  if (good == OK)
    good = choose_head (s, j, e);
  j->values = save->values;
  if (good == OK)
    good = serials_fill (s, save->form, j->exists ? &j->old : NULL, &j->values,
                         save->head.received, &j->counters, j->arena, e);
  return good == OK ? choose_body (j, e) : good;
}

/* ---- writing it -------------------------------------------------------- */

static enum outcome
write_change (struct store *s, struct job *j, struct error *e)
{
  struct change c = {
    .action = j->save->action,
    .terminal = j->save->terminal,
    .officer = j->save->officer,
    .ordinal = j->now.ordinal,
    .version = j->now.head.version,
    .time = j->save->time,
    .before = j->exists ? j->old.row.seq : 0,
    .reason = j->save->reason,
    .body = bytes_slice (j->body),
  };
  enum outcome done = changes_add (s, &c, e);

  j->now.seq = c.seq;
  return done;
}

static enum outcome
write_row (struct store *s, struct job *j, struct error *e)
{
  struct key k = ordinal_key (j->now.ordinal);

  row_value (&j->now, j->value);
  return table_put (s, T_RECORDS, key_slice (&k), bytes_slice (j->value), e);
}

static enum outcome
write_entries (struct store *s, struct job *j, struct error *e)
{
  struct entries old = { 0 }, now = { 0 };

  if (j->exists) {
    entries_of_row (&old, &j->old.row, bytes_slice (&j->old.row_hold),
                    j->arena);
    entries_of_facts (&old, &j->old.row, j->old.form, &j->old.facts, j->arena);
  }
  entries_of_row (&now, &j->now, bytes_slice (j->value), j->arena);
  entries_of_facts (&now, &j->now, j->save->form, &j->facts, j->arena);
  return entries_change (s, &old, &now, e);
}

static enum outcome
write_words (struct store *s, struct job *j, struct error *e)
{
  struct find_entry old = { &j->old.facts, day_of (j->old.row.head.received) };
  struct find_entry now = { &j->facts, day_of (j->now.head.received) };

  if (s->build != NULL)
    return build_words_add (s->build->words, j->now.ordinal, &now, e);
  return find_change (s->words, s, j->now.ordinal, j->exists ? &old : NULL,
                      &now, e);
}

static enum outcome
write_all (struct store *s, struct job *j, struct error *e)
{
  struct entries none = { 0 };
  enum outcome done = write_change (s, j, e);

  if (done == OK)
    done = write_row (s, j, e);
  if (done == OK)
    done = write_entries (s, j, e);
  if (done == OK)
    done = write_words (s, j, e);
  if (done == OK)
    done = entries_change (s, &none, &j->counters, e);
  if (done == OK && j->taken.number != 0)
    done = counter_move_day (s, j->taken.day, j->taken.number, e);
  if (done == OK && !j->exists)
    s->last.counts.records = j->now.ordinal;
  proof_touch (s->proof, j->now.ordinal);
  return done;
}

enum outcome
store_save (struct store *s, const struct save *save, struct saved *saved,
            struct error *e)
{
  struct job j = { .save = save,
                   .arena = s->arena,
                   .image = &s->saving[0],
                   .body = &s->saving[1],
                   .value = &s->saving[2] };
  enum outcome done;

  memset (saved, 0, sizeof *saved);
  for (size_t i = 0; i < sizeof s->saving / sizeof *s->saving; i++)
    bytes_clear (&s->saving[i]);
  done = decide (s, &j, saved, e);
  s->strange.known = false;
  if (done == OK)
    done = write_all (s, &j, e);
  if (done == OK)
    tell (&j.now, saved);

  whole_record_free (&j.old);
  arena_clear (s->arena);
  return done;
}
