/* time.c - times of day as officers type them. */

#include "base/language.h"
#include "text/ascii.h"
#include "text/date.h"

#include <stdio.h>
#include <string.h>

/* At most MOST digits at *AT, moved on; -1 when there are none. */
static int
digits (const char **at, unsigned most, unsigned *count)
{
  int n = 0;

  for (*count = 0; *count < most && ascii_digit (**at); ++*count)
    n = n * 10 + (*(*at)++ - '0');
  return *count > 0 ? n : -1;
}

/* 23:59, 23h59, 9:05, 9h, 2359, 905 */
enum outcome
time_parse (const char *text, char stored[6], struct error *e)
{
  const char *at = text;
  unsigned count;
  int hour = digits (&at, 4, &count), minute = 0;
  char whole[24];
  bool good = hour >= 0;

  if (count > 2) {
    minute = hour % 100;
    hour /= 100;
  } else if (*at == ':' || *at == 'h' || *at == 'H') {
    bool is_bare = *at++ != ':' && *at == '\0';

    if (!is_bare) {
      minute = digits (&at, 2, &count);
      good = good && count == 2;
    }
  } else {
    good = false;
  }
  if (!good || *at != '\0' || hour > 23 || minute > 59)
    return fail (e, ERR_INPUT, 0, "%s",
                 _ ("this is no time of day; write 14:05"));
  snprintf (whole, sizeof whole, "%02d:%02d", hour, minute);
  memcpy (stored, whole, 6);
  return OK;
}
