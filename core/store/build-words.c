/* build-words.c - the index of words of a build, a chunk of records at a time.
 *
 * Words repeat, and so do places: what a piece of a text asks for is found out
 * once in a chunk, and known by its bytes from then on.
 */

#include "store/build-words.h"

#include "store/build-chunk.h"
#include "store/build-rows.h"
#include "store/find-index.h"
#include "store/find-spelled.h"
#include "store/inside.h"

#include <stdlib.h>
#include <string.h>

enum { PIECES_FIRST = 16384 };

enum { PIECE_MOST = 36, ASKED_SHORT = 2 };

/* A short piece of a text, and what it asks for, as its chunk has it.  Most ask
 * for one or two; of others ASKED[0] is the place in the list of all.
 */
struct piece {
  uint32_t asked[ASKED_SHORT];
  uint16_t count;
  char field;
  uint8_t len;
  char text[PIECE_MOST];
};

/* A piece that the record at hand has. */
struct wanted {
  struct slice text;
  uint32_t hash;
  char field;
};

enum { WANTED_MOST = 128 }; /* that are gathered */

/* Where a piece is, by its hash. */
struct place {
  uint32_t hash, piece; /* its number + 1; 0: nothing */
};

struct build_words {
  struct chunk *chunk;
  uint32_t number; /* of the chunk */
  struct piece *pieces;
  size_t n_pieces, pieces_room;
  struct place *places; /* of pieces */
  size_t n_places;
  uint32_t *asked; /* by the piece at hand, and by longer ones */
  size_t n_asked, asked_room;
  struct wanted wanted[WANTED_MOST];
  size_t n_wanted;
  struct build_rows *rows; /* that come back */
};

/* Room for COUNT things of SIZE, all 0. */
static void *
table_new (size_t count, size_t size)
{
  void *table = bytes_must (count * size);

  memset (table, 0, count * size);
  return table;
}

struct build_words *
build_words_new (struct pages *pages, struct sorter *sorter, unsigned char mark)
{
  struct build_words *w = bytes_must (sizeof *w);

  *w = (struct build_words){ .n_places = PIECES_FIRST };
  w->chunk = chunk_new (pages, sorter, mark);
  w->rows = build_rows_new (pages);
  w->places = table_new (w->n_places, sizeof *w->places);
  return w;
}

/* What only the chunk at hand needs. */
static void
drop_chunk (struct build_words *w)
{
  chunk_free (w->chunk);
  free (w->pieces);
  free (w->places);
  free (w->asked);
  w->chunk = NULL;
  w->pieces = NULL;
  w->places = NULL;
  w->asked = NULL;
}

void
build_words_free (struct build_words *w)
{
  if (w == NULL)
    return;
  drop_chunk (w);
  build_rows_free (w->rows);
  free (w);
}

/* ---- pieces ------------------------------------------------------------ */

/* A term of the piece that is being looked at. */
static void
take_term (void *with, struct slice term)
{
  struct build_words *w = with;
  struct bucket bucket;

  if (w->n_asked == w->asked_room) {
    w->asked_room = w->asked_room == 0 ? 16384 : 2 * w->asked_room;
    w->asked = bytes_must_again (w->asked, w->asked_room * sizeof *w->asked);
  }
  w->asked[w->n_asked++] = term_bucket (term, &bucket)
                             ? asked_bucket (bucket)
                             : chunk_term (w->chunk, term);
}

/* A birth ends with a 0 behind TEXT. */
static void
look_at (struct build_words *w, char field, struct slice text)
{
  uint32_t day;

  switch (field) {
  case FIELD_YEAR: terms_of_birth ((const char *) text.at, take_term, w); break;
  case FIELD_DAY:
    memcpy (&day, text.at, sizeof day);
    terms_of_receipt (day, take_term, w);
    break;
  default:
    terms_of_words ((enum find_field) field, (const char *) text.at, text.len,
                    take_term, w);
  }
}

static inline bool
same_eight (const char *a, const unsigned char *b)
{
  return memcmp (a, b, 8) == 0;
}

static inline bool
same_four (const char *a, const unsigned char *b)
{
  return memcmp (a, b, 4) == 0;
}

/* Whether LEN bytes agree, of which some are looked at twice. */
static inline bool
same_bytes (const char *a, const unsigned char *b, size_t len)
{
  if (len >= 8) {
    for (size_t i = 0; i + 8 < len; i += 8)
      if (!same_eight (a + i, b + i))
        return false;
    return same_eight (a + len - 8, b + len - 8);
  }
  if (len >= 4)
    return same_four (a, b) && same_four (a + len - 4, b + len - 4);
  for (size_t i = 0; i < len; i++)
    if ((unsigned char) a[i] != b[i])
      return false;
  return true;
}

static struct place *
place_of (const struct build_words *w, char field, struct slice text,
          uint32_t hash)
{
  size_t mask = w->n_places - 1, i = hash & mask;

  for (; w->places[i].piece != 0; i = (i + 1) & mask) {
    const struct piece *p = &w->pieces[w->places[i].piece - 1];

    if (w->places[i].hash == hash && p->field == field && p->len == text.len
        && same_bytes (p->text, text.at, text.len))
      break;
  }
  return &w->places[i];
}

static void
grow_places (struct build_words *w)
{
  struct place *old = w->places;
  size_t count = w->n_places, mask = 2 * count - 1;

  w->places = table_new (w->n_places *= 2, sizeof *w->places);
  for (size_t i = 0; i < count; i++) {
    size_t to = old[i].hash & mask;

    while (old[i].piece != 0 && w->places[to].piece != 0)
      to = (to + 1) & mask;
    if (old[i].piece != 0)
      w->places[to] = old[i];
  }
  free (old);
}

/* What stands in the list of all from FROM on is what P asks for. */
static void
keep_asked (struct build_words *w, struct piece *p, size_t from)
{
  p->count = (uint16_t) (w->n_asked - from);
  if (p->count > ASKED_SHORT) {
    p->asked[0] = (uint32_t) from;
    return;
  }
  for (size_t i = 0; i < p->count; i++)
    p->asked[i] = w->asked[from + i];
  w->n_asked = from;
}

static const struct piece *
piece_new (struct build_words *w, char field, struct slice text)
{
  struct piece *p;

  if (w->n_pieces == w->pieces_room) {
    w->pieces_room = w->pieces_room == 0 ? 8192 : 2 * w->pieces_room;
    w->pieces =
      bytes_must_again (w->pieces, w->pieces_room * sizeof *w->pieces);
  }
  p = &w->pieces[w->n_pieces++];
  *p = (struct piece){ .field = field, .len = (uint8_t) text.len };
  memcpy (p->text, text.at, text.len);
  return p;
}

static const struct piece *
piece_of (struct build_words *w, char field, struct slice text, uint32_t hash)
{
  struct place *place = place_of (w, field, text, hash);
  size_t from = w->n_asked;

  if (place->piece != 0)
    return &w->pieces[place->piece - 1];
  piece_new (w, field, text);
  *place = (struct place){ hash, (uint32_t) w->n_pieces };
  look_at (w, field, text);
  keep_asked (w, &w->pieces[w->n_pieces - 1], from);
  if (2 * w->n_pieces > w->n_places)
    grow_places (w);
  return &w->pieces[w->n_pieces - 1];
}

/* Adds what was gathered.  Most of the time goes into waiting for memory: it is
 * asked for early.
 */
static void
add_wanted (struct build_words *w, uint32_t ordinal)
{
  for (size_t i = 0; i < w->n_wanted; i++) {
    uint32_t piece = w->places[w->wanted[i].hash & (w->n_places - 1)].piece;

    if (piece != 0)
      __builtin_prefetch (&w->pieces[piece - 1]);
  }
  for (size_t i = 0; i < w->n_wanted; i++) {
    const struct wanted *want = &w->wanted[i];
    const struct piece *p = piece_of (w, want->field, want->text, want->hash);

    chunk_add (w->chunk,
               p->count > ASKED_SHORT ? w->asked + p->asked[0] : p->asked,
               p->count, ordinal);
  }
  w->n_wanted = 0;
}

/* A text of FIELD that comes again; a longer one is looked at anew. */
static void
add_piece (struct build_words *w, char field, struct slice text,
           uint32_t ordinal)
{
  struct wanted *wanted;
  size_t from = w->n_asked;

  if (text.len > PIECE_MOST) {
    look_at (w, field, text);
    chunk_add (w->chunk, w->asked + from, w->n_asked - from, ordinal);
    w->n_asked = from;
    return;
  }
  if (w->n_wanted == WANTED_MOST)
    add_wanted (w, ordinal);
  wanted = &w->wanted[w->n_wanted++];
  *wanted = (struct wanted){ text, 0, field };
  wanted->hash = spelling_hash (text, (uint64_t) (unsigned char) field << 32);
  __builtin_prefetch (&w->places[wanted->hash & (w->n_places - 1)]);
}

/* The words between blanks of LEN bytes at TEXT. */
static void
add_words (struct build_words *w, enum find_field field, const char *text,
           size_t len, uint32_t ordinal)
{
  const char *end = text + len;

  while (text < end) {
    const char *blank = memchr (text, ' ', (size_t) (end - text));
    size_t size = (size_t) ((blank != NULL ? blank : end) - text);

    if (size > 0)
      add_piece (w, (char) field, slice_of (text, size), ordinal);
    text += size + 1;
  }
}

/* Behind a house and its street, between commas, come places that many live
 * in: each is one piece.
 */
static void
add_address (struct build_words *w, const char *text, uint32_t ordinal)
{
  size_t len = strcspn (text, ",");

  add_words (w, FIELD_ADDRESS, text, len, ordinal);
  for (text += len; *text != '\0'; text += len) {
    text += strspn (text, ", ");
    len = strcspn (text, ",");
    if (len > PIECE_MOST)
      add_words (w, FIELD_ADDRESS, text, len, ordinal);
    else if (len > 0)
      add_piece (w, FIELD_ADDRESS, slice_of (text, len), ordinal);
  }
}

/* Numbers hardly repeat. */
static void
add_number (struct build_words *w, const char *text, uint32_t ordinal)
{
  size_t from = w->n_asked;
  struct bucket bucket;

  if (bucket_of_number (text, strlen (text), &bucket)) {
    chunk_add_bucket (w->chunk, bucket, ordinal);
    return;
  }
  terms_of_number (text, take_term, w);
  chunk_add (w->chunk, w->asked + from, w->n_asked - from, ordinal);
  w->n_asked = from;
}

/* ---- records ----------------------------------------------------------- */

static enum outcome
end_chunk (struct build_words *w, struct error *e)
{
  enum outcome done = chunk_write (w->chunk, w->number, e);

  w->n_pieces = w->n_asked = 0;
  memset (w->places, 0, w->n_places * sizeof *w->places);
  return done;
}

enum outcome
build_words_add (struct build_words *w, uint32_t ordinal,
                 const struct find_entry *entry, struct error *e)
{
  const struct facts *facts = entry->facts;
  enum outcome done = OK;

  if (ordinal / CHUNK != w->number)
    done = end_chunk (w, e);
  w->number = ordinal / CHUNK;
  for (size_t i = 0; i < facts->n_names; i++)
    add_words (w, FIELD_NAME, facts->names[i], strlen (facts->names[i]),
               ordinal);
  for (size_t i = 0; i < facts->n_addresses; i++)
    add_address (w, facts->addresses[i], ordinal);
  for (size_t i = 0; i < facts->n_numbers; i++)
    add_number (w, facts->numbers[i], ordinal);
  for (size_t i = 0; i < facts->n_births; i++)
    add_piece (w, FIELD_YEAR,
               slice_of (facts->births[i], strlen (facts->births[i])), ordinal);
  add_piece (w, FIELD_DAY, slice_of (&entry->received, 4), ordinal);
  add_wanted (w, ordinal);
  return done;
}

enum outcome
build_words_end (struct build_words *w, struct error *e)
{
  enum outcome done = end_chunk (w, e);

  drop_chunk (w);
  return done;
}

enum outcome
build_words_later (struct build_words *w, struct slice key, struct slice value,
                   struct error *e)
{
  return build_rows_add (w->rows, key, value, e);
}
