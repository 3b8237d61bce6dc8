/* area/lists.h - what lists.c, wards.c and address.c share. */
#ifndef AREA_LISTS_H
#define AREA_LISTS_H

#include "area/area.h"
#include "area/unit.h"

/* Makes the built lists known, once. */
void lists_begin (void);

/* Puts a list of the office in the place of the built one called NAME. */
void lists_replace (const char *name, const struct table_item *,
                    size_t count, const char *words);

/* Reads FOLDER's provinces and wards, if it has them. */
enum outcome wards_start (const char *folder, struct error *);

#endif
