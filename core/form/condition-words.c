/* condition-words.c - the words that conditions are written in. */

#include "base/arena.h"
#include "form/condition-parts.h"

#include <ctype.h>
#include <string.h>

const char *const relation_names[RELATIONS] = {
  [EQUAL] = "=",     [DIFFERENT] = "!=",  [LESS] = "<",    [AT_MOST] = "<=",
  [MORE] = ">",      [AT_LEAST] = ">=",   [ONE_OF] = "in", [HAS] = "has",
  [EMPTY] = "empty", [FILLED] = "filled",
};

const char *const unit_names[UNITS] = {
  [DAYS] = "days", [MONTHS] = "months", [YEARS] = "years"
};

/* 2024-02-29 */
static bool
begins_with_date (const char *s)
{
  static const char shape[] = "9999-99-99";

  for (size_t i = 0; shape[i] != '\0'; i++)
    if (shape[i] == '9' ? !isdigit ((unsigned char) s[i]) : s[i] != '-')
      return false;
  return true;
}

/* Digits, then letters (a code such as 1A), a point and digits, or a date. */
static size_t
number_or_code (const char *s, enum token *token)
{
  size_t digits = strspn (s, "0123456789"), n = digits;

  if (begins_with_date (s)) {
    *token = DATE;
    return 10;
  }
  *token = NUMBER;
  if (s[n] == '.' && isdigit ((unsigned char) s[n + 1]))
    return n + 1 + strspn (s + n + 1, "0123456789");
  while (isalnum ((unsigned char) s[n]) || s[n] == '_')
    n++;
  if (n > digits)
    *token = CODE;
  return n;
}

static size_t
sign (const char *s, enum token *token)
{
  *token = strchr ("=<>(),+-!", s[0]) != NULL ? SIGN : WRONG;
  if (s[0] == '!')
    *token = s[1] == '=' ? SIGN : WRONG;
  return (s[0] == '!' || s[0] == '<' || s[0] == '>') && s[1] == '=' ? 2 : 1;
}

void
words_next (struct words *w)
{
  const char *s = w->at + strspn (w->at, " \t\n");
  size_t n = 0;

  w->count++;
  if (*s == '\0') {
    w->token = END;
  } else if (*s == '\'') {
    const char *close = strchr (s + 1, '\'');

    w->token = close == NULL ? WRONG : QUOTED;
    n = close == NULL ? strlen (s) : (size_t) (close - s) + 1;
  } else if (islower ((unsigned char) *s) || isupper ((unsigned char) *s)) {
    w->token = islower ((unsigned char) *s) ? WORD : CODE;
    while (isalnum ((unsigned char) s[n]) || s[n] == '_')
      n++;
  } else if (isdigit ((unsigned char) *s)) {
    n = number_or_code (s, &w->token);
  } else {
    n = sign (s, &w->token);
  }
  w->at = s + n;
  w->spelled = w->token == QUOTED ? arena_copy_len (w->arena, s + 1, n - 2)
                                  : arena_copy_len (w->arena, s, n);
}

struct words
words_of (struct arena *arena, const char *text)
{
  struct words w = { .arena = arena, .text = text, .at = text };

  words_next (&w);
  return w;
}

bool
words_are (const struct words *w, const char *word)
{
  return (w->token == WORD || w->token == SIGN)
         && strcmp (w->spelled, word) == 0;
}
