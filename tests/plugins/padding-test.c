/* padding-test.c - no struct of the plugin interface ends in padding.
 *
 * A member that a later version puts into padding would not change the size of
 * its struct, and so an older host could not see that it is there.
 */

#include "tests/tap.h"

#include <hoso/plugin.h>

#define ENDS_IN(name, last)                                         \
  {                                                                 \
#name, sizeof(struct name),                                     \
      offsetof(struct name, last) + sizeof((struct name *) 0)->last \
  }

static const struct {
  const char *name;
  size_t size, end;
} structs[] = {
  ENDS_IN (hoso_choice, until),    ENDS_IN (hoso_field, differs),
  ENDS_IN (hoso_rule, _zero),      ENDS_IN (hoso_unique, _zero),
  ENDS_IN (hoso_amount, _zero),    ENDS_IN (hoso_term, until),
  ENDS_IN (hoso_fee, law),         ENDS_IN (hoso_paper, _zero),
  ENDS_IN (hoso_sheet, _zero),     ENDS_IN (hoso_state, _zero8),
  ENDS_IN (hoso_sample, received), ENDS_IN (hoso_procedure, arg),
  ENDS_IN (hoso_sizes, sample),    ENDS_IN (hoso_plugin, close),
  ENDS_IN (hoso_check, arg),       ENDS_IN (hoso_host, say),
};

int
main (void)
{
  for (size_t i = 0; i < sizeof structs / sizeof *structs; i++)
    if (!ok (structs[i].size == structs[i].end,
             "struct %s ends with its"
             " last member",
             structs[i].name))
      printf ("# it has %zu bytes, the last member ends at %zu\n",
              structs[i].size, structs[i].end);
  return tap_done ();
}
