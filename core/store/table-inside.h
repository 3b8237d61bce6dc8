/* store/table-inside.h - what table.c and fill.c share. */
#ifndef STORE_TABLE_INSIDE_H
#define STORE_TABLE_INSIDE_H

#include "store/inside.h"

static inline DBT
dbt_of (struct slice from)
{
  return (DBT){ .data = (void *) (uintptr_t) from.at,
                .size = (uint32_t) from.len };
}

/* "counters.db: ..." */
enum outcome table_fail (struct error *, int rc, enum table);

/* Appends what KEY has to the value: by the cursor when there is one. */
int table_get_into (DB *, DBC *, DBT *key, struct bytes *value);

#endif
