/* scan-test.c - one consistent picture of the store, a piece at a time. */

#include "tests/core/store/forms.h"

#include "base/file.h"

/* "3.1 " for version 1 of record 3. */
static bool
add_version (void *with, const unsigned char id[ID_SIZE],
             const struct change *c)
{
  unsigned n;

  memcpy (&n, id + 12, 4);
  bytes_printf (with, "%u.%u%s ", c->ordinal, c->version,
                n == c->ordinal ? "" : "?");
  return true;
}

static void
amend_to (struct store *s, unsigned n, uint32_t version, const char *notes)
{
  struct error e = { 0 };
  struct saved saved;
  struct dossier d;

  dossier_make (&d, n);
  d.save.action = AMEND;
  d.save.version_read = version;
  d.texts[F_NOTES] = notes;
  store_begin (s, &e);
  went (store_save (s, &d.save, &saved, &e), &e);
  store_commit (s, &e);
}

static void
amend (struct store *s, unsigned n, uint32_t version)
{
  amend_to (s, n, version, "sửa");
}

static void
by_record (struct store *s, uint64_t until, uint16_t procedure, size_t size,
           struct bytes *seen)
{
  struct error e = { 0 };
  uint32_t at = 0;

  do
    if (!went (store_scan_records (s, &at, until, procedure, size, add_version,
                                   seen, &e),
               &e))
      return;
  while (at != 0);
}

static void
by_change (struct store *s, uint64_t from, uint64_t until, bool latest,
           size_t size, struct bytes *seen)
{
  struct error e = { 0 };
  uint64_t at = from;

  do
    if (!went (store_scan_changes (s, &at, until, latest, size, add_version,
                                   seen, &e),
               &e))
      return;
  while (at != 0);
}

/* Changes: 1..8 new records 1..8; 9: 3.2, 10: 5.2, 11: 3.3, 12: record 9. */
static const struct {
  const char *name, *seen;
  uint64_t from, until;
  enum { RECORD, CHANGE, LATEST } by;
  uint16_t procedure;
} scans[] = {
  { "records, now", "1.1 2.1 3.3 4.1 5.2 6.1 7.1 8.1 9.1 ", 0, 12, RECORD, 0 },
  { "records before the amendments", "1.1 2.1 3.1 4.1 5.1 6.1 7.1 8.1 ", 0, 8,
    RECORD, 0 },
  { "records amidst them", "1.1 2.1 3.2 4.1 5.2 6.1 7.1 8.1 ", 0, 10, RECORD,
    0 },
  { "records when there were three", "1.1 2.1 3.1 ", 0, 3, RECORD, 0 },
  { "records when there were none", "", 0, 0, RECORD, 0 },
  { "records of the procedure", "1.1 2.1 3.1 ", 0, 3, RECORD, 1 },
  { "records of another procedure", "", 0, 12, RECORD, 2 },
  { "all changes", "1.1 2.1 3.1 4.1 5.1 6.1 7.1 8.1 3.2 5.2 3.3 9.1 ", 0, 12,
    CHANGE, 0 },
  { "changes from one on", "8.1 3.2 5.2 3.3 9.1 ", 8, 12, CHANGE, 0 },
  { "changes until one", "7.1 8.1 3.2 ", 7, 9, CHANGE, 0 },
  { "the latest changes", "1.1 2.1 4.1 6.1 7.1 8.1 5.2 3.3 9.1 ", 0, 12, LATEST,
    0 },
  { "the latest changes of a picture", "1.1 2.1 4.1 6.1 7.1 8.1 3.2 5.2 ", 0,
    10, LATEST, 0 },
  { "the latest changes from one on", "3.2 5.2 ", 9, 10, LATEST, 0 },
  { "changes behind the last", "", 13, 20, CHANGE, 0 },
};

static void
scan (struct store *s, size_t i, size_t size)
{
  SCOPED_BYTES seen = { 0 };

  if (scans[i].by == RECORD)
    by_record (s, scans[i].until, scans[i].procedure, size, &seen);
  else
    by_change (s, scans[i].from, scans[i].until, scans[i].by == LATEST, size,
               &seen);
  if (!ok (strcmp (bytes_text (&seen), scans[i].seen) == 0,
           "%s, in pieces of %zu", scans[i].name, size))
    printf ("# wanted \"%s\" got \"%s\"\n", scans[i].seen, bytes_text (&seen));
}

static bool
stop_at_three (void *with, const unsigned char id[ID_SIZE],
               const struct change *c)
{
  (void) id;
  (void) c;
  return ++*(unsigned *) with < 3;
}

static void
test_stop (struct store *s)
{
  unsigned seen = 0;
  uint32_t record = 0;
  uint64_t change = 0;

  store_scan_records (s, &record, 12, 0, 1 << 20, stop_at_three, &seen, NULL);
  ok (seen == 3 && record == 4, "a scan of records goes on where it stopped");
  seen = 0;
  store_scan_changes (s, &change, 12, false, 1 << 20, stop_at_three, &seen,
                      NULL);
  ok (seen == 3 && change == 4, "a scan of changes too");
}

/* ---- many records, against each looked up by itself ---------------------- */

enum { MANY = 400, LARGE = 150 * 1000 };

/* Some again and again, some in the order they were entered, one very large. */
static void
amend_many (struct store *s)
{
  char *large = bytes_must (LARGE + 1);
  uint32_t versions[MANY + 1];

  memset (large, 'x', LARGE);
  large[LARGE] = '\0';
  for (unsigned n = 1; n <= MANY; n++)
    versions[n] = n == 3 ? 3 : n == 5 ? 2 : 1;
  for (unsigned n = 20; n < 120; n++)
    amend (s, n, versions[n]++);
  for (unsigned n = 390; n > 10; n -= 7)
    amend (s, n, versions[n]++);
  for (unsigned n = 40; n < 60; n += 2)
    amend (s, n, versions[n]++);
  amend_to (s, 200, versions[200]++, large);
  free (large);
}

/* Version of record N as it was at change UNTIL; 0: it was not. */
static uint32_t
version_at (struct store *s, uint32_t n, uint64_t until)
{
  SCOPED_BYTES hold = { 0 };
  struct error e = { 0 };
  struct change c = { .version = 0 };
  struct row row;

  if (!went (store_row (s, n, &row, &hold, &e), &e))
    return 0;
  for (uint64_t seq = row.seq; seq > 0; seq = c.before)
    if (!went (store_change (s, seq, &c, &hold, &e), &e) || seq <= until)
      return seq <= until ? c.version : 0;
  return 0;
}

static void
test_many (struct store *s, const char *when)
{
  static const uint64_t pictures[] = { 12, 100, MANY, 412, 450, 512, 550, 600 };
  static const size_t sizes[] = { 1, 5000, 1 << 20 };
  struct counts counts;

  store_counts (s, &counts);
  for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++) {
    SCOPED_BYTES wanted = { 0 };

    for (uint32_t n = 1; n <= MANY; n++) {
      uint32_t version = version_at (s, n, pictures[i]);

      if (version > 0)
        bytes_printf (&wanted, "%u.%u ", n, version);
    }
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
      SCOPED_BYTES seen = { 0 };

      by_record (s, pictures[i], 0, sizes[k], &seen);
      ok (wanted.len > 0
            && strcmp (bytes_text (&seen), bytes_text (&wanted)) == 0,
          "many records at change %u, in pieces of %zu, %s",
          (unsigned) pictures[i], sizes[k], when);
    }
  }
  ok (counts.records == MANY && counts.changes > 550,
      "of %u records and %u changes", (unsigned) counts.records,
      (unsigned) counts.changes);
}

/* Scans piece by piece in turns, each as if it were alone: by change from two
 * places, and by record; in between the store is changed by MEANWHILE.
 */
static void
test_turns (struct store *s, void (*meanwhile) (struct store *),
            const char *name)
{
  struct bytes seen[3] = { { 0 } }, alone[3] = { { 0 } };
  uint64_t one = 1, other = 200, until = 540;
  uint32_t record = 1;
  struct error e = { 0 };
  bool good = true;

  by_change (s, one, until, false, 1 << 20, &alone[0]);
  by_change (s, other, until, false, 1 << 20, &alone[1]);
  by_record (s, until, 0, 1 << 20, &alone[2]);
  for (unsigned piece = 0; good && (one | other | record) != 0; piece++) {
    if (piece == 2)
      meanwhile (s);
    if (one != 0)
      good = store_scan_changes (s, &one, until, false, 3000, add_version,
                                 &seen[0], &e)
             == OK;
    if (good && other != 0)
      good = store_scan_changes (s, &other, until, false, 2000, add_version,
                                 &seen[1], &e)
             == OK;
    if (good && record != 0)
      good = store_scan_records (s, &record, until, 0, 2500, add_version,
                                 &seen[2], &e)
             == OK;
  }
  for (size_t i = 0; i < 3; i++) {
    good &= seen[i].len > 0
            && strcmp (bytes_text (&seen[i]), bytes_text (&alone[i])) == 0;
    bytes_free (&seen[i]);
    bytes_free (&alone[i]);
  }
  ok (went (good ? OK : ERR_DAMAGED, &e), "three scans in turns, %s", name);
}

static void
nothing (struct store *s)
{
  (void) s;
}

static void
save_and_settle (struct store *s)
{
  amend (s, 7, version_at (s, 7, UINT64_MAX));
  store_checkpoint (s, 0, NULL);
}

/* Pages of the log move to other places. */
static void
compact (struct store *s)
{
  struct compact c = { .done = false };
  struct error e = { 0 };
  enum outcome done = OK;

  while (done == OK && !c.done)
    done = store_compact (s, &c, true, &e);
  ok (went (done, &e), "the tables are compacted");
}

/* As where a page of the log is damaged. */
static void
test_gap (void)
{
  static const struct {
    const char *name;
    uint64_t gone;
    bool amended;
  } rows[] = {
    { "the first", 1, false },          { "one amidst others", 4, false },
    { "the last", 8, false },           { "the first, one amended", 1, true },
    { "amidst, one amended", 4, true },
  };

  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    SCOPED_BYTES seen = { 0 };
    struct store *s = test_create ();
    struct key gone = seq_key (rows[i].gone);
    uint64_t at = 1;
    uint32_t record = 1;
    struct error e = { 0 };

    test_register (s);
    test_save (s, 1, 8);
    if (rows[i].amended)
      amend (s, 3, 1);
    store_begin (s, &e);
    table_drop (s, T_CHANGES, key_slice (&gone), &e);
    store_commit (s, &e);
    ok (store_scan_changes (s, &at, 8, false, 1 << 20, add_version, &seen, &e)
            == ERR_DAMAGED
          && strcmp (e.text, "") != 0
          && store_scan_records (s, &record, 8, 0, 1 << 20, add_version, &seen,
                                 &e)
               == ERR_DAMAGED,
        "a change that is gone is missed: %s", rows[i].name);
    store_close (s);
  }
}

/* A page of records that an earlier one was written over: in the file it leads
 * back, and to itself again.
 */
static void
test_ring (void)
{
  struct store *s = test_create ();
  SCOPED_BYTES seen = { 0 }, file = { 0 };
  struct error e = { 0 };
  enum outcome done = OK;
  char path[4096];
  uint32_t at = 1;

  test_register (s);
  test_save (s, 1, MANY);
  amend (s, 3, 1);
  store_close (s);
  snprintf (path, sizeof path, "%.3000s/records.db", test_db);
  file_read (path, 64 << 20, &file, &e);
  memcpy (file.at + 5 * 8192, file.at + 3 * 8192, 8192);
  file_write (path, 0600, file.at, file.len, &e);
  s = test_open ();
  for (unsigned n = 0; n < 100 && done == OK && at != 0; n++)
    done =
      store_scan_records (s, &at, MANY + 1, 0, 1 << 20, add_version, &seen, &e);
  ok (done == ERR_DAMAGED, "a page that leads back ends a scan: %s", e.text);
  store_close (s);
}

int
main (void)
{
  struct store *s;

  test_start ();
  s = test_create ();
  test_register (s);
  ok (test_save (s, 1, 8), "eight dossiers are saved");
  amend (s, 3, 1);
  amend (s, 5, 1);
  amend (s, 3, 2);
  test_save (s, 9, 9);
  for (size_t i = 0; i < sizeof scans / sizeof *scans; i++) {
    scan (s, i, 1);
    scan (s, i, 700);
    scan (s, i, 1 << 20);
  }
  test_stop (s);
  test_save (s, 10, MANY);
  amend_many (s);
  test_many (s, "not settled");
  ok (store_checkpoint (s, 0, NULL) == OK, "a checkpoint");
  test_many (s, "settled in the file");
  amend (s, 2, version_at (s, 2, UINT64_MAX));
  test_many (s, "and one saved since");
  test_turns (s, nothing, "and nothing between");
  test_turns (s, save_and_settle, "and a checkpoint between");
  test_turns (s, compact, "and pages that move between");
  test_many (s, "moved within it");
  ok (store_checkpoint (s, 0, NULL) == OK, "another checkpoint");
  test_many (s, "and settled there");
  store_close (s);
  test_gap ();
  test_ring ();
  return tap_done ();
}
