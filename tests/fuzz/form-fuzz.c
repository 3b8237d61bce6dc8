/* form-fuzz.c - whatever bytes the catalog holds, a form that is read of them
 * can be written again and is the same.
 */

#include "form/declare.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *at, size_t len)
{
  SCOPED_BYTES once = { 0 }, twice = { 0 };
  struct form *form, *again;
  unsigned char hash[32];

  if (form_of_declared (at, len, &form, NULL) != OK)
    return 0;
  form_declare (form, &once);
  form_fingerprint (form, hash);
  form_free (form);
  if (form_of_declared (once.at, once.len, &again, NULL) != OK)
    abort ();
  form_declare (again, &twice);
  form_free (again);
  if (once.len != twice.len || memcmp (once.at, twice.at, once.len) != 0)
    abort ();
  return 0;
}
