/* replay.c - runs a fuzz target over its corpus, and over what one cut or one
 * bent byte makes of it.  CORPUS is the folder beside this file.
 */

#include "base/file.h"
#include "tests/fuzz/fuzz.h"
#include "tests/tap.h"

#include <dirent.h>
#include <string.h>

enum { FILE_MOST = 64 * 1024, BENT_MOST = 2048 };

/* The target sees memory of exactly that size. */
static void
run (const unsigned char *from, size_t len)
{
  unsigned char *exact = bytes_must (len > 0 ? len : 1);

  if (len > 0)
    memcpy (exact, from, len);
  LLVMFuzzerTestOneInput (exact, len);
  free (exact);
}

static void
bend (unsigned char *at, size_t len)
{
  static const unsigned char bits[] = { 0x01, 0x80, 0xff };

  for (size_t i = 0; i < len; i++)
    for (size_t b = 0; b < sizeof bits; b++) {
      at[i] ^= bits[b];
      run (at, len);
      at[i] ^= bits[b];
    }
}

static void
replay (const char *folder, const char *name)
{
  SCOPED_BYTES at = { 0 };
  char path[4096];

  if (file_join (path, sizeof path, folder, name, NULL) != OK
      || file_read (path, FILE_MOST, &at, NULL) != OK) {
    ok (false, "%s is read", name);
    return;
  }
  for (size_t len = 0; len <= at.len; len++)
    run (at.at, len);
  bend (at.at, at.len < BENT_MOST ? at.len : BENT_MOST);
  ok (true, "%s: %zu bytes, cut and bent", name, at.len);
}

int
main (void)
{
  const char *srcdir = getenv ("srcdir");
  char folder[4096];
  struct dirent *entry;
  DIR *dir;
  int files = 0;

  snprintf (folder, sizeof folder, "%s/tests/fuzz/%s", srcdir ? srcdir : ".",
            CORPUS);
  dir = opendir (folder);
  while (dir != NULL && (entry = readdir (dir)) != NULL)
    if (entry->d_name[0] != '.') {
      replay (folder, entry->d_name);
      files++;
    }
  if (dir != NULL)
    closedir (dir);
  ok (files > 0, "%s has a corpus", CORPUS);
  return tap_done ();
}
