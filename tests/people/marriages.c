/* marriages.c - marriages, for procedure 1.000894. */

#include "synthetic.h"

#include <stdio.h>
#include <string.h>

/* clang-format off */
static const char *const columns[] = {
  "chong_ho_ten", "chong_ngay_sinh", "chong_dan_toc", "chong_quoc_tich",
  "chong_loai_cu_tru", "chong_noi_cu_tru", "chong_loai_giay_to",
  "chong_so_giay_to", "chong_ngay_cap", "chong_noi_cap", "chong_so_lan_kh",
  "chong_tthn", "chong_xn_tthn", "vo_ho_ten", "vo_ngay_sinh", "vo_dan_toc",
  "vo_quoc_tich", "vo_loai_cu_tru", "vo_noi_cu_tru", "vo_loai_giay_to",
  "vo_so_giay_to", "vo_ngay_cap", "vo_noi_cap", "vo_so_lan_kh", "vo_tthn",
  "vo_xn_tthn", "tu_nguyen", "quan_he_cam", "noi_dang_ky", "so_ban_sao",
  "ghi_chu", NULL
};
/* clang-format on */

/* PREFIX is "chong" or "vo". */
static void
set_party (struct world *world, struct row *row, const char *prefix,
           const struct person *party)
{
  bool again = !world->plain && dice_chance (&world->dice, 8);
  const char *ended = dice_chance (&world->dice, 80) ? "2" : "3";
  char birth[16], issued[16];
  const struct {
    const char *key, *value;
  } fields[] = {
    { "ho_ten", party->name },
    { "ngay_sinh", birth },
    { "dan_toc", people_code (party->people) },
    { "quoc_tich", "VN" },
    { "loai_cu_tru", person_home (world) },
    { "noi_cu_tru", party->address },
    { "loai_giay_to", "1" },
    { "so_giay_to", party->id },
    { "ngay_cap", issued },
    { "noi_cap", "Cục Cảnh sát QLHC về TTXH" },
    { "so_lan_kh", again ? "2" : "1" },
    { "tthn", again ? ended : "1" },
    { "xn_tthn", dice_chance (&world->dice, 10) ? "1" : "0" },
  };

  day_text (party->birth, birth);
  day_text (party->issued, issued);
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    char key[32];

    snprintf (key, sizeof key, "%s_%s", prefix, fields[i].key);
    row_set (row, key, "%s", fields[i].value);
  }
}

/* One of the two lives in the office's ward (Luật Hộ tịch 2014 Đ17.1). */
static void
fill (struct world *world, struct row *row)
{
  struct dice *dice = &world->dice;
  const struct places *places = world->places;
  const struct people *people = people_any (dice);
  struct person groom =
    person_make (world, people, false, world->today, 20, 45, NULL);
  struct person bride =
    person_make (world, dice_chance (dice, 8) ? people_any (dice) : people,
                 true, world->today, 18, 40, NULL);

  place_address (places, dice, places->office,
                 dice_chance (dice, 50) ? groom.address : bride.address);
  set_party (world, row, "chong", &groom);
  set_party (world, row, "vo", &bride);
  row_set (row, "tu_nguyen", "1");
  row_set (row, "quan_he_cam", "1");
  row_set (row, "noi_dang_ky", "%s", places->wards[places->office].code);
  row_set (row, "so_ban_sao", "%d", dice_between (dice, 0, 3));
  if (dice_chance (dice, 5))
    row_set (row, "ghi_chu", "Hẹn trao giấy tại nhà văn hóa");
}

const struct procedure marriages = {
  .word = "marriages",
  .code = "1.000894",
  .columns = columns,
  .fill = fill,
  .name = "chong_ho_ten",
  .date = "vo_ngay_sinh",
  .choice = "chong_tthn",
  .required = "vo_noi_cap",
  .id = "chong_so_giay_to",
};
