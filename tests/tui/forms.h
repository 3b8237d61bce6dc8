/* forms.h - the birth form of an office in a terminal. */
#ifndef TESTS_TUI_FORMS_H
#define TESTS_TUI_FORMS_H

#include "tests/tui/sees.h"

#include "base/clock.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

enum { VALUE_AT = 28 }; /* column of a form's values */

/* The birth form under one more variable of the environment. */
static inline struct pty *
form_under (const char *variable)
{
  struct pty_settings settings = {
    .environment = (const char *const[]){ variable, NULL },
  };

  return office_start (&settings, "khai-sinh");
}

static inline struct pty *
form (void)
{
  return office_start (NULL, "khai-sinh");
}

#endif
