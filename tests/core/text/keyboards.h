/* keyboards.h - which keys mark a letter, by each input method. */
#ifndef TESTS_TEXT_KEYBOARDS_H
#define TESTS_TEXT_KEYBOARDS_H

#include "text/letters.h"
#include "text/typing.h"

/* What is typed behind a letter for its shape, and for the tone. */
static const struct keyboard {
  const char *name;
  enum typing_method method;
  const char *shapes[SHAPES]; /* "=": the letter again */
  const char *tones[TONES];
} keyboards[] = {
  { "Telex",
    TYPING_TELEX,
    { "", "=", "w", "w", "=" },
    { "", "f", "r", "x", "s", "j" } },
  { "VNI",
    TYPING_VNI,
    { "", "6", "8", "7", "9" },
    { "", "2", "3", "4", "1", "5" } },
  { "VIQR",
    TYPING_VIQR,
    { "", "^", "(", "+", "=" },
    { "", "`", "?", "~", "'", "." } },
};
enum { KEYBOARDS = sizeof keyboards / sizeof *keyboards };

#endif
