/* proof-record.c - what one record asks for, straight from its image.
 *
 * The same as whole.c, index.c and find-terms.c make of it, without making it.
 * A record with rows in a table takes the way through them.
 */

#include "store/proof-record.h"

#include "store/proof-form.h"
#include "store/proof-words.h"

#include "base/arena.h"
#include "base/clock.h"
#include "dossier/state.h"
#include "text/fold.h"

enum {
  FORMS = 16, /* kept; more take turns                                */
  DAYS = 64,
  PERSONS_MOST = 32,
  UNIQUES = 16, /* hashed together                                      */
  BOOKS = 32,
  FOLDS = 2048,   /* words whose folded spelling is kept                  */
  FOLD_MOST = 22, /* bytes of one                                         */
};

/* A unique that waits for its hash. */
struct waiting {
  uint32_t ordinal;
  uint16_t procedure;
  uint8_t which;
  size_t from, len; /* in TEXTS */
};

/* What a book had given in a year when it was first asked. */
struct book {
  const struct form_field *field;
  unsigned year;
  uint32_t last;
};

struct proof_records {
  struct proof *proof;
  struct arena *arena;
  struct proof_words *words;
  struct form_uses forms[FORMS];
  struct {
    uint64_t number; /* of days since 1970 in the office's zone, + 1 */
    uint32_t day;
  } days[DAYS];
  struct book books[BOOKS];
  struct bytes value, text; /* of the row; at hand */
  struct bytes texts;
  struct waiting waiting[UNIQUES];
  size_t n_waiting;
  struct {
    uint64_t hash;
    uint8_t len;
    unsigned char text[FOLD_MOST];
  } folds[FOLDS];
};

struct proof_records *
proof_records_new (struct proof *p)
{
  struct proof_records *r = bytes_must (sizeof *r);

  memset (r, 0, sizeof *r);
  r->proof = p;
  r->arena = arena_new ();
  r->words = proof_words_new (p);
  return r;
}

void
proof_records_free (struct proof_records *r)
{
  if (r == NULL)
    return;
  for (size_t i = 0; i < FORMS; i++)
    form_uses_free (&r->forms[i]);
  bytes_free (&r->value);
  bytes_free (&r->text);
  bytes_free (&r->texts);
  proof_words_free (r->words);
  arena_free (r->arena);
  free (r);
}

/* ---- sums ------------------------------------------------------------------
 */

static void
add (struct proof *p, uint32_t ordinal, uint64_t n)
{
  p->part.groups[ordinal / GROUP] += n;
}

static void
add_entry (struct proof *p, uint32_t ordinal, enum table t,
           const struct key *key, uint64_t hash)
{
  add (p, ordinal, proof_entry (p, t, key_slice (key), hash));
}

static uint64_t
ordinal_hash (const struct proof *p, uint32_t ordinal)
{
  unsigned char value[4];

  for (unsigned i = 0; i < sizeof value; i++)
    value[i] = (unsigned char) (ordinal >> 8 * i);
  return proof_hash (p, value, sizeof value);
}

static uint64_t
empty_hash (const struct proof *p)
{
  return proof_hash (p, "", 0);
}

static void
add_terms (struct proof *p, uint32_t ordinal, uint64_t sum, size_t count)
{
  p->part.words += count;
  add (p, ordinal, sum * proof_record (p, ordinal));
}

/* ---- the long way ----------------------------------------------------------
 */

static void
ask_terms (struct proof_records *r, const struct whole_record *w)
{
  struct find_entry entry = { &w->facts, day_of (w->change.head.received) };
  struct terms terms = find_terms (&entry, r->arena);
  uint64_t sum = 0;

  for (size_t i = 0; i < terms.count; i++) {
    struct bucket bucket;

    sum += term_bucket (terms.at[i], &bucket)
             ? proof_bucket (r->proof, bucket.number, bucket.rest)
             : proof_hash (r->proof, terms.at[i].at, terms.at[i].len);
  }
  add_terms (r->proof, w->row.ordinal, sum, terms.count);
}

static void
ask_entries (struct proof_records *r, const struct whole_record *w)
{
  struct row row = whole_record_row (w);
  struct key key = ordinal_key (row.ordinal);
  struct entries list = { 0 };
  struct proof *p = r->proof;
  struct slice value;

  bytes_clear (&r->value);
  row_value (&row, &r->value);
  value = bytes_slice (&r->value);
  entries_of_row (&list, &row, value, r->arena);
  entries_of_facts (&list, &row, w->form, &w->facts, r->arena);
  add_entry (p, row.ordinal, T_RECORDS, &key,
             proof_hash (p, value.at, value.len));
  for (size_t i = 0; i < list.count; i++)
    add_entry (p, row.ordinal, list.at[i].table, &list.at[i].key,
               proof_hash (p, list.at[i].value.at, list.at[i].value.len));
}

static bool
ask_long (struct proof_records *r, const struct change *c,
          const struct form *form)
{
  struct whole_record w = { .change = *c, .form = form };
  bool good;

  w.row = (struct row){ .ordinal = c->ordinal, .seq = c->seq, .head = c->head };
  good = values_of_change (c, form, r->arena, &w.values, NULL) == OK;
  if (good) {
    w.facts = facts_of (form, &w.values, r->arena);
    ask_entries (r, &w);
    ask_terms (r, &w);
    good = serials_known (r->proof->store, &w, r->arena);
  }
  arena_clear (r->arena);
  return good;
}

/* ---- what a record has -----------------------------------------------------
 */

/* A record on the short way. */
struct brief {
  const struct change *change;
  const struct form_uses *form;
  struct image image;
  uint32_t ordinal;
  struct person_fact persons[PERSONS_MOST];
  size_t n_persons;
  bool good;
};

static struct slice
value_of (const struct brief *b, unsigned field)
{
  return field < b->image.count ? image_value (&b->image, field)
                                : (struct slice){ NULL, 0 };
}

static uint32_t
day_at (struct proof_records *r, uint64_t time)
{
  const uint64_t zone = UINT64_C (7 * 3600000000), one = UINT64_C (86400000000);
  uint64_t number = (time + zone) / one + 1;

  if (time == 0)
    return 0;
  if (r->days[number % DAYS].number != number) {
    r->days[number % DAYS].number = number;
    r->days[number % DAYS].day = day_of (time);
  }
  return r->days[number % DAYS].day;
}

/* ---- persons and numbers ---------------------------------------------------
 */

/* As add_person of facts.c: twelve digits. */
static void
take_person (struct brief *b, struct slice text, uint8_t role)
{
  uint64_t number = 0;

  if (text.len != 12)
    return;
  for (size_t i = 0; i < text.len; i++) {
    if (text.at[i] < '0' || text.at[i] > '9')
      return;
    number = number * 10 + (uint64_t) (text.at[i] - '0');
  }
  for (size_t i = 0; i < b->n_persons; i++)
    if (b->persons[i].number == number) {
      b->persons[i].role |= role;
      return;
    }
  b->good &= b->n_persons < PERSONS_MOST;
  if (b->good)
    b->persons[b->n_persons++] = (struct person_fact){ number, role };
}

static bool
is_persons (const struct brief *b, const struct use *use)
{
  return use->id_type == NO_FIELD || slice_is (value_of (b, use->id_type), "1");
}

/* Digits and capitals alone, as add_number of facts.c has it. */
static void
take_number (struct proof_records *r, struct slice text)
{
  struct bytes *to = &r->text;
  size_t len = 0;
  bool plain = true;

  bytes_clear (to);
  for (size_t i = 0; plain && i < text.len; i++)
    plain = (text.at[i] >= '0' && text.at[i] <= '9')
            || (text.at[i] >= 'A' && text.at[i] <= 'Z');
  if (plain)
    bytes_add (to, text.at, text.len);
  else {
    fold_add (to, (const char *) text.at, text.len);
    for (size_t i = 0; i < to->len; i++) {
      unsigned char c = to->at[i];

      if (c >= 'a' && c <= 'z')
        to->at[len++] = (unsigned char) (c - 'a' + 'A');
      else if (c >= '0' && c <= '9')
        to->at[len++] = c;
    }
    to->len = len;
  }
  if (to->len > 0)
    proof_words_number (r->words, bytes_text (to));
}

/* ---- books ------------------------------------------------------------------
 */

/* The book's last number when the proof first asked: what was given meanwhile
 * is in records that came meanwhile.
 */
static bool
is_given (struct proof_records *r, const struct brief *b,
          const struct form_field *field, struct slice text)
{
  unsigned year = day_at (r, b->change->head.received) / 10000;
  uint64_t n = 0;
  size_t i = 0;

  for (size_t c = 0; c < text.len; c++) {
    if (text.at[c] < '0' || text.at[c] > '9')
      return true;
    n = n * 10 + (uint64_t) (text.at[c] - '0');
    if (n >= UINT32_MAX)
      return true;
  }
  while (i < BOOKS && r->books[i].field != NULL
         && (r->books[i].field != field || r->books[i].year != year))
    i++;
  if (i == BOOKS)
    return false;
  if (r->books[i].field == NULL) {
    const char *name = field->set != NULL ? field->set : field->key;

    r->books[i] = (struct book){ .field = field, .year = year };
    if (counter_of_book (r->proof->store, name, year, &r->books[i].last, NULL)
        != OK)
      r->books[i].last = 0;
  }
  return n <= r->books[i].last;
}

/* ---- fields -----------------------------------------------------------------
 */

static void
take_field (struct proof_records *r, struct brief *b, const struct use *use)
{
  struct slice text = value_of (b, use->field);

  if (text.len == 0)
    return;
  if ((use->uses & USE_NAME) != 0)
    proof_words_text (r->words, FIELD_NAME, text);
  if ((use->uses & USE_ADDRESS) != 0)
    proof_words_text (r->words, FIELD_ADDRESS, text);
  if ((use->uses & USE_PERSON) != 0 && is_persons (b, use))
    take_person (b, text, use->role);
  if ((use->uses & USE_NUMBER) != 0)
    take_number (r, text);
  if ((use->uses & USE_BIRTH) != 0)
    proof_words_birth (r->words, text);
  if ((use->uses & USE_SERIAL) != 0)
    b->good &= is_given (r, b, &b->form->form->fields[use->field], text);
}

/* ---- the row and what follows from it
 * ----------------------------------------- */

static void
put_names (struct proof_records *r, const struct brief *b)
{
  bytes_clear (&r->text);
  for (uint16_t i = 0; i < b->form->n_names; i++) {
    struct slice name = value_of (b, b->form->names[i]);

    if (name.len > 0 && r->text.len > 0)
      bytes_add (&r->text, "; ", 2);
    bytes_add (&r->text, name.at, name.len);
  }
  if (r->text.len > UINT16_MAX)
    r->text.len = UINT16_MAX;
  put_u16 (&r->value, (uint16_t) r->text.len);
  bytes_add (&r->value, r->text.at, r->text.len);
}

/* As image.c reads "26740/20260802". */
static uint32_t
ward_in (struct slice text)
{
  uint32_t ward = 0;

  for (size_t i = 0; i < text.len && text.at[i] != '/'; i++) {
    if (text.at[i] < '0' || text.at[i] > '9' || i >= 9)
      return 0;
    ward = ward * 10 + (text.at[i] - '0');
  }
  return ward;
}

static uint32_t
first_ward (const struct brief *b)
{
  uint32_t ward = 0;

  for (uint16_t i = 0; ward == 0 && i < b->form->n_wards; i++)
    ward = ward_in (
      value_of (b, (unsigned) b->form->form->n_fields + b->form->wards[i]));
  return ward;
}

/* As row_value: the head stands in the body as it stands in the row. */
static uint64_t
row_hash (struct proof_records *r, const struct brief *b)
{
  const struct change *c = b->change;
  struct slice birth = { NULL, 0 };

  bytes_clear (&r->value);
  put_u64 (&r->value, c->seq);
  bytes_add (&r->value, c->id, ID_SIZE);
  bytes_add (&r->value, c->body.at, c->body.len - c->image.len - ID_SIZE);
  put_names (r, b);
  if (b->form->birth != NO_FIELD)
    birth = value_of (b, b->form->birth);
  put_u16 (&r->value, (uint16_t) birth.len);
  bytes_add (&r->value, birth.at, birth.len);
  put_u32 (&r->value, first_ward (b));
  return proof_hash (r->proof, r->value.at, r->value.len);
}

static void
ask_row (struct proof_records *r, const struct brief *b)
{
  const struct record_head *head = &b->change->head;
  struct proof *p = r->proof;
  uint64_t row = row_hash (r, b), ordinal = ordinal_hash (p, b->ordinal);
  struct key key = ordinal_key (b->ordinal);

  add_entry (p, b->ordinal, T_RECORDS, &key, row);
  key.len = 0;
  key_bytes (&key, b->change->id, ID_SIZE);
  add_entry (p, b->ordinal, T_ID, &key, ordinal);
  key = code_key (&head->code);
  add_entry (p, b->ordinal, T_CODE, &key, ordinal);
  key.len = 0;
  key_u16 (&key, head->procedure);
  key_u32 (&key, day_at (r, head->received));
  key_u32 (&key, b->ordinal);
  add_entry (p, b->ordinal, T_PROCEDURE, &key, empty_hash (p));
  if (!state_open (head->state))
    return;
  key.len = 0;
  key_u32 (&key, day_at (r, head->due));
  key_u8 (&key, head->state);
  key_u32 (&key, b->ordinal);
  add_entry (p, b->ordinal, T_DUE, &key, row);
}

static void
ask_persons (struct proof_records *r, const struct brief *b)
{
  for (size_t i = 0; i < b->n_persons; i++) {
    struct key key = { .len = 0 };

    key_u40 (&key, b->persons[i].number);
    key_u32 (&key, b->ordinal);
    add_entry (r->proof, b->ordinal, T_PERSON, &key,
               proof_hash (r->proof, &b->persons[i].role, 1));
  }
}

/* ---- uniques
 * ----------------------------------------------------------------- */

/* Appends a word as fold_add has it; its spelling is remembered. */
static void
fold_word (struct proof_records *r, struct bytes *to, struct slice word)
{
  uint64_t hash = proof_hash (r->proof, word.at, word.len);
  size_t place = hash % FOLDS, before = to->len;

  if (r->folds[place].hash == hash) {
    bytes_add (to, r->folds[place].text, r->folds[place].len);
    return;
  }
  fold_add (to, (const char *) word.at, word.len);
  if (to->len - before > FOLD_MOST)
    return;
  r->folds[place].hash = hash;
  r->folds[place].len = (uint8_t) (to->len - before);
  memcpy (r->folds[place].text, to->at + before, to->len - before);
}

/* fold_add, a word at a time: blanks between words are one. */
static void
fold_text (struct proof_records *r, struct bytes *to, struct slice text)
{
  size_t begin = to->len;

  while (text.len > 0) {
    const unsigned char *end = memchr (text.at, ' ', text.len);
    size_t len = end != NULL ? (size_t) (end - text.at) : text.len, before;

    if (to->len > begin && to->at[to->len - 1] != ' ')
      bytes_add_char (to, ' ');
    before = to->len;
    fold_word (r, to, slice_of (text.at, len));
    if (to->len == before && before > begin)
      to->len--; /* a word of nothing */
    text.at += len + (end != NULL);
    text.len -= len + (end != NULL);
  }
}

void
proof_records_flush (struct proof_records *r)
{
  unsigned char hashes[UNIQUES][HASH_SIZE];
  struct slice texts[UNIQUES];

  for (size_t i = 0; i < r->n_waiting; i++)
    texts[i] = slice_of (r->texts.at + r->waiting[i].from, r->waiting[i].len);
  hash_each (texts, r->n_waiting, hashes);
  for (size_t i = 0; i < r->n_waiting; i++) {
    const struct waiting *w = &r->waiting[i];
    struct reader hash = reader_of (hashes[i], HASH_SIZE);
    struct key key = { .len = 0 };

    key_u16 (&key, w->procedure);
    key_u8 (&key, w->which);
    key_u64 (&key, take_u64 (&hash));
    key_u32 (&key, w->ordinal);
    add_entry (r->proof, w->ordinal, T_UNIQUE, &key, empty_hash (r->proof));
  }
  r->n_waiting = 0;
  bytes_clear (&r->texts);
}

static void
ask_unique (struct proof_records *r, const struct brief *b, uint8_t which)
{
  const struct form_unique *u = &b->form->form->uniques[which];
  size_t from = r->texts.len;

  for (uint16_t i = 0; i < u->n_fields; i++) {
    struct slice text = value_of (b, u->fields[i]);

    if (text.len == 0) {
      r->texts.len = from;
      return;
    }
    fold_text (r, &r->texts, text);
    put_u8 (&r->texts, 0);
  }
  if (u->n_fields == 0)
    return;
  r->waiting[r->n_waiting++] =
    (struct waiting){ b->ordinal, b->change->head.procedure, which, from,
                      r->texts.len - from };
  if (r->n_waiting == UNIQUES)
    proof_records_flush (r);
}

/* ---- a record
 * ------------------------------------------------------------------ */

static const struct form_uses *
uses_of (struct proof_records *r, const struct record_head *head,
         const struct form *form)
{
  struct form_uses *known =
    &r->forms[(head->procedure * 5u + head->revision) % FORMS];

  if (known->form != form || known->procedure != head->procedure
      || known->revision != head->revision) {
    form_uses_free (known);
    form_uses_make (known, form);
    known->procedure = head->procedure;
    known->revision = head->revision;
  }
  return known;
}

/* Whether it has rows in a table. */
static bool
has_rows (const struct brief *b)
{
  for (uint16_t i = 0; i < b->form->count; i++)
    if ((b->form->at[i].uses & USE_TABLE) != 0
        && value_of (b, b->form->at[i].field).len > 0)
      return true;
  return false;
}

static bool
ask_brief (struct proof_records *r, struct brief *b)
{
  uint64_t sum;
  size_t count;

  proof_words_begin (r->words);
  for (uint16_t i = 0; i < b->form->count; i++)
    take_field (r, b, &b->form->at[i]);
  proof_words_day (r->words, day_at (r, b->change->head.received));
  b->good &= proof_words_end (r->words, &sum, &count);
  add_terms (r->proof, b->ordinal, sum, count);

  ask_row (r, b);
  ask_persons (r, b);
  for (uint16_t i = 0; i < b->form->n_uniques; i++)
    ask_unique (r, b, b->form->uniques[i]);
  return b->good;
}

bool
proof_record_ask (struct proof_records *r, const struct change *c)
{
  struct store *s = r->proof->store;
  struct brief b = { .change = c, .ordinal = c->ordinal, .good = true };
  const struct form *form;

  if (store_form (s, c->head.procedure, c->head.revision, &form, NULL) != OK
      || image_open (c->image.at, c->image.len, c->head.flags, &b.image, NULL)
           != OK
      || (c->head.officer != 0
          && store_officer_name (s, c->head.officer) == NULL))
    return false;
  b.form = uses_of (r, &c->head, form);
  return has_rows (&b) ? ask_long (r, c, form) : ask_brief (r, &b);
}
