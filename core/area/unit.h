/* area/unit.h - provinces, districts and wards, found by name or code. */
#ifndef AREA_UNIT_H
#define AREA_UNIT_H

#include "area/folded.h"
#include "area/tables.h"
#include "base/arena.h"
#include "base/bytes.h"
#include "base/error.h"

#include <stdbool.h>

enum { NO_UNIT = -1, MANY_UNITS = -2, ANYWHERE = -1 };

#define UNIT_BIT(kind) (1u << (kind))

/* What units may be called, level by level. */
enum {
  PROVINCE_KINDS = UNIT_BIT (THANH_PHO) | UNIT_BIT (TINH),
  DISTRICT_KINDS = UNIT_BIT (QUAN) | UNIT_BIT (HUYEN) | UNIT_BIT (THI_XA)
                   | UNIT_BIT (THANH_PHO),
  WARD_KINDS = UNIT_BIT (PHUONG) | UNIT_BIT (XA) | UNIT_BIT (DAC_KHU),
  OLD_WARD_KINDS = UNIT_BIT (PHUONG) | UNIT_BIT (XA) | UNIT_BIT (THI_TRAN),
};

/* Two levels since 1 July 2025, three before. */
enum level { PROVINCES, WARDS, OLD_PROVINCES, OLD_DISTRICTS, OLD_WARDS, LEVELS };

/* One level of government. */
struct units {
  const struct unit *at;  /* in the order of their codes                     */
  size_t count;
  const char *words;
  uint16_t kinds;         /* what units of this level may be called          */
  bool lax;               /* a kind that is given need not be the unit's own */
  struct folded index;    /* made when a name is first looked for            */
};

/* Memory for lists, items and indexes, as long as the program; and a copy in
 * it of SIZE bytes.
 */
struct arena *area_memory (void);
void *area_keep (const void *from, size_t size);

/* Reads FOLDER's own provinces and wards, if it has them; first of all. */
enum outcome units_start (const char *folder, struct error *);

/* Those of LEVEL: the built ones, or for now the office's own. */
struct units *units_of (enum level);

/* The unit of *U, within ABOVE (a place in the level above, or ANYWHERE), that
 * LEN bytes of an address name: "Phường Sài Gòn", "P. sai gon", "SÀI GÒN".
 * Of several that differ in their marks the one that is written; NO_UNIT when
 * there is none, MANY_UNITS when it remains open.  *KIND tells whether the
 * kind was given too.
 */
int unit_named (struct units *u, const char *part, size_t len, int above,
                bool *kind);

/* Whether LEN bytes begin with one of KINDS: "Xã Tân Lập", "tx. Bà Rịa". */
bool unit_kind_said (uint16_t kinds, const char *part, size_t len);

/* The unit with CODE, or NO_UNIT. */
int unit_coded (const struct units *, uint32_t code);

/* Appends "Phường Sài Gòn". */
void unit_add (const struct units *, size_t i, struct bytes *to);

/* The kind that FULL begins with ("Đặc khu Côn Đảo"), and in *NAME the rest;
 * UNIT_KINDS when it is none.
 */
enum unit_kind unit_kind_of (const char *full, const char **name);

#endif
