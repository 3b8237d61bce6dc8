/* places.c - wards as they are since 1 July 2025, and addresses in them. */

#include "synthetic.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NEAR = 6 }; /* wards before and behind in the list */

static const char streets[] =
  "Nguyễn Huệ,Lê Lợi,Trần Hưng Đạo,Hai Bà Trưng,Lý Thường Kiệt,Nguyễn Trãi,"
  "Phan Bội Châu,Quang Trung,Hùng Vương,Võ Thị Sáu,Điện Biên Phủ,Ngô Quyền,"
  "Phan Chu Trinh,Bà Triệu,Đinh Tiên Hoàng,Nguyễn Thị Minh Khai,Pasteur,"
  "Lạc Long Quân,Hoàng Hoa Thám,30 Tháng 4,Cách Mạng Tháng Tám";
static const char hamlets[] = "Thôn,Ấp,Xóm,Bản,Tổ dân phố,Khu phố";
static const char hamlet_names[] =
  "1,2,3,4,5,6,7,8,Đông,Đoài,Thượng,Hạ,Tân Lập,Phú Hòa,Bình An,Nà Lốc,"
  "Phước Hậu,Thạnh Lộc,Quỳnh Lưu";

/* ---- the lists -------------------------------------------------------- */

/* Splits LINE at commas; none of the lists needs quotes. */
static int
split (char *line, char *fields[], int most)
{
  int count = 0;

  line[strcspn (line, "\r\n")] = '\0';
  for (char *field; count < most && (field = strsep (&line, ",")) != NULL;)
    fields[count++] = field;
  return count;
}

typedef bool (*taken) (struct places *, char *fields[], int count);

static bool
take_province (struct places *places, char *fields[], int count)
{
  struct province *province;

  if (count < 3)
    return false;
  places->provinces =
    realloc (places->provinces,
             (size_t) (places->n_provinces + 1) * sizeof *places->provinces);
  if (places->provinces == NULL)
    return false;
  province = &places->provinces[places->n_provinces++];
  snprintf (province->code, sizeof province->code, "%s", fields[0]);
  snprintf (province->name, sizeof province->name, "%s", fields[2]);
  return true;
}

static bool
take_ward (struct places *places, char *fields[], int count)
{
  struct ward *ward;
  int province = 0;

  if (count < 4)
    return false;
  while (province < places->n_provinces
         && strcmp (places->provinces[province].code, fields[1]) != 0)
    province++;
  places->wards = realloc (places->wards, (size_t) (places->n_wards + 1)
                                            * sizeof *places->wards);
  if (places->wards == NULL || province == places->n_provinces)
    return false;
  ward = &places->wards[places->n_wards++];
  snprintf (ward->code, sizeof ward->code, "%s", fields[0]);
  snprintf (ward->name, sizeof ward->name, "%s", fields[3]);
  ward->province = province;
  return true;
}

static bool
read_list (struct places *places, const char *folder, const char *file,
           taken take)
{
  char path[4096], line[512], *fields[8];
  FILE *in;
  bool good = true;

  snprintf (path, sizeof path, "%s/%s", folder, file);
  in = fopen (path, "r");
  if (in == NULL) {
    fprintf (stderr, "people: cannot read %s: %s\n", path, strerror (errno));
    return false;
  }
  good = fgets (line, sizeof line, in) != NULL; /* the heading */
  while (good && fgets (line, sizeof line, in) != NULL)
    good = take (places, fields, split (line, fields, 8));
  fclose (in);
  if (!good)
    fprintf (stderr, "people: %s is not a list that is known\n", path);
  return good;
}

bool
places_read (struct places *places, const char *folder, const char *ward)
{
  if (!read_list (places, folder, "provinces_2025.csv", take_province)
      || !read_list (places, folder, "wards_2025.csv", take_ward))
    return false;
  for (int i = 0; i < places->n_wards; i++)
    if (strcmp (places->wards[i].code, ward) == 0) {
      places->office = i;
      return true;
    }
  fprintf (stderr, "people: no ward %s\n", ward);
  return false;
}

/* ---- addresses -------------------------------------------------------- */

int
place_near (const struct places *places, struct dice *dice)
{
  unsigned where = dice_below (dice, 100);
  int ward = places->office;

  if (where < 70)
    return ward;
  if (where < 92)
    ward += dice_between (dice, -NEAR, NEAR);
  else
    ward = (int) dice_below (dice, (unsigned) places->n_wards);
  if (ward < 0 || ward >= places->n_wards
      || (where < 92
          && places->wards[ward].province
               != places->wards[places->office].province))
    return places->office;
  return ward;
}

/* House and street in towns, hamlets elsewhere. */
static void
home (struct dice *dice, bool town, char text[TEXT_SIZE])
{
  static const char *const behind[] = { "", "", "", "A", "B", "/2", "/15" };
  char name[48], kind[24];

  if (town && dice_chance (dice, 85)) {
    dice_word (dice, streets, name, sizeof name);
    snprintf (text, TEXT_SIZE, "%d%s %s", dice_between (dice, 1, 400),
              behind[dice_below (dice, 7)], name);
  } else {
    dice_word (dice, hamlets, kind, sizeof kind);
    dice_word (dice, hamlet_names, name, sizeof name);
    snprintf (text, TEXT_SIZE, "%s %s", kind, name);
  }
}

void
place_address (const struct places *places, struct dice *dice, int i,
               char address[TEXT_SIZE])
{
  const struct ward *ward = &places->wards[i];
  char text[TEXT_SIZE];

  home (dice, strncmp (ward->name, "Phường", strlen ("Phường")) == 0, text);
  if (dice_chance (dice, 5))
    snprintf (address, TEXT_SIZE, "%.100s, %s", text, ward->code);
  else
    snprintf (address, TEXT_SIZE, "%.100s, %s, %s", text, ward->name,
              places->provinces[ward->province].name);
}
