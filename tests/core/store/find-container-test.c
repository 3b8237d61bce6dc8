/* find-container-test.c - sets of places, as bits and as stored. */

#include "store/find-container.h"
#include "tests/tap.h"

#include <string.h>

static unsigned
next_random (unsigned most)
{
  static uint64_t state = 20261121;

  state =
    state * UINT64_C (6364136223846793005) + UINT64_C (1442695040888963407);
  return (unsigned) (state >> 33) % most;
}

/* ---- which of the three ----------------------------------------------- */

static const struct {
  const char *name;
  unsigned first, step, count; /* places first, first + step, ... */
  size_t len;                  /* stored */
} sets[] = {
  { "none", 0, 1, 0, 0 },
  { "the first place", 0, 1, 1, 2 },
  { "the last place", 15999, 1, 1, 2 },
  { "two neighbours", 0, 1, 2, 3 },
  { "first and last", 0, 15999, 2, 4 },
  { "the last two", 15998, 1, 2, 4 },
  { "a step of 127 more", 0, 128, 2, 3 },
  { "a step of 128 more", 0, 129, 2, 4 },
  { "1,999 steps of one byte", 0, 8, 1999, 2000 },
  { "2,000 steps of one byte", 0, 8, 2000, 2001 },
  { "1,998 and a long one", 2000, 7, 1998, 2000 },
  { "1,999 and a long one", 2000, 7, 1999, 2001 },
  { "every second", 1, 2, 8000, 2001 },
  { "all", 0, 1, 16000, 2001 },
};

static void
test_sizes (void)
{
  for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
    struct bits bits = { 0 }, back = { 0 };
    SCOPED_BYTES stored = { 0 };

    for (unsigned n = 0; n < sets[i].count; n++)
      bits_add (&bits, sets[i].first + n * sets[i].step);
    container_put (&bits, &stored);
    if (!ok (stored.len == sets[i].len, "%s: %zu bytes", sets[i].name,
             sets[i].len))
      printf ("# stored as %zu bytes\n", stored.len);
    if (sets[i].count > 0)
      ok (container_add ((struct slice){ stored.at, stored.len }, &back)
            && memcmp (&bits, &back, sizeof bits) == 0
            && bits_count (&back) == sets[i].count,
          "%s: comes back", sets[i].name);
  }
}

/* The same from places as from bits, also when two change places. */
static void
test_places (void)
{
  static uint16_t places[CHUNK];

  for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
    struct bits bits = { 0 };
    SCOPED_BYTES want = { 0 };
    SCOPED_BYTES got = { 0 };
    SCOPED_BYTES turned = { 0 };
    unsigned count = sets[i].count;

    for (unsigned n = 0; n < count; n++) {
      places[n] = (uint16_t) (sets[i].first + n * sets[i].step);
      bits_add (&bits, places[n]);
    }
    container_put (&bits, &want);
    container_put_places (places, count, &got);
    if (count > 1) {
      uint16_t first = places[0];

      places[0] = places[1];
      places[1] = first;
    }
    container_put_places (places, count, &turned);
    ok (got.len == want.len && turned.len == want.len
          && (want.len == 0
              || (memcmp (got.at, want.at, want.len) == 0
                  && memcmp (turned.at, want.at, want.len) == 0)),
        "%s: the same from places", sets[i].name);
  }
}

/* ---- what is no container --------------------------------------------- */

static const struct {
  const char *name, *bytes;
  size_t len;
} broken[] = {
  { "nothing", "", 0 },
  { "one byte", "\1", 1 },
  { "one place beyond the chunk", "\x80\x3e", 2 },
  { "an unknown kind", "\3\0\0", 3 },
  { "a long step cut short", "\1\0\x80", 3 },
  { "a step beyond the chunk", "\1\xbe\x80\0", 4 },
  { "a last step beyond the chunk", "\1\xbe\x7f\1", 4 },
  { "bits that are too few", "\2\0\0\0", 4 },
};

static void
test_broken (void)
{
  unsigned char long_bits[2002] = { 2 };
  struct bits bits = { 0 };

  for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
    struct slice stored = { (const unsigned char *) broken[i].bytes,
                            broken[i].len };

    ok (!container_add (stored, &bits), "refused: %s", broken[i].name);
  }
  ok (!container_add ((struct slice){ long_bits, 2002 }, &bits),
      "refused: bits that are too many");
  ok (container_add ((struct slice){ long_bits, 2001 }, &bits),
      "taken: bits of the right length");
}

/* Any bytes at all: taken or refused, nothing is read beyond them. */
static void
test_noise (void)
{
  bool good = true;
  unsigned taken = 0;

  for (unsigned i = 0; i < 20000; i++) {
    unsigned len = next_random (12);
    unsigned char *noise = bytes_must (len + 1);
    struct bits bits = { 0 };

    for (unsigned n = 0; n < len; n++)
      noise[n] = (unsigned char) next_random (n == 0 ? 4 : 256);
    noise = bytes_must_again (noise, len > 0 ? len : 1);
    if (container_add ((struct slice){ noise, len }, &bits)) {
      taken++;
      good &= bits_last (&bits, CHUNK) >= 0;
    }
    free (noise);
  }
  ok (good && taken > 1000, "noise of 20,000 kinds, %u of them containers",
      taken);
}

/* ---- against plain bytes ---------------------------------------------- */

static bool
same (const struct bits *bits, const unsigned char *plain)
{
  unsigned count = 0;
  int last = CHUNK;

  for (unsigned place = 0; place < CHUNK; place++) {
    if (bits_have (bits, place) != (plain[place] != 0))
      return false;
    count += plain[place];
  }
  for (int place = CHUNK - 1; place >= 0; place--)
    if (plain[place] != 0) {
      last = bits_last (bits, (unsigned) last);
      if (last != place)
        return false;
    }
  return bits_last (bits, (unsigned) last) == -1 && bits_count (bits) == count;
}

static void
test_changes (void)
{
  static unsigned char plain[CHUNK];
  SCOPED_BYTES stored = { 0 };
  bool good = true;

  for (unsigned i = 0; good && i < 3000; i++) {
    unsigned place = next_random (i < 1000 ? 100 : CHUNK);
    struct bits bits = { 0 };

    if (stored.len > 0)
      good = container_add ((struct slice){ stored.at, stored.len }, &bits);
    plain[place] = next_random (3) > 0;
    if (plain[place])
      bits_add (&bits, place);
    else
      bits_drop (&bits, place);
    bytes_clear (&stored);
    container_put (&bits, &stored);
    if (i % 50 == 0)
      good &= same (&bits, plain);
  }
  ok (good, "3,000 places added and dropped, as in a plain list");
}

/* ---- changed as it is stored -------------------------------------------- */

/* Whether STORED, with PLACE pushed, is what BITS with it make; or, refused, is
 * what it was.
 */
static bool
push (struct bytes *stored, struct bits *bits, unsigned place, unsigned *pushed)
{
  SCOPED_BYTES want = { 0 };
  bool had = bits_have (bits, place), took;

  if (!had)
    bits_add (bits, place);
  took = container_push (stored, place);
  *pushed += took;
  container_put (bits, &want);
  if (!took) { /* what cannot be pushed is put */
    struct bits before = { 0 };

    if (stored->len > 0
        && !container_add ((struct slice){ stored->at, stored->len }, &before))
      return false;
    if (!had && bits_have (&before, place))
      return false;
    bytes_clear (stored);
    bytes_add (stored, want.at, want.len);
  }
  return !(took && had) && stored->len == want.len
         && memcmp (stored->at, want.at, want.len) == 0;
}

static const struct {
  const char *name;
  unsigned step, pushed; /* at most; at least */
  bool anywhere;
} pushes[] = {
  { "behind the last, close", 12, 2000, false },
  { "behind the last, far", 300, 90, false },
  { "behind the last, now close, now far", 150, 180, false },
  { "of 1,999 steps and more", 8, 3300, false },
  { "anywhere", CHUNK, 9000, true },
};

static void
test_pushes (void)
{
  for (size_t i = 0; i < sizeof pushes / sizeof *pushes; i++) {
    SCOPED_BYTES stored = { 0 };
    struct bits bits = { 0 };
    unsigned place = 0, pushed = 0, n = 0;
    bool good = true;

    while (good && place < CHUNK && n < 2 * CHUNK) {
      good = push (&stored, &bits, place, &pushed);
      place = pushes[i].anywhere ? next_random (CHUNK)
                                 : place + 1 + next_random (pushes[i].step);
      n++;
    }
    if (!ok (good && pushed >= pushes[i].pushed, "pushed: %s", pushes[i].name))
      printf ("# %u of %u pushed\n", pushed, n);
  }
}

static void
test_push_broken (void)
{
  SCOPED_BYTES stored = { 0 };

  bytes_add (&stored, "\1\xff", 2);
  ok (!container_push (&stored, 5), "nothing is pushed behind half a step");
  bytes_clear (&stored);
  ok (!container_push (&stored, 5) && stored.len == 0, "nor to nothing");
}

int
main (void)
{
  test_sizes ();
  test_places ();
  test_broken ();
  test_noise ();
  test_changes ();
  test_pushes ();
  test_push_broken ();
  return tap_done ();
}
