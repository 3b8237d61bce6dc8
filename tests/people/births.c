/* births.c - births, for procedure 1.001193. */

#include "synthetic.h"

#include <stdio.h>
#include <string.h>

/* What the procedure fills in itself, ks_ngay_sinh_chu, is left out. */
/* clang-format off */
static const char *const columns[] = {
  "nyc_ho_ten", "nyc_loai_giay_to", "nyc_so_giay_to", "nyc_ngay_cap",
  "nyc_noi_cap", "nyc_noi_cu_tru", "nyc_sdt", "nyc_email", "nyc_quan_he",
  "ks_ho_ten", "ks_ngay_sinh", "ks_gioi_tinh", "ks_dan_toc", "ks_quoc_tich",
  "ks_noi_sinh", "ks_noi_sinh_dvhc", "ks_que_quan", "ks_loai", "ks_so_gcs",
  "ks_ngay_gcs", "kh_so", "kh_ngay", "kh_noi", "me_ho_ten", "me_ngay_sinh",
  "me_dan_toc", "me_quoc_tich", "me_loai_cu_tru", "me_noi_cu_tru",
  "me_loai_giay_to", "me_so_giay_to", "cha_ho_ten", "cha_ngay_sinh",
  "cha_dan_toc", "cha_quoc_tich", "cha_loai_cu_tru", "cha_noi_cu_tru",
  "cha_loai_giay_to", "cha_so_giay_to", "loai_dang_ky", "noi_dang_ky",
  "so_ban_sao", NULL
};
/* clang-format on */

enum { IN_TIME = 60 }; /* days, Luật Hộ tịch 2014 Đ15.1 */

/* ks_loai; both ways of knowing one parent only are "3". */
enum kind { ORDINARY, ABANDONED, NO_FATHER, NO_MOTHER, SURROGATE };

struct birth {
  enum kind kind;
  int day;   /* of birth */
  bool late; /* registered after IN_TIME */
  bool girl;
  struct person mother, father;
};

static enum kind
any_kind (struct world *world)
{
  unsigned at = dice_below (&world->dice, 1000);

  return world->plain || at >= 30 ? ORDINARY
         : at >= 5                ? NO_FATHER
         : at >= 3                ? NO_MOTHER
         : at >= 1                ? ABANDONED
                                  : SURROGATE;
}

static struct birth
any_birth (struct world *world)
{
  struct dice *dice = &world->dice;
  const struct people *people = people_any (dice);
  const struct people *other = people;
  struct birth birth = { .kind = any_kind (world) };

  if (dice_chance (dice, 5))
    other = people_any (dice);
  if (!people_has_surname (people) || !people_has_surname (other))
    birth.kind = ORDINARY; /* the rules of one parent hold names by surname */
  birth.late = !world->plain && dice_chance (dice, 6);
  birth.day = world->today
              - (birth.late ? dice_between (dice, IN_TIME + 1, 4000)
                            : dice_between (dice, 2, IN_TIME - 5));
  birth.girl = dice_chance (dice, 48);
  birth.mother = person_make (world, other, true, birth.day, 19, 41, NULL);
  birth.father = person_make (world, people, false, birth.day, 20, 50, NULL);
  if (dice_chance (dice, 85))
    memcpy (birth.father.address, birth.mother.address, TEXT_SIZE);
  return birth;
}

/* ---- the applicant ---------------------------------------------------- */

/* Somebody of the family, 40 to 65 years older than the child. */
static void
set_grandparent (struct world *world, struct row *row,
                 const struct birth *birth)
{
  bool woman = dice_chance (&world->dice, 60);
  struct person grandparent = person_make (
    world, birth->mother.people, woman, birth->day, 40, 65, birth->mother.name);

  row_set_applicant (world, row, &grandparent, woman ? "4" : "3");
}

static void
set_applicant (struct world *world, struct row *row, const struct birth *birth)
{
  unsigned who = dice_below (&world->dice, 100);
  struct person carer;

  if (birth->kind == ABANDONED) {
    carer =
      person_make (world, birth->mother.people, true, birth->day, 30, 60, NULL);
    row_set_applicant (world, row, &carer, "6");
  } else if (birth->kind == NO_MOTHER || (birth->kind != NO_FATHER && who < 55))
    row_set_applicant (world, row, &birth->father, "1");
  else if (who < 92)
    row_set_applicant (world, row, &birth->mother, "2");
  else
    set_grandparent (world, row, birth);
}

/* ---- the child -------------------------------------------------------- */

static void
set_place (struct world *world, struct row *row)
{
  const struct places *places = world->places;
  const struct ward *ward = &places->wards[place_near (places, &world->dice)];
  const struct province *province = &places->provinces[ward->province];

  if (dice_chance (&world->dice, 80))
    row_set (row, "ks_noi_sinh", "Bệnh viện Phụ sản, %s", province->name);
  else
    row_set (row, "ks_noi_sinh", "Trạm Y tế %s, %s", ward->name,
             province->name);
  row_set (row, "ks_noi_sinh_dvhc", "%s", province->code);
}

/* The child has the father's surname; without a father, and as a daughter where
 * clans are the mothers', the mother's.
 */
static const struct person *
gives_name (const struct birth *birth)
{
  bool clan_of_mother = strchr (birth->mother.name, '\'') != NULL;

  if (birth->kind == NO_MOTHER)
    return &birth->father;
  return birth->kind == NO_FATHER || (birth->girl && clan_of_mother)
           ? &birth->mother
           : &birth->father;
}

static void
set_name (struct world *world, struct row *row, const struct birth *birth)
{
  const struct person *parent = gives_name (birth);
  char name[NAME_SIZE], capital[NAME_SIZE];

  name_make (&world->dice, parent->people, birth->girl, 2026, parent->name,
             name);
  name_capital (name, capital);
  row_set (row, "ks_ho_ten", "%s", capital);
  row_set (row, "ks_dan_toc", "%s", people_code (parent->people));
}

static void
set_child (struct world *world, struct row *row, const struct birth *birth)
{
  static const char *const codes[] = { "1", "2", "3", "3", "4" };
  struct dice *dice = &world->dice;
  const struct places *places = world->places;
  int home = places->wards[place_near (places, dice)].province;
  int paper = birth->day + dice_between (dice, 0, 2);

  set_name (world, row, birth);
  row_set_day (row, "ks_ngay_sinh", birth->day);
  row_set (row, "ks_gioi_tinh", birth->girl ? "2" : "1");
  row_set (row, "ks_quoc_tich", "VN");
  set_place (world, row);
  row_set (row, "ks_que_quan", "%s", places->provinces[home].name);
  row_set (row, "ks_loai", "%s", codes[birth->kind]);
  if (birth->kind == ABANDONED)
    return;
  row_set (row, "ks_so_gcs", "%d", dice_between (dice, 1, 9999));
  row_set_day (row, "ks_ngay_gcs", paper);
}

/* ---- the parents ------------------------------------------------------ */

/* PREFIX is "me" or "cha". */
static void
set_parent (struct world *world, struct row *row, const char *prefix,
            const struct person *parent)
{
  unsigned paper = world->plain ? 0 : dice_below (&world->dice, 100);
  char birth[16];
  const struct {
    const char *key, *value;
  } fields[] = {
    { "ho_ten", parent->name },
    { "ngay_sinh", birth },
    { "dan_toc", people_code (parent->people) },
    { "quoc_tich", "VN" },
    { "loai_cu_tru", person_home (world) },
    { "noi_cu_tru", parent->address },
    { "loai_giay_to", paper < 95 ? "1" : "" },
    { "so_giay_to", paper < 95 ? parent->id : "" },
  };

  person_birth (world, parent, birth);
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    char key[32];

    snprintf (key, sizeof key, "%s_%s", prefix, fields[i].key);
    row_set (row, key, "%s", fields[i].value);
  }
}

/* Some time between the day both were of age and the birth. */
static void
set_marriage (struct world *world, struct row *row, const struct birth *birth)
{
  struct dice *dice = &world->dice;
  int first = birth->mother.birth + 18 * 366;
  int last = birth->day - 100;
  const struct ward *ward =
    &world->places->wards[place_near (world->places, dice)];

  if (first < birth->father.birth + 20 * 366)
    first = birth->father.birth + 20 * 366;
  if (first > last || !dice_chance (dice, 90))
    return;
  row_set (row, "kh_so", "%d", dice_between (dice, 1, 400));
  row_set_day (row, "kh_ngay", dice_between (dice, first, last));
  row_set (row, "kh_noi", "%s", ward->name);
}

static void
set_parents (struct world *world, struct row *row, const struct birth *birth)
{
  if (birth->kind == ABANDONED)
    return;
  if (birth->kind != NO_MOTHER)
    set_parent (world, row, "me", &birth->mother);
  if (birth->kind != NO_FATHER)
    set_parent (world, row, "cha", &birth->father);
  if (birth->kind == ORDINARY || birth->kind == SURROGATE)
    set_marriage (world, row, birth);
}

/* ---- the whole -------------------------------------------------------- */

static void
fill (struct world *world, struct row *row)
{
  const struct places *places = world->places;
  struct birth birth = any_birth (world);

  set_applicant (world, row, &birth);
  set_child (world, row, &birth);
  set_parents (world, row, &birth);
  row_set (row, "loai_dang_ky", birth.late ? "2" : "1");
  row_set (row, "noi_dang_ky", "%s", places->wards[places->office].code);
  if (dice_chance (&world->dice, 90))
    row_set (row, "so_ban_sao", "%d", dice_between (&world->dice, 0, 5));
}

const struct procedure births = {
  .word = "births",
  .code = "1.001193",
  .columns = columns,
  .fill = fill,
  .name = "ks_ho_ten",
  .date = "ks_ngay_sinh",
  .choice = "ks_gioi_tinh",
  .required = "ks_noi_sinh",
  .id = "me_so_giay_to",
};
