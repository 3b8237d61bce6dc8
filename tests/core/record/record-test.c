/* record-test.c - heads and images: both ways, cut short, and bent. */

#include "area/area.h"
#include "base/arena.h"
#include "record/record.h"
#include "tests/core/record/images.h"
#include "tests/tap.h"

#include <string.h>

static struct slice
slice (const char *text)
{
  return (struct slice){ (const unsigned char *) text, strlen (text) };
}

static const struct {
  const char *name;
  struct code code;
  const char *override;
} heads[] = {
  { "no number", { .kind = CODE_NONE }, "" },
  { "own number",
    { .kind = CODE_OWN, .day = 20261121, .serial = 17 },
    "V01: sinh ở xa; V05: có giấy" },
  { "number from elsewhere", { .kind = CODE_TEXT, .text = "12/2026" }, "" },
};

static struct record_head
head_of (size_t i)
{
  return (struct record_head){
    .state = 2,
    .procedure = 3,
    .revision = 4,
    .flags = RECORD_SECRET,
    .version = 70000,
    .received = 1795223700000000,
    .due = 1795223700000001,
    .officer = 6,
    .code = heads[i].code,
    .override = slice (heads[i].override),
  };
}

static bool
heads_equal (const struct record_head *a, const struct record_head *b)
{
  return a->state == b->state && a->procedure == b->procedure
         && a->revision == b->revision && a->flags == b->flags
         && a->version == b->version && a->received == b->received
         && a->due == b->due && a->officer == b->officer
         && a->code.kind == b->code.kind && a->code.day == b->code.day
         && a->code.serial == b->code.serial
         && strcmp (a->code.text, b->code.text) == 0
         && a->override.len == b->override.len
         && memcmp (a->override.at, b->override.at, a->override.len) == 0;
}

/* Whether a head of LEN bytes decodes; they are in memory of just that size,
 * so that a look beyond is caught by the sanitizers.
 */
static enum outcome
take_head (const unsigned char *from, size_t len, struct record_head *head,
           size_t *left)
{
  unsigned char *exact = bytes_must (len + 1);
  struct reader r = reader_of (exact, len);
  enum outcome rc;

  memcpy (exact, from, len);
  rc = record_head_take (&r, head, NULL);
  *left = r.left;
  free (exact);
  return rc;
}

static void
test_head (size_t i)
{
  SCOPED_BYTES at = { 0 };
  struct record_head head = head_of (i), got;
  struct reader r;
  size_t left, taken = 0;

  record_head_add (&head, &at);
  bytes_add_text (&at, "image");
  r = reader_of (at.at, at.len);
  ok (record_head_take (&r, &got, NULL) == OK && heads_equal (&head, &got)
        && r.left == 5,
      "head comes back: %s", heads[i].name);

  for (size_t len = 0; len < at.len - 5; len++)
    taken += take_head (at.at, len, &got, &left) != ERR_DAMAGED;
  ok (taken == 0, "head cut at every length is refused: %s", heads[i].name);
}

/* The fixed part, byte by byte: what is on disks already must stay. */
static void
test_head_bytes (void)
{
  static const char hex[] = "0102030004000400701101000004050607080900010405060"
                            "70809000600000001"
                            "01293501"
                            "110000000300"
                            "563031";
  SCOPED_BYTES at = { 0 };
  struct record_head head = head_of (1);
  char got[256] = "";

  head.received = 0x0009080706050400;
  head.due = 0x0009080706050401;
  head.override = slice ("V01");
  record_head_add (&head, &at);
  if (at.len * 2 < sizeof got)
    hex_of (at.at, at.len, got);
  if (!ok (strcmp (got, hex) == 0, "head is laid out as promised"))
    printf ("# wanted %s\n# got    %s\n", hex, got);
}

static const struct {
  const char *name;
  size_t at;
  unsigned char byte;
} bent[] = {
  { "another format", 0, 2 },
  { "state 0", 1, 0 },
  { "state 11", 1, 11 },
  { "an unknown flag", 6, 0x08 },
  { "an unknown flag, high", 7, 0x80 },
  { "an unknown kind of number", 32, 9 },
};

static void
test_bent_head (void)
{
  for (size_t i = 0; i < sizeof bent / sizeof *bent; i++) {
    SCOPED_BYTES at = { 0 };
    struct record_head head = head_of (1);
    struct reader r;
    struct error e = { OK, 0, "" };

    record_head_add (&head, &at);
    at.at[bent[i].at] = bent[i].byte;
    r = reader_of (at.at, at.len);
    ok (record_head_take (&r, &head, &e) == ERR_DAMAGED && e.text[0],
        "head is refused: %s", bent[i].name);
  }
}

/* ---- images ------------------------------------------------------------- */

static char wide_text[70000];

static const char *const none[] = { "" };
static const char *const some[] = { "Nguyễn Văn An", "", "2026-11-21", "1" };
static const char *const empty[] = { "", "", "" };
static const char *const wide[] = { "a", wide_text, "", "z" };

static const struct {
  const char *name;
  const char *const *texts;
  unsigned count;
  uint16_t flags;
} images[] = {
  { "no values", none, 0, 0 },
  { "some values", some, 4, 0 },
  { "empty values", empty, 3, 0 },
  { "long values", wide, 4, RECORD_WIDE },
};

static bool
image_holds (const struct image *image, size_t i)
{
  bool good = image->count == images[i].count;

  for (unsigned v = 0; good && v < image->count; v++)
    good = slice_is (image_value (image, v), images[i].texts[v]);
  return good;
}

/* Opens LEN bytes in memory of just that size and looks at every value. */
static enum outcome
open_exact (const unsigned char *from, size_t len, uint16_t flags, size_t *seen)
{
  unsigned char *exact = bytes_must (len + 1);
  unsigned char *at = exact + 1; /* its end is the end of the memory */
  struct image image;
  enum outcome rc;

  memcpy (at, from, len);
  rc = image_open (at, len, flags, &image, NULL);
  for (unsigned v = 0; rc == OK && v < image.count; v++) {
    struct slice value = image_value (&image, v);

    for (size_t b = 0; b < value.len; b++)
      *seen += value.at[b];
  }
  free (exact);
  return rc;
}

static void
test_image (size_t i)
{
  SCOPED_BYTES at = { 0 };
  struct image image;
  size_t seen = 0, opened = 0;
  size_t step = images[i].flags == 0 ? 1 : 997;
  uint16_t flags = add_image (&at, images[i].texts, images[i].count);

  ok (flags == images[i].flags
        && image_open (at.at, at.len, flags, &image, NULL) == OK
        && image_holds (&image, i),
      "image comes back: %s", images[i].name);

  for (size_t len = 0; len < at.len; len += step)
    opened += open_exact (at.at, len, flags, &seen) != ERR_DAMAGED;
  ok (opened == 0, "image cut at every length is refused: %s", images[i].name);
}

/* Whatever one byte becomes, reading stays inside and the values add up. */
static void
test_mutations (void)
{
  SCOPED_BYTES at = { 0 };
  size_t seen = 0, opened = 0, tried = 0;

  add_image (&at, some, 4);
  for (size_t b = 0; b < at.len; b++)
    for (unsigned bit = 0; bit < 8; bit++) {
      at.at[b] ^= (unsigned char) (1u << bit);
      opened += open_exact (at.at, at.len, 0, &seen) == OK;
      opened += open_exact (at.at, at.len, RECORD_WIDE, &seen) == OK;
      at.at[b] ^= (unsigned char) (1u << bit);
      tried += 2;
    }
  ok (opened < tried / 2 + at.len * 4, "mutated images: %zu of %zu open",
      opened, tried);
}

static void
test_refused (void)
{
  static const struct {
    const char *name, *hex;
    uint16_t flags;
  } cases[] = {
    { "ends that go back", "0300020001000300616263", 0 },
    { "an end behind the bytes", "0100050061626364", 0 },
    { "bytes behind the last value", "010001006162", 0 },
    { "an end of 4 GB", "0100ffffffff61", RECORD_WIDE },
    { "more values than bytes", "ffff0000", 0 },
    { "compressed", "0000", RECORD_PACKED },
  };

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    unsigned char at[64];
    size_t len = strlen (cases[i].hex) / 2;
    struct image image;
    struct error e = { OK, 0, "" };
    bool read = hex_read (cases[i].hex, at, len);

    ok (read && image_open (at, len, cases[i].flags, &image, &e) == ERR_DAMAGED
          && e.text[0] != '\0',
        "image is refused: %s", cases[i].name);
  }
}

/* ---- values of a form --------------------------------------------------- */

static const struct form_field fields[] = {
  { .key = "ten", .kind = HOSO_NAME },
  { .key = "que", .kind = HOSO_ADDRESS },
  { .key = "chu", .kind = HOSO_TEXT, .need = HOSO_GIVEN },
  { .key = "noi_o", .kind = HOSO_ADDRESS },
};

static const struct form form = {
  .name = "thu",
  .code = "9.000001",
  .fields = fields,
  .n_fields = 4,
};

static const char *texts[] = { "Trần Thị Cúc", "Phường Sài Gòn, 26740", "chữ",
                               "" };
static uint32_t wards[] = { 26740, 0 };
static const struct values values = { .texts = texts, .wards = wards };

static void
test_values (void)
{
  SCOPED_BYTES at = { 0 };
  struct arena *arena = arena_new ();
  struct image image;
  struct values got;
  char ward[32];
  uint16_t flags = values_image (&form, &values, NULL, &at);
  bool good =
    image_open (at.at, at.len, flags, &image, NULL) == OK && image.count == 6;

  snprintf (ward, sizeof ward, "26740/%u", area_version ());
  ok (good && slice_is (image_value (&image, 4), ward)
        && slice_is (image_value (&image, 5), ""),
      "wards stand behind the fields");

  got = image_values (&image, &form, arena);
  good = got.wards[0] == 26740 && got.wards[1] == 0;
  for (unsigned i = 0; i < form.n_fields; i++)
    good = good && strcmp (got.texts[i], texts[i]) == 0;
  ok (good, "values come back");
  arena_free (arena);
}

/* Values that came as an image are written as if they had not, whatever was
 * wrong with the image and whatever was changed since.
 */
static void
test_origin (void)
{
  char ward[32], broad[32];
  const struct {
    const char *name;
    const char *sent[7];
    unsigned count;
    const char *changed; /* the third value, or NULL */
    uint32_t moved;      /* the first ward, or 0 */
  } cases[] = {
    { "as it came", { "A", "B", "C", "D", ward, "" }, 6, NULL, 0 },
    { "a value is another", { "A", "B", "C", "D", ward, "" }, 6, "E", 0 },
    { "a value is longer", { "A", "B", "C", "D", ward, "" }, 6, "CC", 0 },
    { "a value is given again", { "A", "B", "C", "D", ward, "" }, 6, "C", 0 },
    { "a ward is another", { "A", "B", "C", "D", ward, "" }, 6, NULL, 27 },
    { "a list is another", { "A", "B", "C", "D", "26740/1", "" }, 6, NULL, 0 },
    { "a ward is wide", { "A", "B", "C", "D", broad, "" }, 6, NULL, 0 },
    { "a ward is odd", { "A", "B", "C", "D", "x", "" }, 6, NULL, 0 },
    { "there are few", { "A", "B" }, 2, NULL, 0 },
    { "there are more", { "A", "B", "C", "D", ward, "", "x" }, 7, NULL, 0 },
  };

  snprintf (ward, sizeof ward, "26740/%u", area_version ());
  snprintf (broad, sizeof broad, "026740/%u", area_version ());
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    SCOPED_BYTES came = { 0 }, got = { 0 }, want = { 0 };
    struct arena *arena = arena_new ();
    const char *read[4];
    struct origin origin = { .texts = read };
    struct values v;

    add_image (&came, cases[i].sent, cases[i].count);
    image_open (came.at, came.len, 0, &origin.image, NULL);
    v = image_values (&origin.image, &form, arena);
    memcpy (read, v.texts, sizeof read);
    if (cases[i].changed != NULL)
      v.texts[2] = cases[i].changed;
    if (cases[i].moved != 0)
      v.wards[0] = cases[i].moved;
    values_image (&form, &v, NULL, &want);
    v.origin = &origin;
    values_image (&form, &v, NULL, &got);
    ok (got.len == want.len && memcmp (got.at, want.at, got.len) == 0,
        "written again: %s", cases[i].name);
    arena_free (arena);
  }
}

/* An image that knows fewer values than the form, and wards that are none. */
static void
test_short_values (void)
{
  static const char *const few[] = { "Trần Thị Cúc", "x" };
  static const char *const odd[] = {
    "a", "b", "c", "d", "9x", "1234567890123"
  };
  SCOPED_BYTES at = { 0 };
  struct arena *arena = arena_new ();
  struct image image;
  struct values got;

  add_image (&at, few, 2);
  image_open (at.at, at.len, 0, &image, NULL);
  got = image_values (&image, &form, arena);
  ok (strcmp (got.texts[0], few[0]) == 0 && strcmp (got.texts[3], "") == 0
        && got.wards[0] == 0,
      "missing values are empty");

  bytes_clear (&at);
  add_image (&at, odd, 6);
  image_open (at.at, at.len, 0, &image, NULL);
  got = image_values (&image, &form, arena);
  ok (got.wards[0] == 0 && got.wards[1] == 0,
      "wards that are no numbers are 0");
  arena_free (arena);
}

/* Values are looked at together: a letter that is cut between two of them is
 * none.
 */
static void
test_clean (void)
{
  static const struct {
    const char *texts[3];
    bool clean;
  } sets[] = {
    { { "", "", "" }, true },
    { { "Nguyễn Thị Á", "ở", "Ứng" }, true },
    { { "a", "b\n", "c" }, false },
    { { "a\xe1\xbb", "\x9f", "c" }, false },
    { { "a", "", "\x9f" }, false },
    { { "a\xe1\xbb", "x", "" }, false },
    { { "a", "b", "c\xe1\xbb" }, false },
  };

  for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
    SCOPED_BYTES at = { 0 };
    struct image image;
    uint16_t flags = add_image (&at, sets[i].texts, 3);

    ok (image_open (at.at, at.len, flags, &image, NULL) == OK
          && image_clean (&image) == sets[i].clean,
        "set %zu of values is %sclean", i, sets[i].clean ? "" : "not ");
  }
}

static void
test_id (void)
{
  static const unsigned char key[KEY_SIZE] = { 1, 2, 3 };
  static const unsigned char other_key[KEY_SIZE] = { 1, 2, 4 };
  const char *given[] = { texts[0], texts[1], "khác", "" };
  const char *moved[] = { texts[0], "", "chữ", texts[1] };
  uint32_t no_wards[] = { 0, 0 };
  struct values given_values = { .texts = given, .wards = no_wards };
  struct values moved_values = { .texts = moved, .wards = wards };
  struct form other = form;
  unsigned char id[5][ID_SIZE];

  other.code = "9.000002";
  record_id_of_values (&form, &values, key, id[0]);
  record_id_of_values (&form, &given_values, key, id[1]);
  record_id_of_values (&form, &moved_values, key, id[2]);
  record_id_of_values (&other, &values, key, id[3]);
  record_id_of_values (&form, &values, other_key, id[4]);
  ok (memcmp (id[0], id[1], ID_SIZE) == 0,
      "id: neither computed fields nor wards count");
  ok (memcmp (id[0], id[2], ID_SIZE) != 0, "id: the place of a value counts");
  ok (memcmp (id[0], id[3], ID_SIZE) != 0, "id: the procedure counts");
  ok (memcmp (id[0], id[4], ID_SIZE) != 0, "id: the site's key counts");
}

/* As docs/layout.md has it, value by value. */
static void
id_by_hand (const struct form *of, const struct values *row,
            const unsigned char key[KEY_SIZE], unsigned char id[ID_SIZE])
{
  SCOPED_BYTES image = { 0 };
  const char *put[FIELDS_MOST];
  unsigned char hash[HASH_SIZE];
  unsigned count = 0;
  struct hash h;

  for (uint16_t f = 0; f < of->n_fields; f++)
    if (of->fields[f].need != HOSO_GIVEN)
      put[count++] = row->texts[f];
  add_image (&image, put, count);
  hash_start (&h, key);
  hash_add (&h, of->code, strlen (of->code) + 1);
  hash_add (&h, image.at, image.len);
  hash_end (&h, hash);
  memcpy (id, hash, ID_SIZE);
}

enum { ROWS = 21, PUT = 4 };

/* Rows of many sizes; the last ones are wide, one of them by what is given
 * alone.
 */
static void
fill_row (unsigned i, unsigned given, const char *row[PUT])
{
  row[0] = wide_text + sizeof wide_text - 1 - i * 17;
  if (i + 1 == ROWS)
    row[0] = wide_text;
  else if (i + 2 == ROWS && given < PUT)
    row[given] = wide_text;
}

/* The form, with field GIVEN given; FIELDS is room for its own. */
static struct form
form_that_gives (unsigned given, struct form_field own[PUT])
{
  struct form of = form;

  memcpy (own, form.fields, PUT * sizeof *own);
  for (unsigned f = 0; f < PUT; f++)
    own[f].need = f == given ? HOSO_GIVEN : HOSO_OPTIONAL;
  of.fields = own;
  return of;
}

/* Several ids at once are those of each alone, and by hand. */
static void
test_ids (unsigned given)
{
  static const unsigned char key[KEY_SIZE] = { 7, 8, 9 };
  struct bytes asked[ROWS] = { { 0 } };
  unsigned char ids[ROWS][ID_SIZE], alone[ID_SIZE], by_hand[ID_SIZE];
  struct form_field own[PUT];
  struct form of = form_that_gives (given, own);
  const char *row[] = { "", texts[1], texts[2], texts[3] };
  struct values of_row = { .texts = row, .wards = wards };
  struct hash_key made;
  bool good = true;

  hash_key_make (key, &made);
  for (unsigned i = 0; i < ROWS; i++) {
    SCOPED_BYTES image = { 0 };
    uint16_t flags;

    fill_row (i, given, row);
    flags = values_image (&of, &of_row, NULL, &image);
    record_id_text (&of, (struct slice){ image.at, image.len }, flags,
                    &asked[i]);
  }
  record_ids (&made, asked, ROWS, ids);
  for (unsigned i = 0; i < ROWS; i++) {
    fill_row (i, given, row);
    record_id_of_values (&of, &of_row, key, alone);
    id_by_hand (&of, &of_row, key, by_hand);
    good &= memcmp (alone, ids[i], ID_SIZE) == 0
            && memcmp (by_hand, ids[i], ID_SIZE) == 0;
    bytes_free (&asked[i]);
  }
  ok (good, "ids: many at once are as one alone, field %u given", given);
}

int
main (void)
{
  memset (wide_text, 'x', sizeof wide_text - 1);
  for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
    test_head (i);
  test_head_bytes ();
  test_bent_head ();
  for (size_t i = 0; i < sizeof images / sizeof *images; i++)
    test_image (i);
  test_mutations ();
  test_refused ();
  test_values ();
  test_origin ();
  test_short_values ();
  test_clean ();
  test_id ();
  for (unsigned given = 0; given <= PUT; given++)
    test_ids (given);
  return tap_done ();
}
