/* store-fuzz.c - whatever bytes a table holds, reading it ends in an answer or
 * in a sentence.
 *
 * The first byte chooses a table, the second how long the key is; then key and
 * value.  They are put beside what a small site has, in a transaction that is
 * given up.
 */

#include "base/clock.h"
#include "tests/core/store/forms.h"
#include "tests/fuzz/fuzz.h"

static volatile unsigned char seen;

static void
look (struct slice bytes)
{
  for (size_t i = 0; i < bytes.len; i++)
    seen ^= bytes.at[i];
}

static bool
see_row (void *with, const struct row *row)
{
  (void) with;
  look (row->name);
  look (row->birth);
  return true;
}

static bool
see_change (void *with, const unsigned char id[ID_SIZE], const struct change *c)
{
  (void) with;
  look (slice_of (id, ID_SIZE));
  look (c->image);
  return true;
}

static bool
see_draft (void *with, const struct draft *d)
{
  (void) with;
  look (d->values);
  return true;
}

static bool
see_target (void *with, const struct target *t)
{
  (void) with;
  look (slice_of (t->name, strlen (t->name)));
  return true;
}

static bool
see_receipt (void *with, const struct receipt *r, const struct code *c)
{
  (void) with;
  look (slice_of (r->reason, strlen (r->reason)));
  look (slice_of (c->text, strlen (c->text)));
  return true;
}

static void
read_lists (struct store *s)
{
  struct filter all = { .limit = 20 };
  struct filter due = { .limit = 20,
                        .overdue_only = true,
                        .now = clock_now () };
  struct filter one = { .limit = 20, .procedure = 1 };
  uint32_t total;
  bool more;

  store_list (s, &all, see_row, NULL, &more, NULL);
  store_list (s, &due, see_row, NULL, &more, NULL);
  store_list (s, &one, see_row, NULL, &more, NULL);
  store_find (s, "nguyen van an", true, 20, see_row, NULL, &total, &more, NULL);
  store_find (s, "1005", false, 20, see_row, NULL, &total, &more, NULL);
  store_by_person (s, 24097604639, 20, see_row, NULL, NULL);
}

static void
read_records (struct store *s)
{
  uint32_t ordinal = 1;
  uint64_t seq = 1;

  store_scan_records (s, &ordinal, 8, 0, 1 << 20, see_change, NULL, NULL);
  store_scan_changes (s, &seq, 8, true, 1 << 20, see_change, NULL, NULL);
  for (uint32_t n = 1; n < 8; n++) {
    SCOPED_BYTES hold = { 0 }, other = { 0 };
    struct change c;
    struct row row;

    if (store_row (s, n, &row, &hold, NULL) == OK)
      see_row (NULL, &row);
    if (store_change (s, n, &c, &other, NULL) == OK)
      look (c.image);
  }
}

static void
read_kept (struct store *s)
{
  const unsigned char id[ID_SIZE] = { 1 };
  const struct form *form;
  struct sealed sealed;
  uint64_t first, last;

  store_drafts (s, 0, see_draft, NULL, NULL);
  store_targets (s, see_target, NULL, NULL);
  store_receipts (s, see_receipt, NULL, NULL);
  for (uint16_t n = 1; n < 4; n++) {
    store_sealed (s, n, &sealed, NULL);
    store_form (s, n, 1, &form, NULL);
    store_answered (s, id, n, &first, &last, NULL);
  }
}

static struct store *store;

static void
end (void)
{
  store_close (store);
}

static void
begin (void)
{
  setenv ("HOSO_CLOCK", "2026-11-21T08:00:00+07:00", 0);
  test_start ();
  store = test_create ();
  atexit (end);
  test_register (store);
  test_save (store, 1, 5);
}

int
LLVMFuzzerTestOneInput (const uint8_t *at, size_t len)
{
  struct reader r = reader_of (at, len);
  enum table table;
  size_t size;
  struct slice key;

  if (store == NULL)
    begin ();
  table = take_u8 (&r) % TABLES;
  size = take_u8 (&r);
  key = take (&r, size < r.left ? size : r.left);
  store_begin (store, NULL);
  if (table_put (store, table, key, slice_of (r.at, r.left), NULL) == OK) {
    read_lists (store);
    read_records (store);
    read_kept (store);
  }
  store_abort (store);
  store_forms_forget (store);
  return 0;
}
