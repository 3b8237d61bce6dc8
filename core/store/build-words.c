/* build-words.c - the index of words of a build, a chunk of records at a time.
 *
 * Words repeat, and so do places: what a piece of a text asks for is found out
 * once in a chunk, and known by its bytes from then on.
 *
 * In the sorter:
 *
 *   mark, 0x02, u16 bucket   u32 record, u16 rest, ...      of one chunk
 *   mark, 0x03, term         u32 chunk, u32 how many records
 */

#include "store/build-words.h"

#include "store/find-bucket.h"
#include "store/find-index.h"
#include "store/inside.h"

#include <stdlib.h>
#include <string.h>

enum {
  SLOTS_FIRST = 8192,
  PIECES_FIRST = 16384,
  BUCKETS = UINT16_MAX + 1,
};

/* A term of the chunk. */
struct spelled {
  struct slice text;
  uint32_t hash, count;
  uint32_t last; /* the record that had it last */
  uint32_t from; /* its first place among the sorted places */
};

enum { PIECE_MOST = 36, ASKED_SHORT = 2 };

/* A short piece of a text, and what it asks for: terms by number, or, above
 * FLAG, a bucket and its rest.  Most ask for one or two; of others ASKED[0] is
 * the place in the list of all.
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

static const uint32_t flag = 1u << 31;

/* That a record of the chunk has a term. */
struct had {
  uint32_t term;
  uint16_t place; /* of the record */
};

/* A number or a birth. */
struct numbered {
  uint32_t ordinal;
  struct bucket bucket;
};

struct build_words {
  struct pages *pages;
  struct sorter *sorter;
  unsigned char mark;
  uint32_t chunk;
  struct arena *arena; /* terms and pieces of the chunk */
  struct spelled *terms;
  size_t n_terms, terms_room;
  uint32_t *slots; /* terms by hash, their number + 1 */
  size_t n_slots;
  struct piece *pieces;
  size_t n_pieces, pieces_room;
  struct place *places; /* of pieces */
  size_t n_places;
  uint32_t *asked; /* by the piece at hand, and by longer ones */
  size_t n_asked, asked_room;
  struct wanted wanted[WANTED_MOST];
  size_t n_wanted;
  struct had *had;
  size_t n_had, had_room;
  struct numbered *numbered;
  size_t n_numbered, numbered_room;
  struct bytes key, value;

  struct bytes at;    /* the key that is coming back */
  struct block block; /* its pairs, */
  struct known known; /* or its records and chunks */
  size_t known_room;  /* groups */
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

  *w = (struct build_words){ .pages = pages, .sorter = sorter, .mark = mark };
  w->arena = arena_new ();
  w->slots = table_new (w->n_slots = SLOTS_FIRST, sizeof *w->slots);
  w->places = table_new (w->n_places = PIECES_FIRST, sizeof *w->places);
  return w;
}

/* What only the chunk at hand needs. */
static void
drop_chunk (struct build_words *w)
{
  free (w->terms);
  free (w->slots);
  free (w->pieces);
  free (w->places);
  free (w->asked);
  free (w->had);
  free (w->numbered);
  w->pieces = NULL;
  w->places = NULL;
  w->asked = NULL;
  w->terms = NULL;
  w->slots = NULL;
  w->had = NULL;
  w->numbered = NULL;
  w->n_terms = w->n_had = w->n_numbered = 0;
}

void
build_words_free (struct build_words *w)
{
  if (w == NULL)
    return;
  drop_chunk (w);
  arena_free (w->arena);
  bytes_free (&w->key);
  bytes_free (&w->value);
  bytes_free (&w->at);
  block_free (&w->block);
  free (w->known.chunks);
  free (w);
}

/* ---- gathering --------------------------------------------------------- */

static uint32_t
hash_bytes (struct slice bytes, uint64_t hash)
{
  while (bytes.len > 0) {
    size_t len = bytes.len < 8 ? bytes.len : 8;
    uint64_t word = 0;

    memcpy (&word, bytes.at, len);
    hash = (hash ^ word) * 0xff51afd7ed558ccd;
    hash ^= hash >> 32;
    bytes.at += len;
    bytes.len -= len;
  }
  return (uint32_t) hash;
}

static uint32_t *
slot_of (const struct build_words *w, struct slice term, uint32_t hash)
{
  size_t mask = w->n_slots - 1, i = hash & mask;

  for (; w->slots[i] != 0; i = (i + 1) & mask) {
    const struct spelled *t = &w->terms[w->slots[i] - 1];

    if (t->hash == hash && slices_equal (t->text, term))
      break;
  }
  return &w->slots[i];
}

static void
grow_slots (struct build_words *w)
{
  free (w->slots);
  w->slots = table_new (w->n_slots *= 2, sizeof *w->slots);
  for (size_t i = 0; i < w->n_terms; i++)
    *slot_of (w, w->terms[i].text, w->terms[i].hash) = (uint32_t) i + 1;
}

/* The number of TERM in this chunk. */
static uint32_t
spell (struct build_words *w, struct slice term)
{
  uint32_t hash = hash_bytes (term, term.len);
  uint32_t *slot = slot_of (w, term, hash);
  unsigned char *copy;

  if (*slot != 0)
    return *slot - 1;
  if (w->n_terms == w->terms_room) {
    w->terms_room = w->terms_room == 0 ? 4096 : 2 * w->terms_room;
    w->terms = bytes_must_again (w->terms, w->terms_room * sizeof *w->terms);
  }
  copy = arena_take (w->arena, term.len);
  memcpy (copy, term.at, term.len);
  w->terms[w->n_terms++] =
    (struct spelled){ .text = slice_of (copy, term.len), .hash = hash };
  *slot = (uint32_t) w->n_terms;
  if (2 * w->n_terms > w->n_slots)
    grow_slots (w);
  return (uint32_t) w->n_terms - 1;
}

static void
add_had (struct build_words *w, uint32_t term, uint32_t ordinal)
{
  if (w->terms[term].last == ordinal)
    return;
  w->terms[term].last = ordinal;
  if (w->n_had == w->had_room) {
    w->had_room = w->had_room == 0 ? 65536 : w->had_room + w->had_room / 2;
    w->had = bytes_must_again (w->had, w->had_room * sizeof *w->had);
  }
  w->had[w->n_had++] = (struct had){ term, (uint16_t) (ordinal % CHUNK) };
  w->terms[term].count++;
}

static void
add_numbered (struct build_words *w, struct bucket bucket, uint32_t ordinal)
{
  for (size_t i = w->n_numbered; i > 0 && w->numbered[i - 1].ordinal == ordinal;
       i--)
    if (w->numbered[i - 1].bucket.number == bucket.number
        && w->numbered[i - 1].bucket.rest == bucket.rest)
      return;
  if (w->n_numbered == w->numbered_room) {
    w->numbered_room =
      w->numbered_room == 0 ? 32768 : w->numbered_room + w->numbered_room / 2;
    w->numbered =
      bytes_must_again (w->numbered, w->numbered_room * sizeof *w->numbered);
  }
  w->numbered[w->n_numbered++] = (struct numbered){ ordinal, bucket };
}

static void
add_asked (struct build_words *w, uint32_t what, uint32_t ordinal)
{
  struct bucket bucket = { (uint16_t) ((what & ~flag) >> 16), (uint16_t) what };

  if ((what & flag) != 0)
    add_numbered (w, bucket, ordinal);
  else
    add_had (w, what, ordinal);
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
  w->asked[w->n_asked++] =
    term_bucket (term, &bucket)
      ? flag | (uint32_t) bucket.number << 16 | bucket.rest
      : spell (w, term);
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

static struct place *
place_of (const struct build_words *w, char field, struct slice text,
          uint32_t hash)
{
  size_t mask = w->n_places - 1, i = hash & mask;

  for (; w->places[i].piece != 0; i = (i + 1) & mask) {
    const struct piece *p = &w->pieces[w->places[i].piece - 1];

    if (w->places[i].hash == hash && p->field == field && p->len == text.len
        && memcmp (p->text, text.at, text.len) == 0)
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

static void
add_list (struct build_words *w, const uint32_t *asked, size_t count,
          uint32_t ordinal)
{
  for (size_t i = 0; i < count; i++)
    add_asked (w, asked[i], ordinal);
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

    add_list (w, p->count > ASKED_SHORT ? w->asked + p->asked[0] : p->asked,
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
    add_list (w, w->asked + from, w->n_asked - from, ordinal);
    w->n_asked = from;
    return;
  }
  if (w->n_wanted == WANTED_MOST)
    add_wanted (w, ordinal);
  wanted = &w->wanted[w->n_wanted++];
  *wanted = (struct wanted){ text, 0, field };
  wanted->hash =
    hash_bytes (text, (uint64_t) (unsigned char) field << 32 ^ text.len);
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

  terms_of_number (text, take_term, w);
  add_list (w, w->asked + from, w->n_asked - from, ordinal);
  w->n_asked = from;
}

/* ---- a chunk that is full ---------------------------------------------- */

/* The places of all terms, those of a term together. */
static uint16_t *
sort_places (struct build_words *w)
{
  uint16_t *places = bytes_must ((w->n_had + 1) * sizeof *places);
  uint32_t from = 0;

  for (size_t i = 0; i < w->n_terms; i++) {
    w->terms[i].from = from;
    from += w->terms[i].count;
    w->terms[i].count = 0;
  }
  for (size_t i = 0; i < w->n_had; i++) {
    struct spelled *t = &w->terms[w->had[i].term];

    places[t->from + t->count++] = w->had[i].place;
  }
  return places;
}

static int
compare_terms (const void *one, const void *other)
{
  const struct spelled *a = one, *b = other;

  return term_compare (a->text, b->text);
}

static enum outcome
write_term (struct build_words *w, const struct spelled *t,
            const uint16_t *places, struct error *e)
{
  struct bits bits = { 0 };
  enum outcome done;

  for (uint32_t i = 0; i < t->count; i++)
    bits_add (&bits, places[t->from + i]);
  bytes_clear (&w->value);
  container_put (&bits, &w->value);
  done = pages_add (w->pages, find_key (&w->key, w->chunk, t->text),
                    bytes_slice (&w->value), e);
  if (done != OK)
    return done;

  bytes_clear (&w->key);
  put_u8 (&w->key, w->mark);
  put_u8 (&w->key, ROW_DICTIONARY);
  bytes_add (&w->key, t->text.at, t->text.len);
  bytes_clear (&w->value);
  put_u32 (&w->value, w->chunk);
  put_u32 (&w->value, t->count);
  return sorter_add (w->sorter, bytes_slice (&w->key), bytes_slice (&w->value),
                     e);
}

static enum outcome
write_terms (struct build_words *w, struct error *e)
{
  uint16_t *places = sort_places (w);
  enum outcome done = OK;

  if (w->n_terms > 0)
    qsort (w->terms, w->n_terms, sizeof *w->terms, compare_terms);
  for (size_t i = 0; done == OK && i < w->n_terms; i++)
    done = write_term (w, &w->terms[i], places, e);
  free (places);
  return done;
}

/* Those of bucket NUMBER, COUNT from AT on, to the sorter. */
static enum outcome
write_bucket (struct build_words *w, uint16_t number, const struct numbered *at,
              size_t count, struct error *e)
{
  bytes_clear (&w->key);
  put_u8 (&w->key, w->mark);
  put_u8 (&w->key, ROW_BLOCK);
  put_be16 (&w->key, number);
  bytes_clear (&w->value);
  for (size_t i = 0; i < count; i++) {
    put_u32 (&w->value, at[i].ordinal);
    put_u16 (&w->value, at[i].bucket.rest);
  }
  return sorter_add (w->sorter, bytes_slice (&w->key), bytes_slice (&w->value),
                     e);
}

static enum outcome
write_numbered (struct build_words *w, struct error *e)
{
  uint32_t *ends = bytes_must (BUCKETS * sizeof *ends);
  struct numbered *sorted = bytes_must ((w->n_numbered + 1) * sizeof *sorted);
  enum outcome done = OK;
  uint32_t place = 0;

  memset (ends, 0, BUCKETS * sizeof *ends);
  for (size_t i = 0; i < w->n_numbered; i++)
    ends[w->numbered[i].bucket.number]++;
  for (unsigned b = 0; b < BUCKETS; b++) {
    uint32_t count = ends[b];

    ends[b] = place;
    place += count;
  }
  for (size_t i = 0; i < w->n_numbered; i++)
    sorted[ends[w->numbered[i].bucket.number]++] = w->numbered[i];
  place = 0;
  for (unsigned b = 0; done == OK && b < BUCKETS; place = ends[b++])
    if (ends[b] > place)
      done = write_bucket (w, (uint16_t) b, sorted + place, ends[b] - place, e);
  free (sorted);
  free (ends);
  return done;
}

static enum outcome
end_chunk (struct build_words *w, struct error *e)
{
  enum outcome done = write_terms (w, e);

  if (done == OK)
    done = write_numbered (w, e);
  w->n_terms = w->n_had = w->n_numbered = w->n_pieces = w->n_asked = 0;
  memset (w->slots, 0, w->n_slots * sizeof *w->slots);
  memset (w->places, 0, w->n_places * sizeof *w->places);
  arena_clear (w->arena);
  return done;
}

enum outcome
build_words_add (struct build_words *w, uint32_t ordinal,
                 const struct find_entry *entry, struct error *e)
{
  const struct facts *facts = entry->facts;
  enum outcome done = OK;

  if (ordinal / CHUNK != w->chunk)
    done = end_chunk (w, e);
  w->chunk = ordinal / CHUNK;
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

/* ---- what comes back --------------------------------------------------- */

/* Writes the block's pairs as blocks of their size, the newest first. */
static enum outcome
write_blocks (struct build_words *w, struct error *e)
{
  struct reader key = reader_of (w->at.at + 1, w->at.len - 1);
  uint16_t number = take_be16 (&key);
  struct block left = w->block;
  SCOPED_BYTES ends = { 0 }; /* u32: where each block ends */
  enum outcome done = OK;

  while (left.count > 0) {
    size_t keeps;

    left.first = left.at[0].ordinal;
    keeps = block_keeps (&left, true);
    left.at += keeps;
    left.count -= keeps;
    put_u32 (&ends, (uint32_t) (w->block.count - left.count));
  }
  for (size_t i = ends.len / 4; done == OK && i-- > 0;) {
    struct reader r = reader_of (ends.at + 4 * i, 4);
    struct reader before = reader_of (ends.at + 4 * i - (i > 0 ? 4 : 0), 4);
    uint32_t end = take_u32 (&r), from = i > 0 ? take_u32 (&before) : 0;
    struct block block = { .at = w->block.at + from, .count = end - from };

    block.first = block.at[0].ordinal;
    bytes_clear (&w->key);
    block_key (&w->key, number, block.first);
    bytes_clear (&w->value);
    block_put (&block, &w->value);
    done =
      pages_add (w->pages, bytes_slice (&w->key), bytes_slice (&w->value), e);
  }
  w->block.count = 0;
  return done;
}

static enum outcome
write_known (struct build_words *w, struct error *e)
{
  enum outcome done;

  bytes_clear (&w->value);
  known_put (&w->known, &w->value);
  done = pages_add (w->pages, bytes_slice (&w->at), bytes_slice (&w->value), e);
  memset (w->known.chunks, 0, w->known.groups * sizeof *w->known.chunks);
  w->known.groups = w->known.records = 0;
  return done;
}

static void
take_pairs (struct build_words *w, struct slice value)
{
  struct reader r = reader_of (value.at, value.len);

  while (r.left > 0 && !r.bad) {
    uint32_t ordinal = take_u32 (&r);

    block_add (&w->block, (struct pair){ ordinal, take_u16 (&r) });
  }
}

static void
take_known (struct build_words *w, struct slice value)
{
  struct reader r = reader_of (value.at, value.len);
  uint32_t chunk = take_u32 (&r), group = chunk / 64;

  if (group >= w->known_room) {
    size_t room = group + 16;

    w->known.chunks =
      bytes_must_again (w->known.chunks, room * sizeof *w->known.chunks);
    memset (w->known.chunks + w->known_room, 0,
            (room - w->known_room) * sizeof *w->known.chunks);
    w->known_room = room;
  }
  if (group >= w->known.groups)
    w->known.groups = group + 1;
  w->known.chunks[group] |= UINT64_C (1) << chunk % 64;
  w->known.records += take_u32 (&r);
}

enum outcome
build_words_later (struct build_words *w, struct slice key, struct slice value,
                   struct error *e)
{
  enum outcome done = OK;

  if (!slices_equal (bytes_slice (&w->at), key)) {
    if (w->at.len > 0)
      done =
        w->at.at[0] == ROW_BLOCK ? write_blocks (w, e) : write_known (w, e);
    bytes_clear (&w->at);
    bytes_add (&w->at, key.at, key.len);
  }
  if (key.len > 0 && key.at[0] == ROW_BLOCK)
    take_pairs (w, value);
  else if (key.len > 0)
    take_known (w, value);
  return done;
}
