/* wards.c - provinces and wards, those of now and those of before July 2025. */

#include "area/area.h"
#include "area/list-file.h"
#include "area/unit.h"
#include "base/language.h"
#include "text/date.h"

#include <stdlib.h>
#include <string.h>

/* A province may have become a city: both words are taken for either. */
static struct units levels[LEVELS] = {
  [PROVINCES] = {
    .at = table_provinces, .words = table_words, .kinds = PROVINCE_KINDS,
    .lax = true,
  },
  [WARDS] = { .at = table_wards, .words = table_words, .kinds = WARD_KINDS },
  [OLD_PROVINCES] = {
    .at = old_provinces, .words = old_words, .kinds = PROVINCE_KINDS,
    .lax = true,
  },
  [OLD_DISTRICTS] = {
    .at = old_districts, .words = old_words, .kinds = DISTRICT_KINDS,
  },
  [OLD_WARDS] = {
    .at = old_wards, .words = old_words, .kinds = OLD_WARD_KINDS,
  },
};
static uint32_t version; /* of the office's own list; 0: the built one */

struct units *
units_of (enum level level)
{
  static const size_t *const counts[LEVELS] = {
    [PROVINCES] = &table_provinces_count,
    [WARDS] = &table_wards_count,
    [OLD_PROVINCES] = &old_provinces_count,
    [OLD_DISTRICTS] = &old_districts_count,
    [OLD_WARDS] = &old_wards_count,
  };

  if (levels[level].count == 0)
    levels[level].count = *counts[level];
  return &levels[level];
}

uint32_t
area_version (void)
{
  return version == 0 ? table_version : version;
}

bool
area_ward_text (uint32_t ward, struct bytes *to)
{
  const struct units *wards = units_of (WARDS);
  int i = unit_coded (wards, ward);

  if (i < 0)
    return false;
  unit_add (wards, (size_t) i, to);
  bytes_add_text (to, ", ");
  unit_add (units_of (PROVINCES), wards->at[i].above, to);
  return true;
}

size_t
area_successors (uint32_t old_ward, uint32_t to[SUCCESSORS_MOST])
{
  size_t low = 0, high = table_successions_count, count = 0;

  while (low < high) {
    size_t middle = low + (high - low) / 2;

    if (table_successions[middle].before < old_ward)
      low = middle + 1;
    else
      high = middle;
  }
  for (;
       low < table_successions_count
       && table_successions[low].before == old_ward && count < SUCCESSORS_MOST;
       low++)
    to[count++] = table_successions[low].after;
  return count;
}

/* ---- the office's own list ----------------------------------------------- */

/* What the bits of struct unit and the index hold. */
enum { PROVINCES_MOST = 1000, WARDS_MOST = 30000 };

struct draft {
  struct unit *at;
  size_t count;
  struct bytes words;
};

enum { CODE, NAME, FROM, ABOVE };

/* CODE and "Phường Sài Gòn" of the row at hand; ABOVE in *PROVINCES. */
static enum outcome
draft_take (struct draft *d, struct list_file *f, const struct units *above,
            struct error *e)
{
  const char *name;
  enum unit_kind kind = unit_kind_of (f->cell[NAME], &name);
  unsigned long code = strtoul (f->cell[CODE], NULL, 10);
  int place = 0;

  if (code == 0 || code > 99999)
    return list_file_fail (f, e, _ ("the code is no number up to 99999"));
  if (kind == UNIT_KINDS)
    return list_file_fail (f, e,
                           _ ("write the full name, with Phường, Xã, Đặc khu, "
                              "Tỉnh or Thành phố"));
  if (above != NULL) {
    place = unit_coded (above, (uint32_t) strtoul (f->cell[ABOVE], NULL, 10));
    if (place < 0)
      return list_file_fail (f, e, _ ("no province has this code"));
  }
  d->at = bytes_must_again (d->at, (d->count + 1) * sizeof *d->at);
  d->at[d->count++] = (struct unit){
    .name = (uint32_t) d->words.len,
    .code = (uint32_t) code & 0x1ffff,
    .above = (unsigned) place & 0x3ff,
    .kind = kind & 0x1f,
  };
  bytes_add (&d->words, name, strlen (name) + 1);
  return OK;
}

static int
by_code (const void *a, const void *b)
{
  uint32_t x = ((const struct unit *) a)->code;
  uint32_t y = ((const struct unit *) b)->code;

  return (x > y) - (x < y);
}

/* The date of a list is its newest "from", as 20260802. */
static enum outcome
draft_date (struct list_file *f, uint32_t *newest, struct error *e)
{
  int32_t from;
  int year, month, day;

  if (!list_file_day (f, FROM, INT32_MIN, &from))
    return list_file_fail (f, e, _ ("write the date as 2026-11-21"));
  if (from != INT32_MIN) {
    date_parts (from, &year, &month, &day);
    uint32_t date = (uint32_t) (year * 10000 + month * 100 + day);
    *newest = date > *newest ? date : *newest;
  }
  return OK;
}

/* A whole list becomes *U, in the order of its codes. */
static enum outcome
keep (struct units *u, struct draft *d, size_t most, struct list_file *f,
      struct error *e)
{
  if (d->count == 0 || d->count > most)
    return list_file_fail (f, e, _ ("the list is empty or far too long"));
  qsort (d->at, d->count, sizeof *d->at, by_code);
  for (size_t i = 1; i < d->count; i++)
    if (d->at[i].code == d->at[i - 1].code)
      return fail (e, ERR_INPUT, 0, _ ("%s: the code %05u stands twice"),
                   bytes_text (&f->name), (unsigned) d->at[i].code);
  u->at = area_keep (d->at, d->count * sizeof *d->at);
  u->count = d->count;
  u->words = area_keep (d->words.at, d->words.len);
  u->index = (struct folded){ 0 };
  return OK;
}

/* Reads one level of FOLDER/NAME into *U; leaves it alone without such a file.
 * *FOUND tells.
 */
static enum outcome
read_units (const char *folder, const char *name, const char *columns,
            const struct units *above, struct units *u, uint32_t *newest,
            bool *found, struct error *e)
{
  SCOPED_LIST_FILE f;
  struct draft d = { 0 };
  enum outcome rc = list_file_open (&f, folder, name, columns, e);

  *found = rc == OK;
  if (rc != OK)
    return rc == ERR_ABSENT ? OK : rc;
  while (rc == OK && list_file_next (&f)) {
    rc = draft_take (&d, &f, above, e);
    if (rc == OK)
      rc = draft_date (&f, newest, e);
  }
  if (rc == OK)
    rc = keep (u, &d, above == NULL ? PROVINCES_MOST : WARDS_MOST, &f, e);
  free (d.at);
  bytes_free (&d.words);
  return rc;
}

enum outcome
units_start (const char *folder, struct error *e)
{
  struct units provinces = *units_of (PROVINCES), wards = *units_of (WARDS);
  uint32_t newest = 0;
  bool own_provinces, own_wards;
  enum outcome rc =
    read_units (folder, "provinces_2025.csv", "province_code full_name from?",
                NULL, &provinces, &newest, &own_provinces, e);

  if (rc == OK)
    rc = read_units (folder, "wards_2025.csv",
                     "ward_code full_name from? province_code", &provinces,
                     &wards, &newest, &own_wards, e);
  if (rc != OK)
    return rc;
  if (own_provinces && !own_wards)
    return fail (e, ERR_INPUT, 0,
                 _ ("%s/provinces_2025.csv needs a wards_2025.csv beside it"),
                 folder);
  levels[PROVINCES] = provinces;
  levels[WARDS] = wards;
  version = newest;
  return OK;
}
