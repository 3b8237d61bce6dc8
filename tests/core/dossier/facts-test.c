/* facts-test.c - what lists and search are told of a filled-in form. */

#include "dossier/facts.h"
#include "tests/tap.h"

#include <inttypes.h>
#include <string.h>

/* ---- a marriage, with what else a form may have ---------------------------
 */

#define FIELD(kind_, key_, fact_, ...)                                   \
  {                                                                      \
    .kind = HOSO_##kind_, .key = key_, .fact = HOSO_##fact_, __VA_ARGS__ \
  }
#define COUNT(array) (sizeof (array) / sizeof *(array))

static const struct form_field members[] = {
  FIELD (NAME, "ho_ten", FULL_NAME),
  FIELD (DATE, "ngay_sinh", BIRTH),
  FIELD (PERSON_ID, "so", ID_NUMBER),
};

enum { NOTE, NYC, CHONG = 6, VO = 10, REST = 14, FIELDS = 20 };

static const struct form_field fields[FIELDS] = {
  FIELD (TEXT, "ghi_chu", NO_FACT, .heading = NO_HEADING,
         .index = HOSO_INDEX_TEXT),
  FIELD (NAME, "nyc_ho_ten", FULL_NAME, .heading = 0),
  FIELD (CHOICE, "nyc_loai", ID_TYPE, .heading = 0),
  FIELD (ID_PAPER, "nyc_so", ID_NUMBER, .heading = 0),
  FIELD (ADDRESS, "nyc_noi", RESIDENCE, .heading = 0),
  FIELD (PHONE, "nyc_sdt", CONTACT_PHONE, .heading = 0),
  FIELD (NAME, "chong_ho_ten", FULL_NAME, .heading = 1),
  FIELD (DATE, "chong_ngay_sinh", BIRTH, .heading = 1),
  FIELD (PERSON_ID, "chong_so", ID_NUMBER, .heading = 1),
  FIELD (ADDRESS, "chong_noi", RESIDENCE, .heading = 1),
  FIELD (NAME, "vo_ho_ten", FULL_NAME, .heading = 2),
  FIELD (PARTIAL_DATE, "vo_ngay_sinh", BIRTH, .heading = 2),
  FIELD (ID_PAPER, "vo_so", ID_NUMBER, .heading = 2),
  FIELD (ADDRESS, "vo_noi", RESIDENCE, .heading = 2),
  FIELD (NAME, "nguoi_ky", FULL_NAME, .heading = 3),
  FIELD (TEXT, "ten_khac", NO_FACT, .heading = 3, .index = HOSO_INDEX_NAME),
  FIELD (TEXT, "so_cu", NO_FACT, .heading = 3, .index = HOSO_INDEX_ID),
  FIELD (TABLE, "con", NO_FACT, .heading = 3, .columns = members,
         .n_columns = COUNT (members)),
  FIELD (ADDRESS, "noi_dang_ky", NO_FACT, .heading = 3),
  FIELD (TEXT, "rieng", NO_FACT, .heading = 3),
};

static const struct form_heading headings[] = {
  { .key = "nyc", .role = HOSO_APPLICANT, .first = NYC, .count = 5 },
  { .key = "chong", .role = HOSO_SUBJECT, .first = CHONG, .count = 4 },
  { .key = "vo", .role = HOSO_SUBJECT, .first = VO, .count = 4 },
  { .key = NULL, .role = HOSO_SUBJECT, .first = REST, .count = 6 },
};

static const struct form_unique uniques[] = {
  { .id = "U1", .fields = { CHONG + 2, VO + 2 }, .n_fields = 2 },
  { .id = "U2", .fields = { VO }, .n_fields = 1 },
};

static const struct form form = {
  .fields = fields,
  .n_fields = FIELDS,
  .headings = headings,
  .n_headings = COUNT (headings),
  .uniques = uniques,
  .n_uniques = COUNT (uniques),
};

/* The same with one person, who is only the applicant. */
static const struct form plain = {
  .fields = fields,
  .n_fields = CHONG,
  .headings = headings,
  .n_headings = 1,
};

/* ---- facts as text ------------------------------------------------------- */

/* "key=value" lines into VALUES; wards as "26740" behind the address. */
static struct values
read_values (const struct form *f, const char *lines, struct arena *arena)
{
  struct values v = {
    .texts = arena_take (arena, FIELDS * sizeof *v.texts),
    .wards = arena_take (arena, FIELDS * sizeof *v.wards),
  };

  for (uint16_t i = 0; i < f->n_fields; i++)
    v.texts[i] = "";
  while (*lines != '\0') {
    size_t len = strcspn (lines, "\n"), key = strcspn (lines, "=");
    char *text = arena_copy_len (arena, lines + key + 1, len - key - 1);
    uint16_t i = form_field_named (f, arena_copy_len (arena, lines, key));

    v.texts[i] = text;
    if (form_address_place (f, i) >= 0 && strchr (text, '#') != NULL) {
      v.wards[form_address_place (f, i)] =
        (uint32_t) strtoul (strchr (text, '#') + 1, NULL, 10);
      *strchr (text, '#') = '\0';
    }
    lines += len + (lines[len] == '\n');
  }
  return v;
}

static void
show_texts (struct bytes *to, const char *name, const char **texts, size_t n)
{
  bytes_printf (to, "%s:", name);
  for (size_t i = 0; i < n; i++)
    bytes_printf (to, " [%s]", texts[i]);
  bytes_add_char (to, '\n');
}

static void
show (struct bytes *to, const struct facts *f)
{
  bytes_printf (to, "%s, %s, %" PRIu32 "\npersons:", f->name, f->birth,
                f->ward);
  for (size_t i = 0; i < f->n_persons; i++)
    bytes_printf (to, " %012" PRIu64 "/%u", f->persons[i].number,
                  f->persons[i].role);
  bytes_printf (to, "\nuniques:");
  for (size_t i = 0; i < f->n_uniques; i++)
    bytes_printf (to, " %u", f->uniques[i].which);
  bytes_add_char (to, '\n');
  show_texts (to, "names", f->names, f->n_names);
  show_texts (to, "numbers", f->numbers, f->n_numbers);
  show_texts (to, "addresses", f->addresses, f->n_addresses);
  show_texts (to, "births", f->births, f->n_births);
}

/* ---- cases --------------------------------------------------------------- */

static const struct {
  const char *name;
  const struct form *form;
  const char *values, *facts;
} cases[] = {
  { "nothing", &form, "",
    ", , 0\npersons:\nuniques:\nnames:\nnumbers:\naddresses:\n"
    "births:\n" },
  { "two subjects", &form,
    "nyc_ho_ten=Lê Văn An\nnyc_loai=1\nnyc_so=079080000111\n"
    "nyc_noi=1 Lê Lợi#26740\nnyc_sdt=0901234567\n"
    "chong_ho_ten=Trần Văn Bình\nchong_ngay_sinh=1996-04-05\n"
    "chong_so=079096000321\nchong_noi=2 Lê Lợi#26743\n"
    "vo_ho_ten=Phạm Thị Cúc\nvo_ngay_sinh=1998\nvo_so=079198000456\n"
    "vo_noi=3 Lê Lợi#26746",
    "Trần Văn Bình; Phạm Thị Cúc, 1996-04-05, 26743\n"
    "persons: 079080000111/2 079096000321/1 079198000456/1\n"
    "uniques: 0 1\n"
    "names: [Lê Văn An] [Trần Văn Bình] [Phạm Thị Cúc]\n"
    "numbers: [079080000111] [0901234567] [079096000321] [079198000456]\n"
    "addresses: [1 Lê Lợi] [2 Lê Lợi] [3 Lê Lợi]\n"
    "births: [1996-04-05] [1998]\n" },
  { "no ward of the first subject", &form,
    "chong_noi=ở nước ngoài\nvo_noi=3 Lê Lợi#26746\nnyc_noi=1#26740",
    ", , 26746\npersons:\nuniques:\nnames:\nnumbers:\n"
    "addresses: [1] [ở nước ngoài] [3 Lê Lợi]\nbirths:\n" },
  { "no ward of any subject", &form, "nyc_noi=1 Lê Lợi#26740",
    ", , 26740\npersons:\nuniques:\nnames:\nnumbers:\n"
    "addresses: [1 Lê Lợi]\nbirths:\n" },
  { "only the second subject has a name", &form, "vo_ho_ten=Phạm Thị Cúc",
    "Phạm Thị Cúc, , 0\npersons:\nuniques: 1\nnames: [Phạm Thị "
    "Cúc]\nnumbers:\naddresses:\nbirths:\n" },
  { "a form about nobody", &plain,
    "nyc_ho_ten=Lê Văn An\nnyc_noi=1 Lê Lợi#26740",
    "Lê Văn An, , 26740\npersons:\nuniques:\nnames: [Lê Văn "
    "An]\nnumbers:\naddresses: [1 Lê Lợi]\nbirths:\n" },
  { "a passport is no person's number", &form,
    "nyc_loai=2\nnyc_so=079080000111",
    ", , 0\npersons:\nuniques:\nnames:\nnumbers: [079080000111]\n"
    "addresses:\nbirths:\n" },
  { "a paper without a type is, with twelve digits", &form,
    "vo_so=079198000456",
    ", , 0\npersons: 079198000456/1\nuniques:\nnames:\nnumbers: "
    "[079198000456]\naddresses:\nbirths:\n" },
  { "but not with nine", &form, "vo_so=079198000",
    ", , 0\npersons:\nuniques:\nnames:\nnumbers: [079198000]\n"
    "addresses:\nbirths:\n" },
  { "nor with thirteen", &form, "vo_so=0791980004567",
    ", , 0\npersons:\nuniques:\nnames:\nnumbers: [0791980004567]\n"
    "addresses:\nbirths:\n" },
  { "digits and capitals", &form, "nyc_loai=2\nnyc_so=đb-123.456 x",
    ", , 0\npersons:\nuniques:\nnames:\nnumbers: [DB123456X]\n"
    "addresses:\nbirths:\n" },
  { "a number without any", &form, "so_cu=-.-",
    ", , 0\npersons:\nuniques:\nnames:\nnumbers:\naddresses:\n"
    "births:\n" },
  { "fields that say how they are found", &form,
    "ghi_chu=xóm Chùa\nten_khac=Cu Tí\nso_cu=12/KS\nrieng=kín\n"
    "nguoi_ky=Ông Ký\nnoi_dang_ky=Phường Sài Gòn#26740",
    ", , 0\npersons:\nuniques:\nnames: [Cu Tí]\nnumbers: [12KS]\n"
    "addresses: [xóm Chùa] [Phường Sài Gòn]\nbirths:\n" },
  { "what comes again is told once", &form,
    "nyc_ho_ten=Trần Văn Bình\nnyc_loai=1\nnyc_so=079096000321\n"
    "nyc_noi=2 Lê Lợi\nchong_ho_ten=Trần Văn Bình\nchong_so=079 096 000321\n"
    "chong_noi=2 Lê Lợi\nchong_ngay_sinh=1998-01-02\nvo_noi=2 Lê Lợi\n"
    "vo_ngay_sinh=1998-01-02",
    "Trần Văn Bình, 1998-01-02, 0\npersons: 079096000321/2\nuniques:\n"
    "names: [Trần Văn Bình]\nnumbers: [079096000321]\n"
    "addresses: [2 Lê Lợi]\nbirths: [1998-01-02]\n" },
  { "rows of a table", &form,
    "con=[{\"ho_ten\":\"Trần Nhật\",\"ngay_sinh\":\"2020-01-02\","
    "\"so\":\"079220000111\"},{\"ho_ten\":\"Trần Nguyệt\"}]",
    ", , 0\npersons: 079220000111/0\nuniques:\n"
    "names: [Trần Nhật] [Trần Nguyệt]\nnumbers: [079220000111]\n"
    "addresses:\nbirths: [2020-01-02]\n" },
};

/* By a form as it is written, and by one whose fields that tell something are
 * listed.
 */
static void
test_cases (struct arena *arena)
{
  for (size_t i = 0; i < COUNT (cases); i++) {
    SCOPED_BYTES got = { 0 };
    SCOPED_BYTES listed = { 0 };
    struct form settled = *cases[i].form;
    struct values v = read_values (cases[i].form, cases[i].values, arena);
    struct facts f = facts_of (cases[i].form, &v, arena), of_listed;

    settled.arena = arena;
    form_settle (&settled);
    of_listed = facts_of (&settled, &v, arena);
    show (&got, &f);
    show (&listed, &of_listed);
    if (!ok (strcmp (bytes_text (&got), cases[i].facts) == 0
               && settled.tellers != NULL
               && strcmp (bytes_text (&listed), cases[i].facts) == 0,
             "%s", cases[i].name))
      printf ("# got %s# and %s# wanted %s", bytes_text (&got),
              bytes_text (&listed), cases[i].facts);
  }
}

/* A catalog may hold anything that decodes. */
static void
test_shared_fields (struct arena *arena)
{
  struct form_heading shared[COUNT (headings)];
  struct form settled = form;
  struct values v =
    read_values (&form, "nyc_ho_ten=Lê Văn An\nvo_ho_ten=Phạm Cúc", arena);
  struct facts f;

  memcpy (shared, headings, sizeof shared);
  shared[1].first = shared[0].first;
  shared[1].count = (uint16_t) (FIELDS - shared[1].first);
  settled.headings = shared;
  settled.arena = arena;
  form_settle (&settled);
  f = facts_of (&settled, &v, arena);
  ok (settled.tellers == NULL && f.n_names == 2,
      "headings that share fields are gone through");
}

/* ---- uniques ------------------------------------------------------------- */

static const struct {
  const char *name, *a, *b;
  bool same;
} pairs[] = {
  { "the same", "chong_so=079096000321\nvo_so=B1234567",
    "chong_so=079096000321\nvo_so=B1234567", true },
  { "other case and marks", "chong_so=1\nvo_so=Đ 12", "chong_so=1\nvo_so=d  12",
    true },
  { "another", "chong_so=1\nvo_so=2", "chong_so=1\nvo_so=3", false },
  { "the border between them moved", "chong_so=12\nvo_so=3",
    "chong_so=1\nvo_so=23", false },
};

static void
test_uniques (struct arena *arena)
{
  for (size_t i = 0; i < COUNT (pairs); i++) {
    struct values a = read_values (&form, pairs[i].a, arena);
    struct values b = read_values (&form, pairs[i].b, arena);
    struct facts of_a = facts_of (&form, &a, arena);
    struct facts of_b = facts_of (&form, &b, arena);

    ok (of_a.n_uniques == 1 && of_b.n_uniques == 1
          && (of_a.uniques[0].hash == of_b.uniques[0].hash) == pairs[i].same,
        "unique: %s", pairs[i].name);
  }
}

/* Stored indexes hold these: a change of the hash needs FACTS_VERSION. */
static void
test_hash_is_stable (struct arena *arena)
{
  struct values v = read_values (&form, "chong_so=1\nvo_so=2", arena);
  struct facts f = facts_of (&form, &v, arena);

  if (!ok (f.n_uniques == 1
             && f.uniques[0].hash == UINT64_C (0x7dfefab350ec7f6d),
           "the hash of uniques has not changed"))
    printf ("# got %016" PRIx64 "\n", f.n_uniques == 1 ? f.uniques[0].hash : 0);
}

static void
test_address (void)
{
  static const struct {
    const char *name, *values, *address;
  } places[] = {
    { "the first subject's",
      "nyc_noi=1 Lê Lợi#26740\nvo_noi=3 Lê Lợi\n"
      "chong_noi=ở nước ngoài",
      "ở nước ngoài" },
    { "another one's", "nyc_noi=1 Lê Lợi\nvo_noi=3 Lê Lợi", "3 Lê Lợi" },
    { "the applicant's", "nyc_noi=1 Lê Lợi", "1 Lê Lợi" },
    { "nobody's", "nyc_ho_ten=Lê Văn An", "" },
  };
  struct arena *arena = arena_new ();

  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    struct values v = read_values (&form, places[i].values, arena);

    ok (strcmp (facts_address (&form, &v), places[i].address) == 0,
        "the address shown is %s", places[i].name);
  }
  arena_free (arena);
}

int
main (void)
{
  struct arena *arena = arena_new ();

  test_cases (arena);
  test_shared_fields (arena);
  test_uniques (arena);
  test_hash_is_stable (arena);
  arena_free (arena);
  test_address ();
  return tap_done ();
}
