/* proof-words.c - the terms that a record asks for, added up.
 *
 * Names and addresses are made of a few thousand words, and the ends of
 * addresses are the same in most records.  A phrase (a word, or what stands
 * between two commas) is known by its hash and keeps its terms; a term keeps
 * the number of the last record that had it, so that it counts once.
 */

#include "store/proof-words.h"

#include "text/date.h"

enum {
  PHRASES = 4096,       /* places; another one in the same place wins        */
  PHRASE_TERMS = 11,    /* a longer one is not kept                          */
  TERMS = 1 << 15,      /* places                                            */
  TERMS_KEPT = 1 << 14, /* then all is forgotten                             */
  OTHERS_MOST = 64,     /* numbers and births of a record                    */
};

struct term {
  uint64_t hash; /* 0: free */
  uint64_t record;
};

struct phrase {
  uint64_t hash;
  uint64_t record; /* the last one that had it */
  uint32_t count;
  uint32_t terms[PHRASE_TERMS];
};

struct proof_words {
  const struct proof *proof;
  uint64_t record;
  uint64_t sum;
  size_t count;
  bool full;
  uint64_t others[OTHERS_MOST];
  size_t n_others;
  uint32_t known; /* terms */
  struct phrase *made;
  struct term terms[TERMS];
  struct phrase phrases[PHRASES];
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

/* The place of the term with HASH. */
static uint32_t
place_of (struct proof_words *w, uint64_t hash)
{
  uint32_t place = (uint32_t) hash % TERMS;

  while (w->terms[place].hash != hash && w->terms[place].hash != 0)
    place = (place + 1) % TERMS;
  if (w->terms[place].hash != 0)
    return place;
  w->full |= ++w->known == TERMS - 1;
  w->terms[place] = (struct term){ .hash = hash };
  return place;
}

/* A new term, and one of the phrase that is being made, if any. */
static void
take_term (void *with, struct slice term)
{
  struct proof_words *w = with;
  uint32_t place;

  if (w->full)
    return;
  place = place_of (w, proof_hash (w->proof, term.at, term.len));
  add_term (w, &w->terms[place]);
  if (w->made != NULL && w->made->count < PHRASE_TERMS)
    w->made->terms[w->made->count] = place;
  if (w->made != NULL)
    w->made->count++;
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

static uint64_t
phrase_hash (const struct proof_words *w, enum find_field field,
             struct slice text)
{
  return proof_hash (w->proof, text.at, text.len) + field;
}

static void
add_phrase (struct proof_words *w, struct phrase *phrase)
{
  struct phrase *made = w->made;

  if (phrase->record != w->record)
    for (uint32_t i = 0; i < phrase->count; i++)
      add_term (w, &w->terms[phrase->terms[i]]);
  phrase->record = w->record;
  for (uint32_t i = 0; made != NULL && i < phrase->count; i++)
    if (made->count < PHRASE_TERMS)
      made->terms[made->count++] = phrase->terms[i];
    else
      made->count = PHRASE_TERMS + 1;
}

/* Keeps what was made in its place. */
static void
keep (struct proof_words *w, const struct phrase *made)
{
  if (made->count <= PHRASE_TERMS && !w->full)
    w->phrases[made->hash % PHRASES] = *made;
}

/* A run of bytes without blanks. */
static void
add_word (struct proof_words *w, enum find_field field, struct slice text)
{
  struct phrase made = { .hash = phrase_hash (w, field, text) };
  struct phrase *known = &w->phrases[made.hash % PHRASES];
  struct phrase *around = w->made;

  if (known->hash == made.hash) {
    add_phrase (w, known);
    return;
  }
  w->made = &made;
  terms_of_words (field, (const char *) text.at, text.len, take_term, w);
  w->made = around;
  made.record = w->record;
  keep (w, &made);
  if (around != NULL && made.count <= PHRASE_TERMS)
    add_phrase (w, &made);
  else if (around != NULL)
    around->count = PHRASE_TERMS + 1;
}

/* The piece of TEXT before the next END, which is taken off. */
static struct slice
piece (struct slice *text, char end)
{
  const unsigned char *at = memchr (text->at, end, text->len);
  size_t len = at != NULL ? (size_t) (at - text->at) : text->len;
  struct slice first = { text->at, len };

  text->at += len + (at != NULL);
  text->len -= len + (at != NULL);
  return first;
}

static void
add_words (struct proof_words *w, enum find_field field, struct slice text)
{
  while (text.len > 0) {
    struct slice word = piece (&text, ' ');

    if (word.len > 0)
      add_word (w, field, word);
  }
}

static void
add_part (struct proof_words *w, enum find_field field, struct slice text)
{
  struct phrase made = { .hash = phrase_hash (w, field, text) };
  struct phrase *known = &w->phrases[made.hash % PHRASES];

  if (known->hash == made.hash) {
    add_phrase (w, known);
    return;
  }
  w->made = &made;
  add_words (w, field, text);
  w->made = NULL;
  made.record = w->record;
  keep (w, &made);
}

/* ---- a record -------------------------------------------------------------
 */

static void
forget (struct proof_words *w)
{
  memset (w->terms, 0, sizeof w->terms);
  memset (w->phrases, 0, sizeof w->phrases);
  w->known = 0;
}

void
proof_words_begin (struct proof_words *w)
{
  if (w->known > TERMS_KEPT)
    forget (w);
  w->record++;
  w->sum = 0;
  w->count = w->n_others = 0;
  w->full = false;
}

/* Parts of addresses repeat, whole names do not. */
void
proof_words_text (struct proof_words *w, enum find_field field,
                  struct slice text)
{
  if (field != FIELD_ADDRESS)
    add_words (w, field, text);
  else
    while (text.len > 0)
      add_part (w, field, piece (&text, ','));
}

void
proof_words_number (struct proof_words *w, const char *text)
{
  struct bucket bucket;

  if (bucket_of_number (text, &bucket))
    add_other (w, proof_bucket (w->proof, bucket.number, bucket.rest));
  else
    terms_of_number (text, take_other, w);
}

static bool
is_digits (const unsigned char *at, size_t len)
{
  for (size_t i = 0; i < len; i++)
    if (at[i] < '0' || at[i] > '9')
      return false;
  return true;
}

/* A whole date that any month has, read at once. */
static bool
plain_date (struct slice iso, struct bucket *bucket)
{
  const unsigned char *at = iso.at;
  int month, day;

  if (iso.len != 10 || at[4] != '-' || at[7] != '-' || !is_digits (at, 4)
      || !is_digits (at + 5, 2) || !is_digits (at + 8, 2) || at[0] > '2'
      || at[0] < '1')
    return false;
  month = (at[5] - '0') * 10 + at[6] - '0';
  day = (at[8] - '0') * 10 + at[9] - '0';
  bucket->number = (uint16_t) (10000 + 100 * month + day);
  bucket->rest = (uint16_t) ((at[0] - '0') * 1000 + (at[1] - '0') * 100
                             + (at[2] - '0') * 10 + at[3] - '0');
  return month >= 1 && month <= 12 && day >= 1 && day <= 28;
}

void
proof_words_birth (struct proof_words *w, struct slice iso)
{
  struct bucket bucket;
  char text[DATE_TEXT];

  if (plain_date (iso, &bucket)) {
    unsigned char year[5] = { FIELD_YEAR };

    memcpy (year + 1, iso.at, 4);
    take_term (w, slice_of (year, sizeof year));
    add_other (w, proof_bucket (w->proof, bucket.number, bucket.rest));
  } else if (iso.len < sizeof text) {
    memcpy (text, iso.at, iso.len);
    text[iso.len] = '\0';
    terms_of_birth (text, take_other, w);
  }
}

void
proof_words_day (struct proof_words *w, uint32_t day)
{
  unsigned char text[9] = { FIELD_DAY };

  if (day > 99999999) {
    terms_of_receipt (day, take_term, w);
    return;
  }
  for (unsigned i = 8; i > 0; i--, day /= 10)
    text[i] = (unsigned char) ('0' + day % 10);
  take_term (w, slice_of (text, 9));
  text[0] = FIELD_MONTH;
  take_term (w, slice_of (text, 7));
}

bool
proof_words_end (const struct proof_words *w, uint64_t *sum, size_t *count)
{
  *sum = w->sum;
  *count = w->count;
  return !w->full;
}
