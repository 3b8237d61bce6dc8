/* catalog.c - every form that a record was ever made with, as it was declared.
 *
 * "catalog": u16 procedure, u16 revision -> text code, 32 bytes fingerprint,
 * the declared form.  Codes and fingerprints are kept in memory; a form is
 * decoded when it is first asked for and stays so until many are.
 */

#include "store/inside.h"

#include "base/arena.h"
#include "base/language.h"
#include "form/declare.h"

#include <string.h>

enum { CODE_ROOM = 32 }; /* bytes of a code, with its 0 */

struct listed {
  uint16_t procedure, revision;
  uint32_t size; /* bytes of its row                                         */
  const char *code;
  unsigned char fingerprint[HASH_SIZE];
  const struct form *form; /* NULL: not asked for yet */
};

/* Forms that were decoded, by the hash of their bytes: labels may change while
 * somebody holds a form with the old ones.
 */
struct decoded {
  struct decoded *next;
  unsigned char hash[HASH_SIZE];
  struct form *form;
};

struct catalog {
  struct arena *arena; /* of codes */
  struct listed *at;
  size_t count, room;
  size_t size; /* bytes of all rows                                          */
  struct decoded *decoded;
  size_t decoded_size; /* bytes that they were declared in                   */
  bool touched;        /* in the transaction at hand */
};

static struct key
catalog_key (uint16_t procedure, uint16_t revision)
{
  struct key k = { .len = 0 };

  key_u16 (&k, procedure);
  key_u16 (&k, revision);
  return k;
}

static struct listed *
listed (struct store *s, uint16_t procedure, uint16_t revision)
{
  struct catalog *c = s->catalog;

  for (size_t i = 0; i < c->count; i++)
    if (c->at[i].procedure == procedure && c->at[i].revision == revision)
      return &c->at[i];
  return NULL;
}

static struct listed *
list (struct catalog *c, uint16_t procedure, uint16_t revision, size_t size,
      const char *code, const unsigned char fingerprint[HASH_SIZE])
{
  struct listed *l;

  if (c->count == c->room) {
    c->room = c->room == 0 ? 32 : 2 * c->room;
    c->at = bytes_must_again (c->at, c->room * sizeof *c->at);
  }
  l = &c->at[c->count++];
  *l = (struct listed){ procedure, revision, (uint32_t) size, .form = NULL };
  c->size += size;
  l->code = arena_copy (c->arena, code);
  memcpy (l->fingerprint, fingerprint, HASH_SIZE);
  return l;
}

/* ---- reading the table ------------------------------------------------- */

struct stored {
  struct slice code, fingerprint, form;
};

static bool
take_stored (struct slice value, struct stored *t)
{
  struct reader r = reader_of (value.at, value.len);

  t->code = take_block (&r);
  t->fingerprint = take (&r, HASH_SIZE);
  t->form = slice_of (r.at, r.left);
  return !r.bad && t->code.len < CODE_ROOM;
}

static enum outcome
say_damaged (uint16_t procedure, uint16_t revision, struct error *e)
{
  return fail (e, ERR_DAMAGED, 0,
               _ ("catalog: the form %u, %u does not decode"), procedure,
               revision);
}

static enum outcome
read_row (struct catalog *c, const struct walk *w, struct error *e)
{
  struct reader key = reader_of (w->key.at, w->key.len);
  uint16_t procedure = take_be16 (&key), revision = take_be16 (&key);
  char code[CODE_ROOM] = "";
  struct stored t;

  if (key.bad || !take_stored (w->value, &t))
    return say_damaged (procedure, revision, e);
  memcpy (code, t.code.at, t.code.len);
  list (c, procedure, revision, w->value.len, code, t.fingerprint.at);
  return OK;
}

static enum outcome
read_all (struct store *s, struct error *e)
{
  struct walk w;
  enum outcome at = walk_open (s, T_CATALOG, &w, e);

  arena_clear (s->catalog->arena);
  s->catalog->count = s->catalog->size = 0;
  if (at == OK)
    at = walk_first (&w, slice_of (NULL, 0), e);
  while (at == OK) {
    at = read_row (s->catalog, &w, e);
    if (at == OK)
      at = walk_next (&w, e);
  }
  walk_close (&w);
  return at == ERR_ABSENT ? OK : at;
}

enum outcome
catalog_open (struct store *s, struct error *e)
{
  s->catalog = bytes_must (sizeof *s->catalog);
  *s->catalog = (struct catalog){ .arena = arena_new () };
  return read_all (s, e);
}

void
catalog_committed (struct store *s)
{
  s->catalog->touched = false;
}

void
catalog_aborted (struct store *s)
{
  if (s->catalog != NULL && s->catalog->touched)
    read_all (s, NULL);
  if (s->catalog != NULL)
    s->catalog->touched = false;
}

static void
forget_all (struct catalog *c)
{
  for (size_t i = 0; i < c->count; i++)
    c->at[i].form = NULL;
  while (c->decoded != NULL) {
    struct decoded *d = c->decoded;

    c->decoded = d->next;
    form_free (d->form);
    free (d);
  }
  c->decoded_size = 0;
}

void
catalog_close (struct store *s)
{
  struct catalog *c = s->catalog;

  if (c == NULL)
    return;
  forget_all (c);
  arena_free (c->arena);
  free (c->at);
  free (c);
  s->catalog = NULL;
}

/* ---- forms ------------------------------------------------------------- */

enum outcome
store_declared (struct store *s, uint16_t procedure, uint16_t revision,
                struct bytes *to, struct error *e)
{
  struct key k = catalog_key (procedure, revision);
  SCOPED_BYTES value = { 0 };
  struct stored t;
  enum outcome got = table_get (s, T_CATALOG, key_slice (&k), &value, e);

  if (got == ERR_ABSENT)
    return fail (e, ERR_ABSENT, 0, _ ("there is no form %u with revision %u"),
                 procedure, revision);
  if (got != OK)
    return got;
  if (!take_stored (bytes_slice (&value), &t))
    return say_damaged (procedure, revision, e);
  bytes_add (to, t.form.at, t.form.len);
  return OK;
}

static enum outcome
decode (struct catalog *c, const struct bytes *declared,
        const struct form **form, struct error *e)
{
  unsigned char hash[HASH_SIZE];
  struct decoded *d;
  struct form *made;
  enum outcome got;

  hash_of (declared->at, declared->len, hash);
  for (d = c->decoded; d != NULL; d = d->next)
    if (memcmp (d->hash, hash, HASH_SIZE) == 0) {
      *form = d->form;
      return OK;
    }
  got = form_of_declared (declared->at, declared->len, &made, e);
  if (got != OK)
    return got;
  d = bytes_must (sizeof *d);
  *d = (struct decoded){ .next = c->decoded, .form = made };
  memcpy (d->hash, hash, HASH_SIZE);
  c->decoded = d;
  c->decoded_size += declared->len;
  *form = made;
  return OK;
}

enum outcome
store_form (struct store *s, uint16_t procedure, uint16_t revision,
            const struct form **form, struct error *e)
{
  struct listed *l = listed (s, procedure, revision);
  SCOPED_BYTES declared = { 0 };
  enum outcome got = OK;

  *form = NULL;
  if (l == NULL || l->form == NULL)
    got = store_declared (s, procedure, revision, &declared, e);
  if (got == OK && l == NULL)
    return fail (e, ERR_DAMAGED, 0, _ ("catalog: a form is not listed"));
  if (got == OK && l->form == NULL)
    got = decode (s->catalog, &declared, &l->form, e);
  if (got == OK)
    *form = l->form;
  return got;
}

bool
store_forms_many (const struct store *s)
{
  return s->catalog->decoded_size > FORMS_KEPT;
}

void
store_forms_forget (struct store *s)
{
  forget_all (s->catalog);
}

/* ---- registering ------------------------------------------------------- */

static enum outcome
write_form (struct store *s, const struct listed *l,
            const struct bytes *declared, struct error *e)
{
  struct key k = catalog_key (l->procedure, l->revision);
  SCOPED_BYTES value = { 0 };

  put_text (&value, l->code);
  bytes_add (&value, l->fingerprint, HASH_SIZE);
  bytes_add (&value, declared->at, declared->len);
  s->catalog->touched = true;
  return table_put (s, T_CATALOG, key_slice (&k), bytes_slice (&value), e);
}

/* The form is there: labels alone may have changed. */
static enum outcome
again (struct store *s, struct listed *l, const struct form *form,
       const struct bytes *declared, const unsigned char fingerprint[HASH_SIZE],
       struct error *e)
{
  SCOPED_BYTES have = { 0 };
  enum outcome got;

  if (memcmp (l->fingerprint, fingerprint, HASH_SIZE) != 0)
    return fail (e, ERR_INPUT, 0,
                 _ ("revision %u of %s (%s) is in use with other fields or "
                    "rules; raise its revision"),
                 form->revision, form->name, form->code);
  got = store_declared (s, l->procedure, l->revision, &have, e);
  if (got != OK)
    return got;
  if (slices_equal (bytes_slice (&have), bytes_slice (declared)))
    return OK;
  l->form = NULL;
  s->catalog->size += declared->len - have.len;
  return write_form (s, l, declared, e);
}

/* Whether the site can take it as one form more. */
static enum outcome
look_at_new (const struct catalog *c, uint16_t procedure,
             const struct form *form, size_t size, struct error *e)
{
  if (form->revision == 0 || strlen (form->code) >= CODE_ROOM || procedure == 0)
    return fail (e, ERR_INPUT, 0, _ ("%s cannot be registered"), form->name);
  if (c->count >= FORMS_MOST || c->size + size > CATALOG_MOST)
    return fail (
      e, ERR_INPUT, 0,
      _ ("the site knows %zu forms already: there is no room for %s"), c->count,
      form->name);
  return OK;
}

static enum outcome
first (struct store *s, uint16_t procedure, const struct form *form,
       const struct bytes *declared, const unsigned char fingerprint[HASH_SIZE],
       struct error *e)
{
  struct listed *l;
  enum outcome done =
    look_at_new (s->catalog, procedure, form, declared->len, e);

  if (done != OK)
    return done;
  l = list (s->catalog, procedure, form->revision, declared->len, form->code,
            fingerprint);
  done = write_form (s, l, declared, e);
  if (done != OK)
    catalog_aborted (s);
  return done;
}

/* Its number at the site, or the next one: 0 when there is none left. */
static uint16_t
number_of (struct store *s, const char *code)
{
  uint16_t number = store_procedure_numbered (s, code);

  return number != 0 ? number : (uint16_t) (store_procedure_count (s) + 1);
}

enum outcome
store_register (struct store *s, const struct form *form, uint16_t *procedure,
                struct error *e)
{
  SCOPED_BYTES declared = { 0 };
  unsigned char fingerprint[HASH_SIZE];
  struct listed *l;

  form_declare (form, &declared);
  if (declared.len > FORM_MOST)
    return fail (e, ERR_INPUT, 0,
                 _ ("the declared form of %s has more than %d KiB"), form->name,
                 FORM_MOST >> 10);
  form_fingerprint (form, fingerprint);
  *procedure = number_of (s, form->code);
  l = listed (s, *procedure, form->revision);
  return l != NULL ? again (s, l, form, &declared, fingerprint, e)
                   : first (s, *procedure, form, &declared, fingerprint, e);
}

/* ---- asking ------------------------------------------------------------ */

uint16_t
store_procedure_numbered (struct store *s, const char *code)
{
  const struct catalog *c = s->catalog;

  for (size_t i = 0; i < c->count; i++)
    if (strcmp (c->at[i].code, code) == 0)
      return c->at[i].procedure;
  return 0;
}

uint16_t
store_procedure_count (struct store *s)
{
  const struct catalog *c = s->catalog;
  uint16_t most = 0;

  for (size_t i = 0; i < c->count; i++)
    if (c->at[i].procedure > most)
      most = c->at[i].procedure;
  return most;
}

uint16_t
store_last_revision (struct store *s, uint16_t procedure)
{
  const struct catalog *c = s->catalog;
  uint16_t last = 0;

  for (size_t i = 0; i < c->count; i++)
    if (c->at[i].procedure == procedure && c->at[i].revision > last)
      last = c->at[i].revision;
  return last;
}
