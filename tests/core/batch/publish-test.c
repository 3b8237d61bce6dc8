/* publish-test.c - large files, with and without a place on the disk, are what
 * was written to them.
 */

#include "base/file.h"
#include "batch/publish.h"
#include "tests/tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST = 8 * 1024 * 1024 };

static const struct {
  const char *name, *folder; /* NULL: where tests work */
  size_t records, size;
} cases[] = {
  { "nothing", NULL, 0, 0 },
  { "less than a piece", NULL, 100, 77 },
  { "blocks, less than a piece", NULL, 16, 4096 },
  { "blocks and some bytes", NULL, 101, 1001 },
  { "a piece to the byte", NULL, 2048, 1024 },
  { "pieces and some bytes", NULL, 5003, 1001 },
  { "a record longer than a piece", NULL, 2, 2500001 },
  { "in memory", "/dev/shm", 3001, 1001 },
};

/* Record I of a file; no two are alike. */
static void
fill_in (char *to, size_t size, size_t i)
{
  for (size_t at = 0; at < size; at++)
    to[at] = (char) ('a' + (at * 7 + i) % 26);
}

static enum outcome
write_all (const char *path, size_t records, size_t size, struct error *e)
{
  struct publish p;
  enum outcome done = publish_open (&p, path, e);

  for (size_t i = 0; done == OK && i < records; i++) {
    fill_in (p.sink.room (&p.sink, size), size, i);
    p.sink.wrote (&p.sink, size);
  }
  return done == OK ? publish_end (&p, e) : done;
}

static bool
is_there (const char *path, size_t records, size_t size)
{
  SCOPED_BYTES found = { 0 };
  char *record = bytes_must (size);
  bool good =
    file_read (path, MOST, &found, NULL) == OK && found.len == records * size;

  for (size_t i = 0; good && i < records; i++) {
    fill_in (record, size, i);
    good = memcmp (found.at + i * size, record, size) == 0;
  }
  free (record);
  return good;
}

int
main (void)
{
  const char *tmp = getenv ("TMPDIR");

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *in = cases[i].folder != NULL ? cases[i].folder
                     : tmp != NULL           ? tmp
                                             : "/tmp";
    char folder[200], path[220];
    struct error e = { 0 };

    snprintf (folder, sizeof folder, "%s/hoso-test.XXXXXX", in);
    if (access (in, W_OK) != 0 || mkdtemp (folder) == NULL) {
      ok (true, "%s # SKIP no such folder", cases[i].name);
      continue;
    }
    snprintf (path, sizeof path, "%s/file", folder);
    if (!ok (write_all (path, cases[i].records, cases[i].size, &e) == OK
               && is_there (path, cases[i].records, cases[i].size),
             "%s", cases[i].name))
      printf ("# %s\n", e.text);
    unlink (path);
    rmdir (folder);
  }
  return tap_done ();
}
