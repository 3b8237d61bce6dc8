/* folder-fuzz.c - whatever the small files of a store's folder hold, the start
 * after a power cut reads them or passes them over.
 *
 * The first byte chooses the file: a backup's manifest, the witness, the page
 * journal as it is, or with a head that agrees with its hash.
 */

#include "store/backup.h"
#include "store/guard-journal.h"
#include "tests/core/store/fixture.h"
#include "tests/fuzz/fuzz.h"

#include "store/guard.h"
#include "store/witness.h"

#include <fcntl.h>
#include <unistd.h>

enum { HEAD = 64, HASHED = 32, ROWS = 4096, PAGE_ROW = 32, PAGES_AT = 16 };

static void
lay (const char *name, const void *at, size_t len)
{
  char path[PATH_MAX];
  int fd;

  snprintf (path, sizeof path, "%.3000s/%s", test_folder, name);
  unlink (path); /* a file that is cut short is flushed when it is closed */
  fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0 || write (fd, at, len) != (ssize_t) len)
    exit (1);
  close (fd);
}

static void
read_manifest (const uint8_t *at, size_t len)
{
  struct backup backup = { .n_files = 0 };

  lay ("manifest.json", at, len);
  if (backup_read (test_folder, &backup, NULL) == OK && backup_size (&backup))
    backup.time++;
  backup_free (&backup);
}

static void
read_witness (const uint8_t *at, size_t len)
{
  struct witness witness;
  int fd;

  lay ("witness", at, len);
  fd = witness_open (test_folder, O_RDWR, 0600);
  witness_read (fd, &witness);
  close (fd);
}

static void
replay (const uint8_t *at, size_t len)
{
  static const unsigned char table[16384] = { 1 };
  struct guard *guard = NULL;

  lay ("page-guard", at, len);
  lay ("find.db", table, sizeof table);
  if (guard_begin (&guard, test_folder, 0600) == 0)
    guard_end (guard);
}

/* As guard-journal.c writes it: else nothing behind the hash is ever read. */
static void
replay_agreeing (const uint8_t *at, size_t len)
{
  SCOPED_BYTES file = { 0 };
  struct reader pages;
  struct hash hash;
  size_t rows;

  bytes_add (&file, at, len);
  while (file.len < ROWS)
    bytes_add_char (&file, 0);
  pages = reader_of (file.at + PAGES_AT, 4);
  rows = ROWS + (size_t) (take_u32 (&pages) % 1024) * PAGE_ROW;
  while (file.len < rows)
    bytes_add_char (&file, 0);
  hash_start (&hash, NULL);
  hash_add (&hash, file.at, HASHED);
  hash_add (&hash, file.at + HEAD, rows - HEAD);
  hash_end (&hash, file.at + HASHED);
  replay (file.at, file.len);
}

static void (*const readers[]) (const uint8_t *, size_t) = {
  read_manifest,
  read_witness,
  replay,
  replay_agreeing,
};

int
LLVMFuzzerTestOneInput (const uint8_t *at, size_t len)
{
  if (test_folder[0] == '\0')
    test_start ();
  if (len > 0)
    readers[at[0] % 4](at + 1, len - 1);
  return 0;
}
