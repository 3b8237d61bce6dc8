/* state.c - the ten national states and who may follow whom. */

#include "dossier/state.h"

#include "text/fold.h"

#include <stdlib.h>
#include <string.h>

#define TO(state) (1u << (state))

/* Codes and labels as the national portal knows them.  A supplement that comes
 * goes back to where it was asked for (2 or 4); one that never comes ends in 8.
 */
static const struct state_row rows[] = {
  { .state = REGISTERED,
    .label = { "Mới đăng ký", "Registered" },
    .next =
      TO (RECEIVED) | TO (NOT_RECEIVED) | TO (SUPPLEMENT) | TO (WITHDRAWN) },
  { .state = RECEIVED,
    .label = { "Được tiếp nhận", "Received" },
    .next = TO (PROCESSING) | TO (SUPPLEMENT) | TO (PAYMENT) | TO (WITHDRAWN) },
  { .state = NOT_RECEIVED,
    .label = { "Không được tiếp nhận", "Not received" },
    .ended = true },
  { .state = PROCESSING,
    .label = { "Đang xử lý", "In process" },
    .next = TO (PROCESSING) | TO (SUPPLEMENT) | TO (PAYMENT) | TO (STOPPED)
            | TO (FINISHED) },
  { .state = SUPPLEMENT,
    .label = { "Yêu cầu bổ sung giấy tờ", "Supplement requested" },
    .stops_clock = true,
    .next = TO (RECEIVED) | TO (PROCESSING) | TO (WITHDRAWN) | TO (STOPPED) },
  { .state = PAYMENT,
    .label = { "Yêu cầu thực hiện nghĩa vụ tài chính", "Payment requested" },
    .stops_clock = true,
    .next = TO (PROCESSING) | TO (STOPPED) | TO (FINISHED) },
  { .state = WITHDRAWN,
    .label = { "Công dân yêu cầu rút hồ sơ", "Withdrawal requested" },
    .next = TO (STOPPED) },
  { .state = STOPPED, .label = { "Dừng xử lý", "Stopped" }, .ended = true },
  { .state = FINISHED,
    .label = { "Đã xử lý xong", "Finished" },
    .next = TO (RETURNED) },
  { .state = RETURNED,
    .label = { "Đã trả kết quả", "Result returned" },
    .ended = true },
};

const struct state_row *
state_row (unsigned state)
{
  return state >= REGISTERED && state <= RETURNED ? &rows[state - 1] : NULL;
}

bool
state_open (unsigned state)
{
  const struct state_row *row = state_row (state);

  return row != NULL && !row->ended;
}

static bool
folds_alike (const char *a, const char *b)
{
  SCOPED_BYTES fold_a = { 0 };
  SCOPED_BYTES fold_b = { 0 };

  fold_add (&fold_a, a, strlen (a));
  fold_add (&fold_b, b, strlen (b));
  return strcmp (bytes_text (&fold_a), bytes_text (&fold_b)) == 0;
}

unsigned
state_named (const char *text)
{
  size_t digits = strspn (text, "0123456789");

  if (digits > 0 && digits <= 2 && text[digits] == '\0') {
    unsigned state = (unsigned) strtoul (text, NULL, 10);

    return text[0] != '0' && state <= RETURNED ? state : 0;
  }
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (folds_alike (text, rows[i].label[VI])
        || folds_alike (text, rows[i].label[EN]))
      return rows[i].state;
  return 0;
}
