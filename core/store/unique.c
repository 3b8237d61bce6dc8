/* unique.c - dossiers that are there already: what a form says is unique.
 *
 * A unique over one person's number is looked up by person, in any procedure;
 * others by the hash of their values, among the same procedure.  A hit counts
 * when the record itself says so, and the first is enough.
 */

#include "store/inside.h"

#include "base/arena.h"
#include "dossier/state.h"
#include "text/fold.h"
#include "text/person-id.h"

#include <stdio.h>
#include <string.h>

/* One unique being looked for. */
struct search {
  struct store *store;
  const struct form *form;
  const struct values *values;
  const struct form_unique *unique;
  const unsigned char *id; /* of the dossier itself */
  uint16_t procedure;      /* to look among */
  uint64_t number;         /* of a person, or 0 */
  struct arena *arena;
  struct findings *findings;
};

/* ---- whether a record is one ------------------------------------------- */

static uint64_t
number_of (const char *text)
{
  char stored[13];
  struct person_id person;

  return person_id_parse (text, stored, &person, NULL) == OK ? person.number
                                                             : 0;
}

/* Whether the person that heading H tells about has the number. */
static bool
is_person (const struct search *q, const struct whole_record *w, uint16_t h)
{
  uint16_t f =
    h == NO_HEADING ? NO_FIELD : form_fact (w->form, h, HOSO_ID_NUMBER);

  return f != NO_FIELD && number_of (w->values.texts[f]) == q->number;
}

/* PERSONS are keys joined with ";". */
static bool
among_persons (const struct search *q, const struct whole_record *w)
{
  const char *at = q->unique->persons;
  char key[64];

  while (*at != '\0') {
    size_t len = strcspn (at, "; ,");

    snprintf (key, sizeof key, "%.*s", (int) (len < 63 ? len : 63), at);
    if (len > 0 && is_person (q, w, form_person_named (w->form, key)))
      return true;
    at += len + strspn (at + len, "; ,");
  }
  return false;
}

static bool
has_person (const struct search *q, const struct whole_record *w)
{
  struct facts facts = facts_of (w->form, &w->values, q->arena);

  for (size_t i = 0; i < facts.n_persons; i++)
    if (facts.persons[i].number == q->number)
      return true;
  return false;
}

/* What the record has in field F of the form at hand, by its key. */
static const char *
text_of (const struct search *q, const struct whole_record *w, uint16_t f)
{
  if (w->form != q->form)
    f = form_field_named (w->form, q->form->fields[f].key);
  return f == NO_FIELD ? "" : w->values.texts[f];
}

static bool
has_texts (const struct search *q, const struct whole_record *w)
{
  for (uint16_t i = 0; i < q->unique->n_fields; i++) {
    uint16_t f = q->unique->fields[i];

    if (!fold_same (q->values->texts[f], text_of (q, w, f)))
      return false;
  }
  return true;
}

/* Whether a record with this row counts at all. */
static bool
may_hit (const struct search *q, const struct row *row)
{
  return row->head.procedure == q->procedure
         && memcmp (row->id, q->id, ID_SIZE) != 0
         && (!q->unique->open_only || state_open (row->head.state));
}

static bool
is_hit (const struct search *q, const struct whole_record *w)
{
  if (q->unique->persons != NULL)
    return among_persons (q, w);
  if (q->unique->procedure != NULL)
    return has_person (q, w);
  return has_texts (q, w);
}

static void
report (const struct search *q, const struct row *row)
{
  SCOPED_BYTES text = { 0 };
  char code[96];

  code_text (&row->head.code, q->store->identity.office, code);
  bytes_add_text (&text, form_words (q->unique->text));
  bytes_add_text (&text, " (");
  bytes_add_text (&text, code);
  bytes_add_char (&text, ')');
  findings_add (q->findings, q->unique->severity, q->unique->id,
                q->unique->fields[0], 0, bytes_text (&text));
}

/* ---- looking it up ----------------------------------------------------- */

static enum outcome
look_at (const struct search *q, uint32_t ordinal, bool *hit, struct error *e)
{
  struct whole_record w = { .form = NULL };
  enum outcome got = store_row (q->store, ordinal, &w.row, &w.row_hold, e);
  bool read = got == OK && may_hit (q, &w.row);

  if (read)
    got = whole_record_read (q->store, q->arena, &w, e);
  *hit = read && got == OK && is_hit (q, &w);
  if (*hit)
    report (q, &w.row);
  whole_record_free (&w);
  return got == ERR_ABSENT ? row_missing (ordinal, e) : got;
}

/* The first hit among the entries of a table that begin with FROM. */
static enum outcome
look_along (const struct search *q, enum table t, const struct key *from,
            struct error *e)
{
  struct walk w;
  enum outcome at;
  bool hit = false;

  if (table_lacks (q->store, t, key_slice (from)))
    return OK;
  at = walk_open (q->store, t, &w, e);
  if (at == OK)
    at = walk_first (&w, key_slice (from), e);
  while (at == OK && !hit && slice_begins (w.key, key_slice (from))) {
    at = look_at (q, key_end (w.key), &hit, e);
    if (at == OK && !hit)
      at = walk_next (&w, e);
  }
  walk_close (&w);
  return at == ERR_ABSENT ? OK : at;
}

static const struct unique_fact *
fact_of (const struct facts *facts, uint8_t which)
{
  for (size_t i = 0; i < facts->n_uniques; i++)
    if (facts->uniques[i].which == which)
      return &facts->uniques[i];
  return NULL;
}

/* What is empty, or no person's number, is nobody's duplicate. */
static enum outcome
look_for (const struct search *q, const struct unique_fact *fact,
          struct error *e)
{
  struct key from = { .len = 0 };

  if (unique_is_personal (q->form, q->unique)) {
    key_u40 (&from, q->number);
    return q->number == 0 ? OK : look_along (q, T_PERSON, &from, e);
  }
  if (fact == NULL)
    return OK;
  key_u16 (&from, q->procedure);
  key_u8 (&from, fact->which);
  key_u64 (&from, fact->hash);
  return look_along (q, T_UNIQUE, &from, e);
}

enum outcome
store_uniques (struct store *s, const struct form *form,
               const struct values *values, const struct facts *facts,
               const unsigned char id[ID_SIZE], struct findings *findings,
               struct error *e)
{
  enum outcome done = OK;

  for (uint16_t i = 0; done == OK && i < form->n_uniques; i++) {
    const struct form_unique *u = &form->uniques[i];
    struct search q = { .store = s,
                        .form = form,
                        .values = values,
                        .unique = u,
                        .id = id,
                        .arena = s->arena,
                        .findings = findings };

    if (unique_is_personal (form, u))
      q.number = number_of (values->texts[u->fields[0]]);
    q.procedure = store_procedure_numbered (
      s, u->procedure != NULL ? u->procedure : form->code);
    if (q.procedure != 0)
      done = look_for (&q, fact_of (facts, (uint8_t) i), e);
  }
  arena_clear (s->arena);
  return done;
}
