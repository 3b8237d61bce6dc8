/* area/area.h - provinces, wards and other dated lists that choices come from.
 *
 * Built from data/ by the build; a site may replace a list with a file of its
 * own in SITE/data/ (same name, same columns).  Codes are what is stored,
 * labels what people read.
 */
#ifndef AREA_AREA_H
#define AREA_AREA_H

#include "base/bytes.h"
#include "base/error.h"
#include "base/language.h"

#include <stdint.h>

/* Reads the office's own lists in FOLDER (SITE/data; may be NULL or missing).
 * Call once, before anything else here; without it the built lists count.
 */
enum outcome area_start (const char *folder, struct error *);

/* One entry of a list. */
struct area_item {
  const char *code;
  const char *label[LANGUAGES]; /* EN falls back to VI                      */
  int32_t from, until;          /* day numbers; INT32_MIN, INT32_MAX: always */
};

/* A list by name: SEX, IDTYPE, REL, RESTYPE, ... (data/choices.csv), NATION,
 * ETHNIC, PROV, WARD; NULL when there is none.  Items in the list's own order.
 */
struct area_list;
const struct area_list *area_list (const char *name);
size_t area_count (const struct area_list *);
const struct area_item *area_item (const struct area_list *, size_t i);

/* The item with CODE; by label also: equal when folded and in small letters,
 * the exact spelling first, NULL when several are equal and none is exact.
 * PROV takes "Hà Nội" too, WARD whatever area_ward_of takes.
 */
const struct area_item *area_by_code (const struct area_list *,
                                      const char *code);
const struct area_item *area_by_label (const struct area_list *,
                                       const char *label);

/* The date of the list of wards in use, as 20260802: kept with each address. */
uint32_t area_version (void);

/* The ward that ADDRESS ends in, as a number (26740), or 0: five digits at the
 * end, or "..., Phường Sài Gòn, Thành phố Hồ Chí Minh" (marks, case and the
 * words for the kind of unit may be missing; the province decides between
 * wards of one name, marks between those of one province).  A ward alone needs
 * its kind and a name that is nowhere else.  An address with a district is one
 * of before July 2025: 0.  Answers are remembered: registers repeat themselves.
 */
uint32_t area_ward_of (const char *address);

/* "Phường Sài Gòn, Thành phố Hồ Chí Minh" of 26740; false if unknown. */
bool area_ward_text (uint32_t ward, struct bytes *to);

/* The ward of before 1 July 2025 that ADDRESS ends in, or 0: "..., Phường Bến
 * Nghé, Quận 1, Thành phố Hồ Chí Minh", all three levels.  The ward begins
 * behind *STREET bytes.
 */
uint32_t area_old_ward_of (const char *address, size_t *street);

/* What became of a ward of before 1 July 2025: the new codes, several when it
 * was divided (the officer chooses).  Returns how many.
 */
enum { SUCCESSORS_MOST = 8 }; /* five in the list of 2025                   */
size_t area_successors (uint32_t old_ward, uint32_t to[SUCCESSORS_MOST]);

#endif
