/* proof-record.c - what one record asks for, straight from its image.
 *
 * The same as whole.c, index.c and find-terms.c make of it, without making it.
 * A record with rows in a table takes the way through them.
 */

#include "store/proof-record.h"

#include "store/proof-brief.h"
#include "store/proof-words.h"

#include "dossier/state.h"
#include "text/fold.h"

enum {
  FORMS = 16, /* kept; more take turns */
  DAYS = 64,
  BOOKS = 32,
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
  struct proof_uniques *uniques;
  struct bytes value, text; /* of the row; at hand */
};

struct proof_records *
proof_records_new (struct proof *p)
{
  struct proof_records *r = bytes_must (sizeof *r);

  memset (r, 0, sizeof *r);
  r->proof = p;
  r->arena = arena_new ();
  r->words = proof_words_new (p);
  r->uniques = proof_uniques_new (p);
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
  proof_words_free (r->words);
  proof_uniques_free (r->uniques);
  arena_free (r->arena);
  free (r);
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

/* ---- persons and numbers ------------------------------------------------ */

static void
add_person (struct brief *b, uint64_t number, uint8_t role)
{
  for (size_t i = 0; i < b->n_persons; i++)
    if (b->persons[i].number == number) {
      b->persons[i].role |= role;
      return;
    }
  b->good &= b->n_persons < PERSONS_MOST;
  if (b->good)
    b->persons[b->n_persons++] = (struct person_fact){ number, role };
}

/* As add_person of facts.c: whether they are twelve digits. */
static bool
take_person (struct brief *b, struct slice text, uint8_t role)
{
  uint64_t number = 0;

  if (text.len != 12)
    return false;
  for (size_t i = 0; i < text.len; i++) {
    if (text.at[i] < '0' || text.at[i] > '9')
      return false;
    number = number * 10 + (uint64_t) (text.at[i] - '0');
  }
  add_person (b, number, role);
  return true;
}

static bool
is_persons (const struct brief *b, const struct use *use)
{
  return use->id_type == NO_FIELD
         || slice_is (brief_value (b, use->id_type), "1");
}

static bool
is_plain (struct slice text)
{
  for (size_t i = 0; i < text.len; i++)
    if ((text.at[i] < '0' || text.at[i] > '9')
        && (text.at[i] < 'A' || text.at[i] > 'Z'))
      return false;
  return true;
}

/* Digits and capitals alone, as add_number of facts.c has it. */
static struct slice
plain_number (struct slice text, struct bytes *to)
{
  size_t len = 0;

  bytes_clear (to);
  fold_add (to, (const char *) text.at, text.len);
  for (size_t i = 0; i < to->len; i++) {
    unsigned char c = to->at[i];

    if (c >= 'a' && c <= 'z')
      to->at[len++] = (unsigned char) (c - 'a' + 'A');
    else if (c >= '0' && c <= '9')
      to->at[len++] = c;
  }
  return slice_of (to->at, len);
}

/* PLAIN: it is known to be. */
static void
take_number (struct proof_records *r, struct slice text, bool plain)
{
  struct slice number = text;

  if (!plain && !is_plain (text))
    number = plain_number (text, &r->text);
  if (number.len > 0)
    proof_words_number (r->words, number);
}

/* ---- books -------------------------------------------------------------- */

/* The book's last number when the proof first asked: what was given meanwhile
 * is in records that came meanwhile.
 */
static bool
is_given (struct proof_records *r, const struct brief *b,
          const struct form_field *field, struct slice text)
{
  unsigned year = b->received / 10000;
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

/* ---- fields ------------------------------------------------------------- */

static void
take_field (struct proof_records *r, struct brief *b, const struct use *use)
{
  struct slice text = brief_value (b, use->field);
  bool digits = false;

  if (text.len == 0)
    return;
  if ((use->uses & USE_NAME) != 0)
    proof_words_text (r->words, FIELD_NAME, text);
  if ((use->uses & USE_ADDRESS) != 0)
    proof_words_text (r->words, FIELD_ADDRESS, text);
  if ((use->uses & USE_PERSON) != 0 && is_persons (b, use))
    digits = take_person (b, text, use->role);
  if ((use->uses & USE_NUMBER) != 0)
    take_number (r, text, digits);
  if ((use->uses & USE_BIRTH) != 0)
    proof_words_birth (r->words, text);
  if ((use->uses & USE_SERIAL) != 0)
    b->good &= is_given (r, b, &b->form->form->fields[use->field], text);
}

/* ---- a record ----------------------------------------------------------- */

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
  for (uint16_t i = 0; i < b->form->n_tables; i++)
    if (brief_value (b, b->form->tables[i]).len > 0)
      return true;
  return false;
}

static bool
ask_brief (struct proof_records *r, struct brief *b)
{
  const struct record_head *head = &b->change->head;
  uint64_t sum;
  size_t count;

  b->received = day_at (r, head->received);
  b->due = state_open (head->state) ? day_at (r, head->due) : 0;
  proof_words_begin (r->words);
  for (uint16_t i = 0; i < b->form->count; i++)
    take_field (r, b, &b->form->at[i]);
  proof_words_day (r->words, b->received);
  b->good &= proof_words_end (r->words, &sum, &count);
  proof_ask_terms (r->proof, b->ordinal, sum, count);

  proof_row_ask (r->proof, b, &r->value, &r->text);
  for (uint16_t i = 0; i < b->form->n_uniques; i++)
    proof_unique_ask (r->uniques, b, b->form->uniques[i]);
  return b->good;
}

void
proof_records_flush (struct proof_records *r)
{
  proof_uniques_flush (r->uniques);
}

bool
proof_record_ask (struct proof_records *r, const struct change *c)
{
  struct store *s = r->proof->store;
  const struct form *form;
  struct brief b;

  b.change = c;
  b.ordinal = c->ordinal;
  b.n_persons = 0;
  b.good = true;
  if (store_form (s, c->head.procedure, c->head.revision, &form, NULL) != OK
      || image_open (c->image.at, c->image.len, c->head.flags, &b.image, NULL)
           != OK
      || (c->head.officer != 0
          && store_officer_name (s, c->head.officer) == NULL))
    return false;
  b.form = uses_of (r, &c->head, form);
  return has_rows (&b) ? proof_long_ask (r->proof, c, form, r->arena, &r->value)
                       : ask_brief (r, &b);
}
