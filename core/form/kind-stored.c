/* kind-stored.c - values that are spelled as their kind stores them, told by a
 * look instead of by parsing.
 *
 * Nearly all values of an import are, and a server looks at each of them again.
 * What is not told here is parsed: these may say no too often, never yes.
 */

#include "form/kind.h"

#include "text/date.h"
#include "text/name.h"
#include "text/person-id.h"

/* TEXT is clean, not empty, and has no blank at its ends. */
#define STORED                                                               \
  __attribute__ ((unused)) const struct form_field *field, const char *text, \
    __attribute__ ((unused)) size_t len,                                     \
    __attribute__ ((unused)) struct told *told

static bool
is_text (STORED)
{
  (void) text;
  return field->pattern == NULL;
}

static bool
is_name (STORED)
{
  told->name = (uint8_t) name_check (text, len);
  return told->name == NAME_GOOD || told->name == NAME_TYPED;
}

static bool
is_date (STORED)
{
  told->first = told->last = date_day (text);
  return told->first != INT32_MIN;
}

static bool
is_partial_date (STORED)
{
  return date_span (text, &told->first, &told->last);
}

/* How many digits TEXT begins with. */
static size_t
digits_in (const char *text)
{
  size_t count = 0;

  while ((unsigned char) (text[count] - '0') <= 9)
    count++;
  return count;
}

static bool
is_whole (STORED)
{
  enum { MOST = 12 }; /* more need a look at what is too large */

  return len <= MOST && digits_in (text) == len && (text[0] != '0' || len == 1);
}

static bool
is_person_id (STORED)
{
  uint64_t number;

  return person_id_number (text, len, &number);
}

/* Of papers with letters in their numbers there are few. */
static bool
is_id_paper (STORED)
{
  uint64_t number;

  return person_id_number (text, len, &number)
         || (len >= 5 && len <= 20 && digits_in (text) == len);
}

static bool
is_phone (STORED)
{
  return text[0] == '0' && text[1] != '0' && len >= 10 && len <= 11
         && digits_in (text) == len;
}

static bool (*const looks[256]) (STORED) = {
  [HOSO_TEXT] = is_text,         [HOSO_NAME] = is_name,
  [HOSO_DATE] = is_date,         [HOSO_PARTIAL_DATE] = is_partial_date,
  [HOSO_WHOLE] = is_whole,       [HOSO_MONEY] = is_whole,
  [HOSO_ADDRESS] = is_text,      [HOSO_PERSON_ID] = is_person_id,
  [HOSO_ID_PAPER] = is_id_paper, [HOSO_PHONE] = is_phone,
};

bool
field_has_look (const struct form_field *field)
{
  return looks[field->kind] != NULL;
}

bool
field_looks_stored (const struct form_field *field, const char *text,
                    size_t len, struct told *told)
{
  size_t most = field->chars == 0 ? CHARS_MOST : field->chars;

  return looks[field->kind] != NULL && len > 0 && len <= most && text[0] != ' '
         && text[len - 1] != ' ' && looks[field->kind](field, text, len, told);
}

bool
field_is_stored (const struct form_field *field, const char *text, size_t len)
{
  struct told told;

  return field_looks_stored (field, text, len, &told);
}

static bool
tell_date (const struct form_field *field, const char *text, size_t len,
           struct bytes *to)
{
  char iso[DATE_TEXT];

  if ((field->kind != HOSO_DATE && field->kind != HOSO_PARTIAL_DATE)
      || len != DATE_TEXT - 1 || !date_usual (text, iso))
    return false;
  bytes_add (to, iso, DATE_TEXT - 1);
  return true;
}

bool
field_tell_stored (const struct form_field *field, const char *text, size_t len,
                   struct bytes *to)
{
  size_t before = to->len;

  if (tell_date (field, text, len, to))
    return true;
  bytes_add (to, text, len);
  if (field_is_stored (field, bytes_text (to) + before, len))
    return true;
  to->len = before;
  return false;
}
