/* header.c - the header of a record as texts, and what a column is. */

#include "base/clock.h"
#include "batch/export.h"

#include <string.h>

const struct hoso_column header_columns[HEADER_COLUMNS] = {
  [COLUMN_ID] = { .name = "id" },
  [COLUMN_CODE] = { .name = "code" },
  [COLUMN_PROCEDURE] = { .name = "procedure" },
  [COLUMN_REVISION] = { .name = "revision", .kind = HOSO_COLUMN_NUMBER },
  [COLUMN_VERSION] = { .name = "version", .kind = HOSO_COLUMN_NUMBER },
  [COLUMN_STATE] = { .name = "state", .kind = HOSO_COLUMN_NUMBER },
  [COLUMN_RECEIVED] = { .name = "received" },
  [COLUMN_DUE] = { .name = "due" },
  [COLUMN_OFFICER] = { .name = "officer" },
  [COLUMN_OVERRIDE] = { .name = "override" },
};

struct hoso_column
field_column (const struct form_field *field)
{
  static const uint8_t kinds[] = {
    [HOSO_WHOLE] = HOSO_COLUMN_NUMBER, [HOSO_DECIMAL] = HOSO_COLUMN_NUMBER,
    [HOSO_MONEY] = HOSO_COLUMN_NUMBER, [HOSO_SERIAL] = HOSO_COLUMN_NUMBER,
    [HOSO_TABLE] = HOSO_COLUMN_ROWS,
  };

  return (struct hoso_column){
    .name = field->key,
    .kind = field->kind < sizeof kinds ? kinds[field->kind] : 0,
  };
}

static void
put (struct header_texts *to, enum header_column column, const char *text)
{
  to->at[column] = (struct hoso_text){ text, strlen (text) };
}

/* N into HOLD, which has room for it. */
static void
put_number (struct header_texts *to, enum header_column column, char *hold,
            uint32_t n)
{
  char digits[10];
  size_t count = 0;

  do
    digits[count++] = (char) ('0' + n % 10);
  while ((n /= 10) > 0);
  to->at[column] = (struct hoso_text){ hold, count };
  while (count > 0)
    *hold++ = digits[--count];
  *hold = '\0';
}

/* TIME into HOLD, unless HOLD has it: *HELD is 1 more than what is there. */
static void
put_time (struct header_texts *to, enum header_column column, char *hold,
          uint64_t *held, uint64_t time)
{
  if (time + 1 != *held)
    clock_text (time, hold);
  *held = time + 1;
  to->at[column] = (struct hoso_text){ hold, CLOCK_TEXT - 1 };
}

void
header_of (struct site *site, const unsigned char id[ID_SIZE],
           const struct record_head *head, struct header_texts *to)
{
  const struct form *form = NULL;

  site_form (site, head->procedure, head->revision, &form, NULL);
  hex_of (id, ID_SIZE, to->id);
  code_text (&head->code, site_config (site)->identity.office, to->code);
  put_number (to, COLUMN_REVISION, to->revision, head->revision);
  put_number (to, COLUMN_VERSION, to->version, head->version);
  put_number (to, COLUMN_STATE, to->state, head->state);
  put_time (to, COLUMN_RECEIVED, to->received, &to->received_held,
            head->received);
  if (head->due > 0)
    put_time (to, COLUMN_DUE, to->due, &to->due_held, head->due);
  else
    put (to, COLUMN_DUE, "");
  put (to, COLUMN_ID, to->id);
  put (to, COLUMN_CODE, to->code);
  put (to, COLUMN_PROCEDURE, form != NULL ? form->code : "");
  put (to, COLUMN_OFFICER, site_officer_name (site, head->officer));
  to->at[COLUMN_OVERRIDE] =
    (struct hoso_text){ (const char *) head->override.at, head->override.len };
}
