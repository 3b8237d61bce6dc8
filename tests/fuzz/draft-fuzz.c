/* draft-fuzz.c - whatever a draft holds, the form takes it up or says that it
 * cannot.
 */

#include "base/clock.h"
#include "entry/session.h"
#include "tests/fuzz/fuzz.h"
#include "tui/view-entry.h"

#include <string.h>

static const struct form_field fields[] = {
  { .key = "ten", .kind = HOSO_NAME, .heading = NO_HEADING },
  { .key = "ngay", .kind = HOSO_DATE, .heading = NO_HEADING },
  { .key = "que", .kind = HOSO_ADDRESS, .heading = NO_HEADING },
  { .key = "ghi", .kind = HOSO_NOTES, .heading = NO_HEADING },
};

static const struct form form = {
  .name = "thu", .code = "9.000001", .fields = fields, .n_fields = 4
};

int
LLVMFuzzerTestOneInput (const uint8_t *at, size_t len)
{
  const struct place nowhere = { "", "", 0 };
  struct session *session = session_new (&form, &nowhere, false);
  struct typed typed = { 0 };
  SCOPED_BYTES again = { 0 };
  char name[80];

  if (entry_draft_read ((struct slice){ at, len }, session, &typed, NULL)
      == OK) {
    session_check (session);
    session_next (session);
    session_save_draft (session, &again);
  }
  typed_free (&typed);
  session_free (session);
  entry_draft_name ((struct slice){ at, len }, &form, name, sizeof name);
  return 0;
}
