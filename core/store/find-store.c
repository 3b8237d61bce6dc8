/* find-store.c - the index of words as the site asks it: rows, best first. */

#include "store/inside.h"

#include "record/record.h"
#include "text/fold.h"
#include "text/nfc.h"
#include "text/utf8.h"

#include <string.h>

/* A query under way: what finds needs to give rows. */
struct asking {
  struct store *store;
  row_seen row;
  void *with;
  struct bytes hold;
  struct error *error; /* of the first row that could not be read */
  enum outcome outcome;
};

/* The facts of a record, for what the index alone cannot tell. */
static enum outcome
give_facts (void *with, uint32_t ordinal, struct arena *arena,
            struct facts *facts, struct error *e)
{
  struct asking *asking = with;
  struct whole_record whole;
  enum outcome outcome =
    whole_record_load (asking->store, ordinal, arena, &whole, e);

  *facts = whole.facts;
  whole_record_free (&whole);
  return outcome;
}

/* ---- rows ------------------------------------------------------------- */

static bool
give_row (void *with, uint32_t ordinal)
{
  struct asking *asking = with;
  struct row row;

  bytes_clear (&asking->hold);
  asking->outcome =
    store_row (asking->store, ordinal, &row, &asking->hold, asking->error);
  return asking->outcome == OK && asking->row (asking->with, &row);
}

/* ---- dossier numbers -------------------------------------------------- */

/* Whether WORDS may be a dossier number: one word with a dash and a digit. */
static bool
may_be_code (const char *words)
{
  return strchr (words, '-') != NULL && strpbrk (words, "0123456789") != NULL
         && strchr (words, ' ') == NULL;
}

static enum outcome
by_code (struct store *store, const char *text, uint32_t *ordinal,
         struct error *e)
{
  struct code code;

  if (!code_read (text, store->identity.office, &code))
    return ERR_ABSENT;
  return store_by_code (store, &code, ordinal, e);
}

/* The dossier whose number WORDS are, as typed or in capitals; ERR_ABSENT. */
static enum outcome
find_code (struct store *store, const char *words, uint32_t *ordinal,
           struct error *e)
{
  SCOPED_BYTES typed = { 0 };
  SCOPED_BYTES capitals = { 0 };
  enum outcome outcome;

  if (!utf8_valid (words, strlen (words)))
    return ERR_ABSENT;
  nfc_add_tidy (&typed, words, strlen (words), false);
  if (!may_be_code (bytes_text (&typed)))
    return ERR_ABSENT;
  outcome = by_code (store, bytes_text (&typed), ordinal, e);
  if (outcome != ERR_ABSENT)
    return outcome;
  capital_add (&capitals, (const char *) typed.at, typed.len);
  return by_code (store, bytes_text (&capitals), ordinal, e);
}

enum outcome
store_find (struct store *store, const char *words, bool any, uint32_t limit,
            row_seen row, void *with, uint32_t *total, bool *about,
            struct error *e)
{
  struct asking asking = {
    .store = store, .row = row, .with = with, .error = e
  };
  uint32_t ordinal;
  enum outcome outcome = find_code (store, words, &ordinal, e);

  if (outcome == OK) {
    *total = 1;
    *about = false;
    if (limit > 0)
      give_row (&asking, ordinal);
  } else if (outcome == ERR_ABSENT)
    outcome = find_query (store->words, store, words, any, limit, give_facts,
                          give_row, &asking, total, about, e);
  bytes_free (&asking.hold);
  return outcome != OK ? outcome : asking.outcome;
}
