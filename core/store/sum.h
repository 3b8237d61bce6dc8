/* store/sum.h - the library's sum of a page, and of a record of its log;
 * private to the store.
 */
#ifndef STORE_SUM_H
#define STORE_SUM_H

#include <stddef.h>
#include <stdint.h>

enum { SUM_STEP = 32 };      /* bytes that are taken at once               */

/* Of all bytes c, one after the other, h = 33 h + c: from BEFORE, which is 0 or
 * the sum of what stands before.
 */
uint32_t sum_on (uint32_t before, const void *from, size_t len);

#endif
