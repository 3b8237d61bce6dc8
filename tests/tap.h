/* tap.h - tests speak TAP: ok (good, "name %s", ...), and tap_done at the end. */
#ifndef TESTS_TAP_H
#define TESTS_TAP_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

static int tap_count, tap_failed;

__attribute__ ((format (printf, 2, 3), unused)) static bool
ok (bool good, const char *format, ...)
{
  va_list args;

  printf ("%sok %d - ", good ? "" : "not ", ++tap_count);
  va_start (args, format);
  vprintf (format, args);
  va_end (args);
  putchar ('\n');
  tap_failed += !good;
  return good;
}

__attribute__ ((unused)) static int
tap_done (void)
{
  printf ("1..%d\n", tap_count);
  return tap_failed == 0 ? 0 : 1;
}

#endif
