/* delivery/target.h - the targets that are built in. */
#ifndef DELIVERY_TARGET_H
#define DELIVERY_TARGET_H

#include <hoso/target.h>

extern const struct hoso_target target_file;

/* The target of "file:DIR", and DIR; NULL when there is none of that scheme. */
const struct hoso_target *target_named (const char *name, const char **where);

#endif
