/* settings-fuzz.c - whatever stands in site.conf, it is read or its line is
 * named, and what was read is written so that it reads the same.
 */

#include "site/settings.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *at, size_t len)
{
  struct slice text = { at, len };
  struct config config = { .folder = "/" }, again = { .folder = "/" };
  SCOPED_BYTES shown = { 0 };

  settings_layout (text);
  if (settings_read (text, &config, NULL) != OK
      || settings_check (&config, NULL) != OK)
    return 0;
  settings_show (&config, text, &shown);
  if (settings_read ((struct slice){ shown.at, shown.len }, &again, NULL) != OK
      || strcmp (config.name, again.name) != 0
      || strcmp (config.target, again.target) != 0
      || strcmp (config.backup, again.backup) != 0
      || strcmp (config.identity.office, again.identity.office) != 0
      || memcmp (config.identity.site, again.identity.site, ID_SIZE) != 0
      || config.identity.epoch != again.identity.epoch)
    abort ();
  return 0;
}
