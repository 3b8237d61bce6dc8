/* deaths.c - deaths, for procedure 1.000656. */

#include "synthetic.h"

#include <stdio.h>
#include <string.h>

/* clang-format off */
static const char *const columns[] = {
  "nyc_ho_ten", "nyc_loai_giay_to", "nyc_so_giay_to", "nyc_ngay_cap",
  "nyc_noi_cap", "nyc_noi_cu_tru", "nyc_sdt", "nyc_email", "nyc_quan_he",
  "kt_ho_ten", "kt_gioi_tinh", "kt_ngay_sinh", "kt_dan_toc", "kt_quoc_tich",
  "kt_loai_cu_tru", "kt_noi_cu_tru", "kt_loai_giay_to", "kt_so_giay_to",
  "kt_ngay_chet", "kt_gio_chet", "kt_noi_chet", "kt_nguyen_nhan", "gbt_loai",
  "gbt_so", "gbt_ngay", "gbt_co_quan", "loai_dang_ky", "noi_dang_ky",
  "so_ban_sao", NULL
};
/* clang-format on */

enum { IN_TIME = 15 }; /* days, Luật Hộ tịch 2014 Đ33.1 */

static const char causes[] =
  "Bệnh già,Bệnh tim,Đột quỵ,Ung thư,Tai nạn giao thông,Viêm phổi,"
  "Tiểu đường,Đuối nước";

struct death {
  struct person dead;
  int day;
  bool late, in_hospital;
};

static struct death
any_death (struct world *world)
{
  struct dice *dice = &world->dice;
  struct death death = { .late = !world->plain && dice_chance (dice, 8) };
  int oldest = dice_chance (dice, 85) ? 96 : 55;

  death.day = world->today
              - (death.late ? dice_between (dice, IN_TIME + 1, 3000)
                            : dice_between (dice, 0, IN_TIME - 2));
  death.dead = person_make (world, people_any (dice), dice_chance (dice, 46),
                            death.day, oldest > 60 ? 55 : 3, oldest, NULL);
  death.in_hospital = dice_chance (dice, 55);
  return death;
}

/* A child mostly, else wife, husband or a relative. */
static void
set_applicant (struct world *world, struct row *row, const struct death *death)
{
  struct dice *dice = &world->dice;
  const struct person *dead = &death->dead;
  bool child = death->day - dead->birth > 50 * 366 && dice_chance (dice, 70);
  bool woman = dice_chance (dice, 50);
  struct person applicant =
    person_make (world, dead->people, woman, death->day, 18, child ? 30 : 70,
                 child ? dead->name : NULL);

  row_set_applicant (world, row, &applicant,
                     child                    ? "9"
                     : dice_chance (dice, 50) ? "5"
                     : woman != dead->woman   ? "8"
                                              : "5");
}

static void
set_dead (struct world *world, struct row *row, const struct death *death)
{
  const struct person *dead = &death->dead;
  char birth[16];

  person_birth (world, dead, birth);
  row_set (row, "kt_ho_ten", "%s", dead->name);
  row_set (row, "kt_gioi_tinh", dead->woman ? "2" : "1");
  row_set (row, "kt_ngay_sinh", "%s", birth);
  row_set (row, "kt_dan_toc", "%s", people_code (dead->people));
  row_set (row, "kt_quoc_tich", "VN");
  row_set (row, "kt_loai_cu_tru", "%s", person_home (world));
  row_set (row, "kt_noi_cu_tru", "%s", dead->address);
  if (world->plain || dice_chance (&world->dice, 90)) {
    row_set (row, "kt_loai_giay_to", "1");
    row_set (row, "kt_so_giay_to", "%s", dead->id);
  }
}

static void
set_death (struct world *world, struct row *row, const struct death *death)
{
  struct dice *dice = &world->dice;
  const struct places *places = world->places;
  int province = places->wards[places->office].province;
  char cause[48];

  dice_word (dice, causes, cause, sizeof cause);
  row_set_day (row, "kt_ngay_chet", death->day);
  if (dice_chance (dice, 70))
    row_set (row, "kt_gio_chet", "%02d:%02d", dice_between (dice, 0, 23),
             dice_between (dice, 0, 59));
  if (death->in_hospital)
    row_set (row, "kt_noi_chet", "Bệnh viện Đa khoa, %s",
             places->provinces[province].name);
  else
    row_set (row, "kt_noi_chet", "Tại nhà, %s", death->dead.address);
  row_set (row, "kt_nguyen_nhan", "%s", cause);
}

/* From the hospital; at home nobody writes one (gbt_loai 6). */
static void
set_notice (struct world *world, struct row *row, const struct death *death)
{
  row_set (row, "gbt_loai", death->in_hospital ? "1" : "6");
  if (!death->in_hospital)
    return;
  row_set (row, "gbt_so", "%d/GBT", dice_between (&world->dice, 1, 999));
  row_set_day (row, "gbt_ngay", death->day);
  row_set (row, "gbt_co_quan", "Bệnh viện Đa khoa");
}

static void
fill (struct world *world, struct row *row)
{
  const struct places *places = world->places;
  struct death death = any_death (world);

  set_applicant (world, row, &death);
  set_dead (world, row, &death);
  set_death (world, row, &death);
  set_notice (world, row, &death);
  row_set (row, "loai_dang_ky", death.late ? "2" : "1");
  row_set (row, "noi_dang_ky", "%s", places->wards[places->office].code);
  row_set (row, "so_ban_sao", "%d", dice_between (&world->dice, 1, 5));
}

const struct procedure deaths = {
  .word = "deaths",
  .code = "1.000656",
  .columns = columns,
  .fill = fill,
  .name = "kt_ho_ten",
  .date = "kt_ngay_chet",
  .choice = "kt_gioi_tinh",
  .required = "kt_noi_chet",
  .id = "kt_so_giay_to",
};
