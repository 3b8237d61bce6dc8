/* text/number.h - whole numbers and decimals, and numbers in words. */
#ifndef TEXT_NUMBER_H
#define TEXT_NUMBER_H

#include "base/bytes.h"
#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

#define NUMBER_MOST INT64_C (999999999999)

/* 0 .. NUMBER_MOST; TYPED takes separators (1.000.000 or 1 000 000) too. */
enum outcome number_parse (const char *text, bool typed, int64_t *,
                           struct error *);

/* "1,5" or "1.5" with at most DECIMALS digits behind the point, as a number
 * times 10 to the power of DECIMALS; and its stored spelling "1.5".
 */
enum outcome decimal_parse (const char *text, unsigned decimals, int64_t *,
                            struct error *);
void decimal_text (int64_t scaled, unsigned decimals, char text[24]);

/* An amount of money as it is typed: as number_parse has it, with or without
 * đ, đồng or VND behind, and 500k, 1,5tr, 1tr5, 2 triệu, 2 triệu rưỡi, 1 tỷ 200
 * triệu.  What not all read alike (1tr50, 1.500k) is refused.
 */
enum outcome money_parse (const char *text, int64_t *dong, struct error *);

/* 1000000 gives "1.000.000". */
void number_show (int64_t, char text[32]);

/* 21 gives "hai mươi mốt"; 2026 "hai nghìn không trăm hai mươi sáu". */
void number_in_words (int64_t, struct bytes *to);
/* 1200000 gives "Một triệu hai trăm nghìn đồng", as receipts have it. */
void money_in_words (int64_t, struct bytes *to);

#endif
