/* proof-words.c - the terms that a record asks for, added up.
 *
 * Names and addresses are made of a few thousand words, and the ends of
 * addresses are the same in most records.  A phrase (a word, or what stands
 * between two commas) is known by its hash and keeps its terms; a term keeps
 * the number of the last record that had it, so that it counts once.
 */

#include "store/proof-words.h"

#include "store/proof-text.h"
#include "text/date.h"

enum {
  PHRASES = 1 << 13,    /* places; another one in the same place wins        */
  PHRASE_TERMS = 9,     /* one of more is not kept                           */
  TERMS_MOST = 1 << 15, /* that are told apart                               */
  TERMS_KEPT = 1 << 14, /* then all is forgotten                             */
  PLACES = 2 * TERMS_MOST,
  YEARS = 512,      /* of births: more than there are dates for          */
  TEXTS_MOST = 16,  /* of a record that are known again                  */
  OTHERS_MOST = 64, /* numbers and births of a record                    */
  PIECES_MOST = 64, /* of a record that wait                             */
};

struct term {
  uint64_t hash;
  uint32_t record;
};

/* Half a line of a processor's cache. */

struct phrase {
  uint64_t hash;   /* 0: not kept */
  uint32_t record; /* the last one that had it */
  uint16_t count;
  uint16_t terms[PHRASE_TERMS];
};

struct text {
  enum find_field field;
  struct slice bytes;
};

/* A word, or a PART of an address, whose phrase is being fetched. */
struct piece {
  uint64_t hash;
  struct slice text;
  enum find_field field;
  bool part;
};

struct proof_words {
  const struct proof *proof;
  uint32_t record;
  uint64_t sum;
  size_t count;
  bool full;
  struct text texts[TEXTS_MOST];
  size_t n_texts;
  struct piece pieces[PIECES_MOST];
  size_t n_pieces;
  uint64_t others[OTHERS_MOST];
  size_t n_others;
  struct phrase *made;
  struct term terms[TERMS_MOST]; /* those that came first are common */
  uint16_t n_terms;
  uint16_t places[PLACES]; /* by hash: of a term, + 1; 0: free */
  struct phrase phrases[PHRASES];
  struct phrase years[YEARS]; /* HASH is the year */
};

struct proof_words *
proof_words_new (const struct proof *p)
{
  struct proof_words *w = bytes_must (sizeof *w);

  memset (w, 0, sizeof *w);
  w->proof = p;
  return w;
}

void
proof_words_free (struct proof_words *w)
{
  free (w);
}

/* ---- terms ----------------------------------------------------------------
 */

static void
add_term (struct proof_words *w, struct term *term)
{
  if (term->record == w->record)
    return;
  term->record = w->record;
  w->sum += term->hash;
  w->count++;
}

/* Which term has HASH. */
static uint16_t
term_of (struct proof_words *w, uint64_t hash)
{
  uint32_t place = (uint32_t) hash % PLACES;

  while (w->places[place] != 0 && w->terms[w->places[place] - 1].hash != hash)
    place = (place + 1) % PLACES;
  if (w->places[place] == 0) {
    w->terms[w->n_terms] = (struct term){ .hash = hash };
    w->places[place] = ++w->n_terms;
    w->full |= w->n_terms == TERMS_MOST;
  }
  return w->places[place] - 1;
}

static void
phrase_add (struct phrase *phrase, uint16_t term)
{
  if (phrase->count < PHRASE_TERMS)
    phrase->terms[phrase->count++] = term;
  else
    phrase->hash = 0;
}

/* A new term, and one of the phrase that is being made, if any. */
static void
take_term (void *with, struct slice term)
{
  struct proof_words *w = with;
  uint16_t which;

  if (w->full && w->made != NULL)
    w->made->hash = 0;
  if (w->full)
    return;
  which = term_of (w, proof_hash (w->proof, term.at, term.len));
  add_term (w, &w->terms[which]);
  if (w->made != NULL)
    phrase_add (w->made, which);
}

/* Numbers and births are new in every record: they are not kept. */
static void
add_other (struct proof_words *w, uint64_t hash)
{
  for (size_t i = 0; i < w->n_others; i++)
    if (w->others[i] == hash)
      return;
  if (w->n_others == OTHERS_MOST) {
    w->full = true;
    return;
  }
  w->others[w->n_others++] = hash;
  w->sum += hash;
  w->count++;
}

static void
take_other (void *with, struct slice term)
{
  struct proof_words *w = with;
  struct bucket bucket;

  if (term_bucket (term, &bucket))
    add_other (w, proof_bucket (w->proof, bucket.number, bucket.rest));
  else
    take_term (w, term);
}

/* ---- phrases --------------------------------------------------------------
 */

/* The phrase with HASH, or the one whose place it takes. */
static struct phrase *
phrase_at (struct proof_words *w, uint64_t hash)
{
  return &w->phrases[hash % PHRASES];
}

static void
add_phrase (struct proof_words *w, struct phrase *phrase)
{
  if (phrase->record == w->record)
    return;
  phrase->record = w->record;
  for (unsigned i = 0; i < phrase->count; i++)
    add_term (w, &w->terms[phrase->terms[i]]);
}

/* The terms that come next are those of PHRASE. */
static void
make (struct proof_words *w, struct phrase *phrase, uint64_t hash)
{
  *phrase = (struct phrase){ .hash = hash, .record = w->record };
  w->made = phrase;
}

/* The terms of PHRASE are some of MADE. */
static void
join (struct phrase *made, const struct phrase *phrase)
{
  if (made == NULL)
    return;
  for (unsigned i = 0; i < phrase->count; i++)
    phrase_add (made, phrase->terms[i]);
  if (phrase->hash == 0)
    made->hash = 0;
}

/* A word with HASH, or what stands for some; returns its terms. */
static const struct phrase *
add_word (struct proof_words *w, enum find_field field, struct slice text,
          uint64_t hash)
{
  struct phrase *phrase = phrase_at (w, hash);

  if (phrase->hash == hash) {
    add_phrase (w, phrase);
    return phrase;
  }
  make (w, phrase, hash);
  terms_of_words (field, (const char *) text.at, text.len, take_term, w);
  w->made = NULL;
  return phrase;
}

/* Reads the next word off TEXT; false when it is empty. */
static bool
next_word (struct slice *text, struct slice *word)
{
  size_t len = proof_word_length (*text, '/');

  *word = slice_of (text->at, len);
  *text = proof_behind (*text, len + (len < text->len));
  return len > 0;
}

static uint64_t
word_hash (const struct proof_words *w, enum find_field field,
           struct slice word)
{
  return proof_word_hash (w->proof, word) + field;
}

/* Of more than a word. */
static uint64_t
part_hash (const struct proof_words *w, enum find_field field,
           struct slice text)
{
  return proof_hash (w->proof, text.at, text.len) ^ field;
}

/* The words of a part are its own. */
static void
add_part (struct proof_words *w, const struct piece *part)
{
  struct phrase made = { .hash = part->hash, .record = w->record };
  struct phrase *phrase = phrase_at (w, made.hash);
  struct slice text = part->text, word;

  if (phrase->hash == made.hash) {
    add_phrase (w, phrase);
    return;
  }
  while (text.len > 0)
    if (next_word (&text, &word))
      join (&made,
            add_word (w, part->field, word, word_hash (w, part->field, word)));
  *phrase = made;
}

/* ---- pieces ---------------------------------------------------------------
 *
 * Phrases lie all over the processor's second cache and beyond it: those of a
 * whole record are fetched before the first of them is looked at.
 */

/* Those of a phrase that was fetched. */
static void
fetch_terms (const struct proof_words *w, const struct piece *p)
{
  const struct phrase *phrase = &w->phrases[p->hash % PHRASES];

  for (unsigned i = 0; i < phrase->count; i++)
    __builtin_prefetch (&w->terms[phrase->terms[i]]);
}

static void
add_pieces (struct proof_words *w)
{
  for (size_t i = 0; i < w->n_pieces; i++) {
    const struct piece *p = &w->pieces[i];

    if (i + 2 < w->n_pieces)
      fetch_terms (w, p + 2);
    if (p->part)
      add_part (w, p);
    else
      add_word (w, p->field, p->text, p->hash);
  }
  w->n_pieces = 0;
}

static void
fetch (struct proof_words *w, struct piece piece)
{
  if (w->n_pieces == PIECES_MOST)
    add_pieces (w);
  w->pieces[w->n_pieces++] = piece;
  __builtin_prefetch (phrase_at (w, piece.hash));
}

static void
fetch_words (struct proof_words *w, enum find_field field, struct slice text)
{
  struct slice word;

  while (text.len > 0)
    if (next_word (&text, &word))
      fetch (w,
             (struct piece){ word_hash (w, field, word), word, field, false });
}

/* A house is a new one in every record, its ward is not. */
static void
fetch_part (struct proof_words *w, enum find_field field, struct slice text)
{
  if (text.len > 0 && text.at[0] >= '0' && text.at[0] <= '9')
    fetch_words (w, field, text);
  else
    fetch (w, (struct piece){ part_hash (w, field, text), text, field, true });
}

/* ---- a record -------------------------------------------------------------
 */

static void
forget (struct proof_words *w)
{
  memset (w->places, 0, sizeof w->places);
  memset (w->phrases, 0, sizeof w->phrases);
  memset (w->years, 0, sizeof w->years);
  w->n_terms = 0;
}

void
proof_words_begin (struct proof_words *w)
{
  if (w->n_terms > TERMS_KEPT)
    forget (w);
  w->record++;
  w->sum = 0;
  w->count = w->n_others = w->n_texts = w->n_pieces = 0;
  w->full = false;
}

/* Whether the record has the same TEXT in another field: who lives together,
 * or applies for oneself.
 */
static bool
came (struct proof_words *w, enum find_field field, struct slice text)
{
  for (size_t i = 0; i < w->n_texts; i++)
    if (w->texts[i].field == field && slices_equal (w->texts[i].bytes, text))
      return true;
  if (w->n_texts < TEXTS_MOST)
    w->texts[w->n_texts++] = (struct text){ field, text };
  return false;
}

/* Parts of addresses repeat, whole names do not. */
void
proof_words_text (struct proof_words *w, enum find_field field,
                  struct slice text)
{
  if (came (w, field, text))
    return;
  if (field != FIELD_ADDRESS) {
    fetch_words (w, field, text);
    return;
  }
  while (text.len > 0) {
    const unsigned char *end = memchr (text.at, ',', text.len);
    size_t len = end != NULL ? (size_t) (end - text.at) : text.len;

    fetch_part (w, field, slice_of (text.at, len));
    text = proof_behind (text, len + (end != NULL));
  }
}

void
proof_words_number (struct proof_words *w, struct slice text)
{
  struct bucket bucket;
  SCOPED_BYTES whole = { 0 };

  if (bucket_of_number ((const char *) text.at, text.len, &bucket)) {
    add_other (w, proof_bucket (w->proof, bucket.number, bucket.rest));
    return;
  }
  bytes_add (&whole, text.at, text.len);
  terms_of_number (bytes_text (&whole), take_other, w);
}

/* The number that COUNT digits are; -1 when they are none. */
static int
digits (const unsigned char *at, unsigned count)
{
  int n = 0;

  for (unsigned i = 0; i < count; i++) {
    if (at[i] < '0' || at[i] > '9')
      return -1;
    n = n * 10 + at[i] - '0';
  }
  return n;
}

/* YEAR is the number of the four digits at TEXT. */
static void
add_year (struct proof_words *w, unsigned year, const unsigned char *text)
{
  struct phrase *phrase = &w->years[year % YEARS];
  unsigned char term[5] = { FIELD_YEAR };

  if (phrase->hash == year) {
    add_phrase (w, phrase);
    return;
  }
  make (w, phrase, year);
  memcpy (term + 1, text, 4);
  take_term (w, slice_of (term, sizeof term));
  w->made = NULL;
}

/* A whole date, or a year; false for what is to be read with more care. */
static bool
plain_birth (struct proof_words *w, struct slice iso)
{
  bool whole = iso.len == 10 && iso.at[4] == '-' && iso.at[7] == '-';
  struct bucket bucket;

  if ((!whole && iso.len != 4)
      || !bucket_of_date (digits (iso.at, 4),
                          whole ? digits (iso.at + 5, 2) : 1,
                          whole ? digits (iso.at + 8, 2) : 1, &bucket))
    return false;
  add_year (w, bucket.rest, iso.at);
  if (whole)
    add_other (w, proof_bucket (w->proof, bucket.number, bucket.rest));
  return true;
}

void
proof_words_birth (struct proof_words *w, struct slice iso)
{
  char text[DATE_TEXT];

  if (plain_birth (w, iso) || iso.len >= sizeof text)
    return;
  memcpy (text, iso.at, iso.len);
  text[iso.len] = '\0';
  terms_of_birth (text, take_other, w);
}

void
proof_words_day (struct proof_words *w, uint32_t day)
{
  uint64_t hash = proof_pair (w->proof, day, FIELD_DAY);
  struct phrase *phrase = phrase_at (w, hash);

  if (phrase->hash == hash) {
    add_phrase (w, phrase);
    return;
  }
  make (w, phrase, hash);
  terms_of_receipt (day, take_term, w);
  w->made = NULL;
}

bool
proof_words_end (struct proof_words *w, uint64_t *sum, size_t *count)
{
  add_pieces (w);
  *sum = w->sum;
  *count = w->count;
  return !w->full;
}
