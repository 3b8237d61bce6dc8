/* find-terms.c - what a record is found by, as sorted terms.
 *
 * The same for a save, an amendment, a rebuild and a check of the store: what
 * is derived differently raises FIND_VERSION.
 */

#include "store/find-terms.h"

#include "store/key.h"

#include "text/date.h"

#include <stdio.h>
#include <string.h>

/* ---- one term --------------------------------------------------------- */

int
term_compare (struct slice a, struct slice b)
{
  int order = memcmp (a.at, b.at, a.len < b.len ? a.len : b.len);

  return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

void
term_add_word (struct bytes *to, char field, const struct word *word)
{
  bytes_add_char (to, field);
  bytes_add_text (to, word->fold);
  put_u8 (to, 0);
  put_u8 (to, word->n_marks);
  bytes_add (to, word->marks, word->n_marks & 0x7f);
}

void
term_add_text (struct bytes *to, char field, const char *text)
{
  bytes_add_char (to, field);
  bytes_add_text (to, text);
}

/* ---- buckets ---------------------------------------------------------- */

static bool
is_digit (char c)
{
  return c >= '0' && c <= '9';
}

bool
bucket_of_number (const char *text, size_t len, struct bucket *bucket)
{
  const char *end = text + len;
  int digits = 0;

  while (digits < 6 && (size_t) digits < len && is_digit (end[-1 - digits]))
    digits++;
  if (digits < 4)
    return false;

  bucket->number = 0;
  for (int i = 4; i > 0; i--)
    bucket->number = (uint16_t) (bucket->number * 10 + end[-i] - '0');
  bucket->rest = digits == 4   ? REST_NONE
                 : digits == 5 ? REST_ONE_DIGIT + end[-5] - '0'
                               : (end[-6] - '0') * 10 + end[-5] - '0';
  return true;
}

bool
bucket_of_date (int year, int month, int day, struct bucket *bucket)
{
  if (!date_real (year, month, day))
    return false;
  bucket->number = (uint16_t) (10000 + 100 * month + day);
  bucket->rest = (uint16_t) year;
  return true;
}

bool
bucket_of_birth (const char *iso, struct bucket *bucket)
{
  int32_t day_number = date_day (iso);
  int year, month, day;

  if (day_number == INT32_MIN)
    return false;
  date_parts (day_number, &year, &month, &day);
  return bucket_of_date (year, month, day, bucket);
}

bool
term_bucket (struct slice term, struct bucket *bucket)
{
  struct reader r = reader_of (term.at, term.len);

  if (take_u8 (&r) != FIELD_BUCKET)
    return false;
  bucket->number = take_be16 (&r);
  bucket->rest = take_be16 (&r);
  return true;
}

/* ---- terms of a piece ------------------------------------------------- */

/* A term being made, and who wants it. */
struct making {
  struct bytes term;
  term_seen seen;
  void *with;
};

static void
give (struct making *m)
{
  m->seen (m->with, (struct slice){ m->term.at, m->term.len });
  bytes_clear (&m->term);
}

static void
give_text (struct making *m, char field, const char *text)
{
  term_add_text (&m->term, field, text);
  give (m);
}

static void
give_bucket (struct making *m, struct bucket bucket)
{
  const unsigned char term[] = {
    FIELD_BUCKET,
    (unsigned char) (bucket.number >> 8),
    (unsigned char) bucket.number,
    (unsigned char) (bucket.rest >> 8),
    (unsigned char) bucket.rest,
  };

  m->seen (m->with, slice_of (term, sizeof term));
}

void
terms_of_words (enum find_field field, const char *text, size_t len,
                term_seen seen, void *with)
{
  struct making m = { .seen = seen, .with = with };
  const char *end = text + len;
  struct word word;

  while (word_next (&text, end, &word)) {
    char letter[] = { word.fold[0], '\0' };

    term_add_word (&m.term, (char) field, &word);
    give (&m);
    if (field == FIELD_NAME && !is_digit (letter[0]))
      give_text (&m, FIELD_LETTER, letter);
  }
  bytes_free (&m.term);
}

void
terms_of_number (const char *text, term_seen seen, void *with)
{
  struct making m = { .seen = seen, .with = with };
  struct bucket bucket;

  if (bucket_of_number (text, strlen (text), &bucket))
    give_bucket (&m, bucket);
  else if (text[0] != '\0' && strlen (text) < TERM_MOST)
    give_text (&m, FIELD_PAPER, text);
  bytes_free (&m.term);
}

void
terms_of_birth (const char *iso, term_seen seen, void *with)
{
  struct making m = { .seen = seen, .with = with };
  char year[5] = "";
  struct bucket bucket;
  int32_t first, last;

  if (!date_span (iso, &first, &last))
    return;
  memcpy (year, iso, 4);
  give_text (&m, FIELD_YEAR, year);
  if (bucket_of_birth (iso, &bucket))
    give_bucket (&m, bucket);
  bytes_free (&m.term);
}

void
terms_of_receipt (uint32_t day, term_seen seen, void *with)
{
  struct making m = { .seen = seen, .with = with };
  char text[12];

  snprintf (text, sizeof text, "%08u", (unsigned) day);
  give_text (&m, FIELD_DAY, text);
  text[6] = '\0';
  give_text (&m, FIELD_MONTH, text);
  bytes_free (&m.term);
}

/* ---- all terms of a record -------------------------------------------- */

/* Terms as they come: a length of one byte and the term, one after another. */
struct gathered {
  struct bytes bytes;
  size_t count;
};

static void
gather (void *with, struct slice term)
{
  struct gathered *g = with;

  put_u8 (&g->bytes, (uint8_t) term.len);
  bytes_add (&g->bytes, term.at, term.len);
  g->count++;
}

static void
gather_all (struct gathered *g, const struct find_entry *entry)
{
  const struct facts *facts = entry->facts;

  for (size_t i = 0; i < facts->n_names; i++)
    terms_of_words (FIELD_NAME, facts->names[i], strlen (facts->names[i]),
                    gather, g);
  for (size_t i = 0; i < facts->n_addresses; i++)
    terms_of_words (FIELD_ADDRESS, facts->addresses[i],
                    strlen (facts->addresses[i]), gather, g);
  for (size_t i = 0; i < facts->n_numbers; i++)
    terms_of_number (facts->numbers[i], gather, g);
  for (size_t i = 0; i < facts->n_births; i++)
    terms_of_birth (facts->births[i], gather, g);
  terms_of_receipt (entry->received, gather, g);
}

static int
compare (const void *a, const void *b)
{
  return term_compare (*(const struct slice *) a, *(const struct slice *) b);
}

static size_t
without_repeats (struct slice *at, size_t count)
{
  size_t kept = 0;

  for (size_t i = 0; i < count; i++)
    if (kept == 0 || term_compare (at[kept - 1], at[i]) != 0)
      at[kept++] = at[i];
  return kept;
}

struct terms
find_terms (const struct find_entry *entry, struct arena *arena)
{
  struct gathered g = { .count = 0 };
  struct terms terms;
  unsigned char *copy;

  gather_all (&g, entry);
  copy = arena_take (arena, g.bytes.len);
  memcpy (copy, g.bytes.at, g.bytes.len);
  terms.at = arena_take (arena, g.count * sizeof *terms.at);
  for (size_t i = 0; i < g.count; i++) {
    terms.at[i] = (struct slice){ copy + 1, *copy };
    copy += 1 + *copy;
  }
  qsort (terms.at, g.count, sizeof *terms.at, compare);
  terms.count = without_repeats (terms.at, g.count);

  bytes_free (&g.bytes);
  return terms;
}

size_t
find_postings (const struct find_entry *entry)
{
  struct arena *arena = arena_new ();
  size_t count = find_terms (entry, arena).count;

  arena_free (arena);
  return count;
}
