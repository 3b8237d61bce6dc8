/* change-test.c - lines of the log: both ways, cut short, bent, chained. */

#include "record/change.h"
#include "tests/core/record/images.h"
#include "tests/tap.h"

#include <string.h>

static struct slice
slice (const char *text)
{
  return (struct slice){ (const unsigned char *) text, strlen (text) };
}

/* A change over the body in BODY, which stays the caller's. */
static struct change
change_over (struct bytes *body)
{
  static const char *const texts[] = { "Lê Thị Mai", "2026-11-01" };
  struct record_head head = {
    .state = 2,
    .procedure = 1,
    .revision = 1,
    .version = 3,
    .received = 1795223700000000,
    .officer = 2,
    .code = { .kind = CODE_OWN, .day = 20261121, .serial = 1 },
  };
  struct change c = {
    .seq = 12,
    .action = AMEND,
    .terminal = 4,
    .officer = 2,
    .ordinal = 7,
    .version = 3,
    .time = 1795223700000000,
    .before = 5,
    .hash_before = { 1, 2, 3 },
    .reason = slice ("sửa ngày sinh"),
  };

  record_head_add (&head, body);
  bytes_add (body, "0123456789abcdef", ID_SIZE);
  add_image (body, texts, 2);
  c.body = (struct slice){ body->at, body->len };
  return c;
}

static bool
changes_equal (const struct change *a, const struct change *b)
{
  return a->seq == b->seq && a->action == b->action
         && a->terminal == b->terminal && a->officer == b->officer
         && a->ordinal == b->ordinal && a->version == b->version
         && a->time == b->time && a->before == b->before
         && memcmp (a->hash_before, b->hash_before, HASH_SIZE) == 0
         && memcmp (a->hash_body, b->hash_body, HASH_SIZE) == 0
         && a->reason.len == b->reason.len
         && memcmp (a->reason.at, b->reason.at, a->reason.len) == 0
         && a->body.len == b->body.len
         && memcmp (a->body.at, b->body.at, a->body.len) == 0;
}

static void
test_both_ways (void)
{
  SCOPED_BYTES body = { 0 }, at = { 0 };
  struct change c = change_over (&body), got;
  struct image image;
  bool good;

  change_add (&c, &at);
  good = change_read (12, at.at, at.len, &got, NULL) == OK
         && changes_equal (&c, &got) && got.head.version == 3
         && memcmp (got.id, "0123456789abcdef", ID_SIZE) == 0;
  ok (good && at.len == CHANGE_HEAD + c.reason.len + body.len,
      "a change comes back");
  ok (
    good
      && image_open (got.image.at, got.image.len, got.head.flags, &image, NULL)
           == OK
      && slice_is (image_value (&image, 0), "Lê Thị Mai"),
    "its image opens");
  ok (change_proves (at.at, at.len), "its body proves itself");
}

/* The fixed part, byte by byte: what is on disks already must stay. */
static void
test_bytes (void)
{
  static const char hex[] = "0102040002000000"
                            "0807060504030201"
                            "0700000000000000"
                            "0300"
                            "0000"
                            "1000"
                            "3b00"
                            "0500000000000000"
                            "010203";
  SCOPED_BYTES body = { 0 }, at = { 0 };
  struct change c = change_over (&body);
  char got[sizeof hex] = "";

  c.time = 0x0102030405060708;
  change_add (&c, &at);
  hex_of (at.at, sizeof got / 2, got);
  if (!ok (strcmp (got, hex) == 0, "a change is laid out as promised"))
    printf ("# wanted %s\n# got    %s\n", hex, got);
}

static enum outcome
read_exact (const unsigned char *from, size_t len, size_t *seen)
{
  unsigned char *exact = bytes_must (len + 1);
  struct change c;
  enum outcome rc;

  memcpy (exact + 1, from, len);
  rc = change_read (1, exact + 1, len, &c, NULL);
  for (size_t i = 0; rc == OK && i < c.reason.len; i++)
    *seen += c.reason.at[i];
  for (size_t i = 0; rc == OK && i < c.image.len; i++)
    *seen += c.image.at[i];
  *seen += change_proves (exact + 1, len);
  free (exact);
  return rc;
}

/* Cut inside the head or the record's head it does not decode; cut in the
 * image only the hash can tell.
 */
static void
test_cut (void)
{
  SCOPED_BYTES body = { 0 }, at = { 0 };
  struct change c = change_over (&body), got;
  size_t head, decoded = 0, proven = 0, seen = 0;

  change_add (&c, &at);
  change_read (12, at.at, at.len, &got, NULL);
  head = at.len - got.image.len;
  for (size_t len = 0; len < at.len; len++) {
    enum outcome rc = read_exact (at.at, len, &seen);

    decoded += len < head && rc != ERR_DAMAGED;
    proven += change_proves (at.at, len);
  }
  ok (decoded == 0, "a change cut at every length is refused");
  ok (proven == 0, "a change cut at every length does not prove itself");
}

/* What is refused leaves nothing of itself but its number. */
static void
test_refused (void)
{
  SCOPED_BYTES body = { 0 }, at = { 0 };
  struct change c = change_over (&body), got;
  bool good = true;

  change_add (&c, &at);
  for (size_t len = 0; good && len < CHANGE_HEAD + 40; len++) {
    memset (&got, 0xff, sizeof got);
    good = change_read (12, at.at, len, &got, NULL) == ERR_DAMAGED
           && got.seq == 12 && got.ordinal == 0 && got.body.len == 0
           && got.head.state == 0 && got.head.override.at == NULL;
  }
  ok (good, "a change that is refused leaves nothing of itself");
}

static void
test_bent (void)
{
  static const struct {
    const char *name;
    size_t at;
    unsigned char byte;
  } cases[] = {
    { "another format", 0, 9 },
    { "action 0", 1, 0 },
    { "action 6", 1, 6 },
    { "zero is not zero", 20, 1 },
    { "a longer reason", 29, 1 },
    { "a longer record head", 30, 0x2c },
    { "a shorter record head", 30, 0x2a },
  };

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    SCOPED_BYTES body = { 0 }, at = { 0 };
    struct change c = change_over (&body);
    struct error e = { OK, 0, "" };

    change_add (&c, &at);
    at.at[cases[i].at] = cases[i].byte;
    ok (change_read (1, at.at, at.len, &c, &e) == ERR_DAMAGED && e.text[0],
        "a change is refused: %s", cases[i].name);
  }
}

/* One bit anywhere shows: in the body by its hash, in the head by the chain. */
static void
test_chain (void)
{
  SCOPED_BYTES body = { 0 }, at = { 0 };
  struct change c = change_over (&body);
  unsigned char hash[HASH_SIZE], bent[HASH_SIZE];
  size_t missed = 0, seen = 0;

  change_add (&c, &at);
  change_hash (at.at, hash);
  for (size_t b = 0; b < at.len; b++) {
    at.at[b] ^= 0x10;
    read_exact (at.at, at.len, &seen);
    change_hash (at.at, bent);
    missed +=
      change_proves (at.at, at.len) && memcmp (hash, bent, HASH_SIZE) == 0;
    at.at[b] ^= 0x10;
  }
  ok (missed == 0, "one bit anywhere shows");
}

static void
test_names (void)
{
  static const char *const names[] = { NULL,      "create", "amend", "move",
                                       "correct", "erase",  NULL };

  for (uint8_t i = 0; i < sizeof names / sizeof *names; i++) {
    const char *got = action_name (i);

    ok (names[i] == NULL ? got == NULL
                         : got != NULL && strcmp (got, names[i]) == 0,
        "action %u is %s", i, names[i] ? names[i] : "none");
  }
}

int
main (void)
{
  test_both_ways ();
  test_bytes ();
  test_cut ();
  test_refused ();
  test_bent ();
  test_chain ();
  test_names ();
  return tap_done ();
}
