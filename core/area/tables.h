/* area/tables.h - the lists as tables.awk makes them of data/.
 *
 * Words lie in pools and rows hold offsets into them: constant data without
 * pointers needs no relocation, so a terminal has only the pages it reads.
 */
#ifndef AREA_TABLES_H
#define AREA_TABLES_H

#include <stddef.h>
#include <stdint.h>

/* An entry of a list; offsets of its words. */
struct table_item {
  uint32_t code, vi, en;  /* en: 0 when there is none                        */
  int32_t from, until;    /* day numbers                                     */
};

struct table_list {
  uint32_t name;
  uint16_t first, count;  /* of table_items                                  */
};

/* What a unit of government is called; the words are in unit.c. */
enum unit_kind {
  PHUONG, XA, DAC_KHU, THI_TRAN,        /* wards                             */
  QUAN, HUYEN, THI_XA, THANH_PHO,       /* districts; THANH_PHO also a ...   */
  TINH,                                 /* ... province                      */
  UNIT_KINDS,
};

/* A province, a district (until 2025) or a ward. */
struct unit {
  uint32_t name;          /* offset of the name without its kind             */
  uint32_t code : 17;     /* five digits at most                             */
  uint32_t above : 10;    /* place of the unit that it belongs to            */
  uint32_t kind : 5;      /* enum unit_kind                                  */
};

/* What became of a ward; several rows when it was divided. */
struct succession {
  uint16_t before, after;
};

extern const char table_words[];
extern const struct table_item table_items[];
extern const struct table_list table_lists[];
extern const size_t table_lists_count;

/* Since 1 July 2025: provinces and wards, each in the order of its codes. */
extern const uint32_t table_version;
extern const struct unit table_provinces[], table_wards[];
extern const size_t table_provinces_count, table_wards_count;

/* Before: three levels, with a pool of their own. */
extern const char old_words[];
extern const struct unit old_provinces[], old_districts[], old_wards[];
extern const size_t old_provinces_count, old_districts_count, old_wards_count;

/* In the order of BEFORE. */
extern const struct succession table_successions[];
extern const size_t table_successions_count;

#endif
