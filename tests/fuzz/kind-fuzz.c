/* kind-fuzz.c - whatever a file or a keyboard gives, every kind of field takes
 * or refuses it, and what it takes it takes again and stores the same.
 */

#include "area/area.h"
#include "form/kind.h"
#include "text/clean.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

static const struct form_choice choices[] = {
  { "1", { "Một", "One" }, INT32_MIN, INT32_MAX },
  { "2", { "Hai; ba", NULL }, 0, 20000 },
};

static const struct form_field columns[] = {
  { .key = "ten", .label = { "Tên" }, .kind = HOSO_NAME, .chars = 60 },
  { .key = "sinh", .label = { "Sinh" }, .kind = HOSO_PARTIAL_DATE },
  { .key = "so", .label = { "Số" }, .kind = HOSO_WHOLE },
};

/* One field of each kind, and a pattern and sets besides. */
static const struct form_field fields[] = {
#define FIELD(kind_, ...)                                           \
  {                                                                 \
    .key = "x", .label = { "X" }, .kind = HOSO_##kind_, __VA_ARGS__ \
  }
  FIELD (TEXT, .chars = 20),
  FIELD (TEXT, .pattern = "Aa9-*"),
  FIELD (NAME, .chars = 60),
  FIELD (NOTES, .chars = 400),
  FIELD (DATE, .chars = 0),
  FIELD (PARTIAL_DATE, .chars = 0),
  FIELD (TIME, .chars = 0),
  FIELD (WHOLE, .chars = 0),
  FIELD (DECIMAL, .decimals = 4),
  FIELD (MONEY, .chars = 0),
  FIELD (YES_NO, .chars = 0),
  FIELD (CHOICE, .choices = choices, .n_choices = 2),
  FIELD (CHOICE, .set = "REL", .only = "1;2;9"),
  FIELD (CHOICE, .set = "PROV"),
  FIELD (CHOICES, .choices = choices, .n_choices = 2),
  FIELD (ADDRESS, .chars = 200),
  FIELD (PERSON_ID, .chars = 0),
  FIELD (ID_PAPER, .chars = 12),
  FIELD (PHONE, .chars = 0),
  FIELD (EMAIL, .chars = 80),
  FIELD (TABLE, .columns = columns, .n_columns = 3),
  FIELD (SERIAL, .chars = 12),
  FIELD (OFFICER, .chars = 20),
  FIELD (FILE, .chars = 80),
#undef FIELD
};

static void
put (const struct form_field *field, const char *at, size_t len,
     enum spelling spelling)
{
  SCOPED_BYTES stored = { 0 }, again = { 0 }, shown = { 0 };
  const int32_t day = 19000;

  if (field_parse (field, at, len, spelling, day, &stored, NULL) != OK) {
    if (stored.len > 0)
      abort ();
    return;
  }
  field_show (field, bytes_text (&stored), &shown);
  if (field_parse (field, (const char *) stored.at, stored.len, FILED, day,
                   &again, NULL)
        != OK
      || again.len != stored.len
      || (again.len > 0 && memcmp (again.at, stored.at, again.len) != 0))
    abort ();
}

/* What is told to be stored by a look is what parsing gives. */
static void
tell (const struct form_field *field, const char *at, size_t len)
{
  SCOPED_BYTES told = { 0 }, stored = { 0 };

  if (!text_clean (at, len) || !field_tell_stored (field, at, len, &told))
    return;
  if (field_parse (field, at, len, FILED, 19000, &stored, NULL) != OK
      || stored.len != told.len || memcmp (stored.at, told.at, stored.len) != 0)
    abort ();
}

int
LLVMFuzzerTestOneInput (const uint8_t *at, size_t len)
{
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
    put (&fields[i], (const char *) at, len, FILED);
    put (&fields[i], (const char *) at, len, TYPED);
    tell (&fields[i], (const char *) at, len);
  }
  return 0;
}
