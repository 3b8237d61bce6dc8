/* verify-pages-test.c - pages that are good one by one, but not together: what
 * stands above leaves, and beside them.
 */

#include "tests/core/store/forms.h"

#include "store/page.h"
#include "store/sum.h"

#include <fcntl.h>
#include <unistd.h>

enum { DOSSIERS = 800 };

static struct store *s;
static struct error e;

/* ---- pages of a table's file ---------------------------------------------
 */

/* One page, in memory and in the file that the store has open too. */
struct sheet {
  int fd;
  struct page_meta meta;
  struct page page;
  unsigned char bytes[PAGE_SIZE];
};

static bool
sheet_turn (struct sheet *sheet, uint32_t number)
{
  return pages_fetch (sheet->fd, sheet->bytes, number, 1) == 1
         && page_read (sheet->bytes, number, sheet->meta.summed, &sheet->page)
              == PAGE_GOOD;
}

/* Opens the file of T at its root. */
static bool
sheet_open (struct sheet *sheet, enum table t)
{
  char path[4096];

  if (table_path (s, t, path, &e) != OK)
    return false;
  sheet->fd = open (path, O_RDWR | O_CLOEXEC);
  return sheet->fd >= 0 && pages_fetch (sheet->fd, sheet->bytes, 0, 1) == 1
         && page_meta_read (sheet->bytes, &sheet->meta) == PAGE_GOOD
         && sheet_turn (sheet, sheet->meta.root)
         && sheet->page.type == TYPE_INNER && sheet->page.count > 2;
}

/* Writes BYTES as the page at hand, with the sum that they have. */
static void
sheet_put (const struct sheet *sheet, const unsigned char *bytes)
{
  unsigned char page[PAGE_SIZE];
  off_t at = (off_t) sheet->page.number * PAGE_SIZE;

  memcpy (page, bytes, PAGE_SIZE);
  if (sheet->meta.summed) {
    set_u32 (page, PAGE_SUM, 0);
    set_u32 (page, PAGE_SUM, sum_on (0, page, PAGE_SIZE));
  }
  if (pwrite (sheet->fd, page, PAGE_SIZE, at) != PAGE_SIZE)
    printf ("# a page cannot be written\n");
}

static void
add_sentence (void *with, const char *sentence)
{
  bytes_printf (with, "%s\n", sentence);
}

/* Whether verify says WORDS when the page at hand has BYTES. */
static bool
is_said (const struct sheet *sheet, const unsigned char *bytes,
         const char *words)
{
  SCOPED_BYTES said = { 0 };
  bool found;

  sheet_put (sheet, bytes);
  test_verify (s, add_sentence, &said);
  sheet_put (sheet, sheet->bytes);
  found = strstr (bytes_text (&said), words) != NULL;
  if (!found)
    printf ("# wanted \"%s\", got:\n%s", words, bytes_text (&said));
  return found;
}

/* ---- keys ----------------------------------------------------------------
 */

/* The last byte of each key, so that it is a neighbour of what it was. */
static void
test_keys (struct sheet *sheet, const char *table)
{
  unsigned missed = 0;
  char words[80];

  snprintf (words, sizeof words, "%s: the keys of page ", table);
  for (unsigned i = 1; i < sheet->page.count; i++) {
    struct slice key = page_item (&sheet->page, i).bytes;
    size_t last = (size_t) (key.at - sheet->bytes) + key.len - 1;
    unsigned char bytes[PAGE_SIZE];

    for (int step = -1; step <= 1; step += 2) {
      memcpy (bytes, sheet->bytes, PAGE_SIZE);
      bytes[last] = (unsigned char) (bytes[last] + step);
      missed += !is_said (sheet, bytes, words);
    }
  }
  ok (missed == 0 && sheet->page.count > 2, "%s: %u keys above pages are named",
      table, sheet->page.count - 1u);
}

/* Each page is still named once. */
static void
test_exchange (struct sheet *sheet, const char *table)
{
  unsigned char bytes[PAGE_SIZE];
  unsigned char *one = bytes + get_u16 (sheet->page.places, 2);
  unsigned char *other = bytes + get_u16 (sheet->page.places, 4);

  memcpy (bytes, sheet->bytes, PAGE_SIZE);
  set_u32 (one, 4, page_item (&sheet->page, 2).child);
  set_u32 (other, 4, page_item (&sheet->page, 1).child);
  ok (is_said (sheet, bytes, "are looked for in other pages"),
      "%s: two pages in each other's place", table);
}

/* ---- numbers -------------------------------------------------------------
 */

static const struct {
  const char *name;
  bool leaf;
  unsigned at;
  const char *words;
} numbers[] = {
  { "the level of an inner page", false, PAGE_LEVEL, "do not hang together" },
  { "the level of a leaf", true, PAGE_LEVEL, "does not decode" },
  { "the page before a leaf", true, PAGE_BEFORE, "do not hang together" },
  { "the page after a leaf", true, PAGE_AFTER, "do not hang together" },
  { "the number of a leaf", true, PAGE_NUMBER, "is another page" },
};

static void
test_numbers (struct sheet *sheet, const char *table)
{
  uint32_t leaf = page_item (&sheet->page, 1).child;

  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    unsigned char bytes[PAGE_SIZE];

    sheet_turn (sheet, numbers[i].leaf ? leaf : sheet->meta.root);
    memcpy (bytes, sheet->bytes, PAGE_SIZE);
    bytes[numbers[i].at] ^= 4;
    ok (is_said (sheet, bytes, numbers[i].words), "%s: %s", table,
        numbers[i].name);
  }
}

/* ---- tables --------------------------------------------------------------
 */

/* One without sums, one of many small entries, one whose keys are random. */
static const enum table tables[] = { T_CHANGES, T_RECORDS, T_ID };

static void
test_table (enum table t)
{
  struct sheet sheet = { .fd = -1 };

  if (ok (sheet_open (&sheet, t), "%s: pages below a page", table_name (t))) {
    test_keys (&sheet, table_name (t));
    test_exchange (&sheet, table_name (t));
    test_numbers (&sheet, table_name (t));
  }
  if (sheet.fd >= 0)
    close (sheet.fd);
}

int
main (void)
{
  test_start ();
  s = test_create ();
  test_register (s);
  test_save (s, 1, DOSSIERS);
  ok (test_verify (s, NULL, NULL) == 0, "all of it agrees");
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
    test_table (tables[i]);
  ok (test_verify (s, NULL, NULL) == 0, "and in the end too");
  store_close (s);
  return tap_done ();
}
