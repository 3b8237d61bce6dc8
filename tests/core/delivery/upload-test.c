/* upload-test.c - every change leaves once, in an unbroken chain of batches,
 * although uploads are killed; and what comes back is heard once.
 */

#include "base/json.h"
#include "batch/import.h"
#include "delivery/delivery.h"
#include "tests/core/office.h"

#include <glob.h>
#include <sys/resource.h>
#include <sys/stat.h>

static struct office *office;
static char target[PATH_MAX + 8]; /* "file:WORK/usb" */

/* ---- Saving and uploading ------------------------------------------------ */

static void
save_births (struct office *o, unsigned first, unsigned count)
{
  SCOPED_BYTES text = { 0 };
  const char *files[] = { in_work ("in.csv") };
  struct import_sum sum;
  struct error e = { 0 };
  struct import_job job = { .site = o->site,
                            .config = site_config (o->site),
                            .procedure = &births,
                            .files = files,
                            .n_files = 1,
                            .officer = "can-bo" };

  write_births ("in.csv", first, count);
  if (import_run (&job, &sum, &e) != OK || sum.saved != count)
    bail_out ("births cannot be saved", &e);
}

static enum outcome
upload (struct office *o, const char *to, bool dry_run, struct upload_sum *sum,
        struct error *e)
{
  struct upload_job job = { .site = o->site, .target = to, .dry_run = dry_run };

  return upload_run (&job, sum, e);
}

/* An upload that is killed after PAUSE microseconds. */
static void
upload_killed (unsigned pause)
{
  const struct timespec time = { .tv_nsec = pause * 1000L };
  pid_t child = fork ();
  struct upload_sum sum;
  struct site *site;

  if (child == 0) {
    if (site_open (&site, office->folder, false, NULL) != OK)
      _exit (1);
    upload_run (&(struct upload_job){ .site = site, .target = target }, &sum,
                NULL);
    _exit (0);
  }
  nanosleep (&time, NULL);
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
}

static uint64_t
microseconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (uint64_t) now.tv_sec * 1000000 + (uint64_t) now.tv_nsec / 1000;
}

/* How long an upload takes that nobody kills, a new connection included:
 * microseconds.
 */
static uint64_t
time_upload (unsigned first, unsigned count)
{
  struct upload_sum sum;
  struct error e = { 0 };
  struct site *site;
  uint64_t began;

  save_births (office, first, count);
  began = microseconds ();
  if (site_open (&site, office->folder, false, &e) != OK
      || upload_run (&(struct upload_job){ .site = site, .target = target },
                     &sum, &e)
           != OK)
    bail_out ("an upload", &e);
  site_close (site);
  return microseconds () - began;
}

/* ---- What lies there ----------------------------------------------------- */

/* Member KEY of the JSON object NAME, "" when there is none. */
static const char *
member (const char *name, const char *key)
{
  static char values[4][256];
  static unsigned next;
  SCOPED_BYTES text = { 0 };
  char *value = values[next++ % 4];
  struct json_reader r;
  bool here = false;

  value[0] = '\0';
  read_text (name, &text);
  json_begin (&r, text.at, text.len);
  for (enum json_kind kind = json_next (&r);
       kind != JSON_END && kind != JSON_BAD; kind = json_next (&r)) {
    if (here && kind != JSON_KEY)
      snprintf (value, sizeof values[0], "%s", bytes_text (&r.text));
    here = kind == JSON_KEY && strcmp (bytes_text (&r.text), key) == 0;
  }
  json_done (&r);
  return value;
}

static const char *
file_of (unsigned batch, const char *file)
{
  static char names[4][64];
  static unsigned next;
  char *name = names[next++ % 4];

  snprintf (name, sizeof names[0], "usb/%06u/%s", batch, file);
  return name;
}

static size_t
glob_count (const char *pattern)
{
  glob_t found;
  size_t count = 0;

  if (glob (in_work (pattern), 0, NULL, &found) == 0) {
    count = found.gl_pathc;
    globfree (&found);
  }
  return count;
}

static bool
is_there (const char *name)
{
  return access (in_work (name), F_OK) == 0;
}

/* Whether every change from *NEXT on is one line, in order. */
static bool
lines_follow (unsigned batch, uint64_t *next)
{
  SCOPED_BYTES text = { 0 };

  for (const char *at = read_text (file_of (batch, "records.jsonl"), &text);
       *at != '\0'; at = strchr (at, '\n') + 1) {
    char begin[64];

    snprintf (begin, sizeof begin, "{\"change\":%llu,\"action\":\"",
              (unsigned long long) *next);
    if (strncmp (at, begin, strlen (begin)) != 0) {
      printf ("# wanted %s\n# got    %.60s\n", begin, at);
      return false;
    }
    ++*next;
  }
  return true;
}

static bool
proves_itself (unsigned batch)
{
  SCOPED_BYTES text = { 0 };
  unsigned char hash[HASH_SIZE];
  char hex[2 * HASH_SIZE + 1];

  read_text (file_of (batch, "records.jsonl"), &text);
  sha256_of (text.at, text.len, hash);
  hex_of (hash, HASH_SIZE, hex);
  return strcmp (hex, member (file_of (batch, "manifest.json"), "sha256")) == 0;
}

/* All batches: every change in exactly one, each bound to the one before. */
static void
check_batches (uint64_t changes)
{
  char before[65] = "";
  uint64_t next = 1, first = 1;
  unsigned batch = 1;
  bool follows = true, chained = true, proven = true;

  for (; is_there (file_of (batch, "manifest.json")); batch++) {
    const char *manifest = file_of (batch, "manifest.json");

    chained &=
      strcmp (member (manifest, "previous_sha256"), before) == 0
      && strtoull (member (manifest, "first_change"), NULL, 10) == first;
    follows &= lines_follow (batch, &next);
    proven &= proves_itself (batch);
    first = strtoull (member (manifest, "last_change"), NULL, 10) + 1;
    snprintf (before, sizeof before, "%s", member (manifest, "sha256"));
  }
  printf ("# %u batches, %llu changes\n", batch - 1,
          (unsigned long long) next - 1);
  ok (follows && next == changes + 1 && first == changes + 1,
      "every change is in exactly one batch, in order");
  ok (chained, "each manifest names the sha256 before it");
  ok (proven, "each manifest proves its records");
}

/* ---- Tests --------------------------------------------------------------- */

static void
try_killed (void)
{
  enum { KILLS = 8, EACH = 40 };
  uint64_t took = time_upload (KILLS * EACH, EACH);
  struct upload_sum sum;
  struct error e = { 0 };

  for (unsigned i = 0; i < KILLS; i++) {
    save_births (office, i * EACH, EACH);
    upload_killed ((unsigned) (took * (i + 1) / KILLS));
  }
  ok (went (upload (office, target, false, &sum, &e), &e),
      "an upload that nobody kills ends well");
  ok (went (upload (office, target, false, &sum, &e), &e) && sum.offered == 0
        && sum.batches == 0,
      "again there is nothing to offer");
  check_batches ((KILLS + 1) * EACH);
  ok (!is_there ("usb/000001.part"), "no half batch is left");
}

static void
try_manifest (void)
{
  SCOPED_BYTES text = { 0 }, records = { 0 }, wanted = { 0 };
  const struct identity *identity = &site_config (office->site)->identity;
  char site[2 * ID_SIZE + 1];
  const char *manifest = file_of (1, "manifest.json");

  hex_of (identity->site, ID_SIZE, site);
  bytes_printf (
    &wanted,
    "{\"format\":1,\"site\":\"%s\",\"epoch\":%u,\"office\":\"H29.22.1\","
    "\"batch\":1,\"file\":\"records.jsonl\",\"count\":%s,\"first_change\":1,"
    "\"last_change\":%s,\"sha256\":\"%s\",\"previous_sha256\":\"\","
    "\"chain\":\"%s\",\"created\":\"",
    site, identity->epoch, member (manifest, "count"),
    member (manifest, "last_change"), member (manifest, "sha256"),
    member (manifest, "chain"));
  read_text (manifest, &text);
  if (!ok (strncmp (bytes_text (&text), bytes_text (&wanted), wanted.len) == 0
             && strlen (member (manifest, "chain")) == 64
             && text.at[text.len - 1] == '\n',
           "the manifest has its members in their order"))
    printf ("# wanted %s\n# got    %s", bytes_text (&wanted),
            bytes_text (&text));

  read_text (file_of (1, "records.jsonl"), &records);
  ok (strstr (bytes_text (&records), "\"officer\":\"") != NULL
        && strstr (bytes_text (&records),
                   "\",\"procedure\":\"1.001193\",\"revision\":1,\"version\":1,"
                   "\"state\":2,\"received\":\"2026-11-20T09:00:00+07:00\","
                   "\"due\":\"2026-11-20T17:00:00+07:00\",\"override\":\"\","
                   "\"nyc_ho_ten\":\"")
             != NULL,
      "a line has the change, the header and the fields");
  printf ("# %.400s\n", bytes_text (&records));
}

/* The chain in the manifest is the hash in the head of the next change. */
static void
try_chain (void)
{
  uint64_t last =
    strtoull (member (file_of (1, "manifest.json"), "last_change"), NULL, 10);
  SCOPED_BYTES hold = { 0 };
  char hex[2 * HASH_SIZE + 1];
  struct change change;
  struct error e = { 0 };

  if (!went (site_change (office->site, last + 1, &change, &hold, &e), &e))
    return;
  hex_of (change.hash_before, HASH_SIZE, hex);
  ok (strcmp (hex, member (file_of (1, "manifest.json"), "chain")) == 0,
      "the chain goes on in the next change");
}

/* Batches made again are the same bytes; lost ones are offered again. */
static void
try_lost (void)
{
  SCOPED_BYTES before = { 0 }, after = { 0 }, manifest = { 0 }, again = { 0 };
  struct upload_sum sum;
  struct error e = { 0 };

  read_text (file_of (2, "records.jsonl"), &before);
  read_text (file_of (2, "manifest.json"), &manifest);
  folder_remove (in_work ("usb/000002"), NULL);
  mkdir (in_work ("usb/000002.part"), 0700);
  write_text ("usb/000002.part/records.jsonl", "half", 4);
  mkdir (in_work ("usb/000099.part"), 0700);
  ok (went (upload (office, target, false, &sum, &e), &e) && sum.batches == 1
        && sum.offered > 0,
      "a batch that got lost is offered again");
  read_text (file_of (2, "records.jsonl"), &after);
  read_text (file_of (2, "manifest.json"), &again);
  ok (before.len > 0 && before.len == after.len
        && memcmp (before.at, after.at, before.len) == 0
        && manifest.len == again.len
        && memcmp (manifest.at, again.at, again.len) == 0,
      "it is the same bytes");
  ok (!is_there ("usb/000002.part") && !is_there ("usb/000099.part"),
      "half ones are cleared away");
}

static void
try_two_at_once (void)
{
  enum { AT_ONCE = 3 };
  pid_t children[AT_ONCE];
  struct status status = { 0 };
  int ended, good = 0;

  save_births (office, 2000, 200);
  for (int i = 0; i < AT_ONCE; i++) {
    children[i] = fork ();
    if (children[i] == 0) {
      struct upload_sum sum;
      struct site *site;
      struct error e = { 0 };

      if (site_open (&site, office->folder, false, &e) != OK
          || upload_run (&(struct upload_job){ .site = site, .target = target },
                         &sum, &e)
               != OK) {
        fprintf (stderr, "upload: %s\n", e.text);
        _exit (1);
      }
      _exit (0);
    }
  }
  for (int i = 0; i < AT_ONCE; i++)
    good += waitpid (children[i], &ended, 0) > 0 && ended == 0;
  ok (good == AT_ONCE, "three uploads at once all end well");
  site_status (office->site, &status, NULL);
  check_batches (status.changes);
  ok (status.unsent == 0, "nothing is left behind");
}

/* The medium is full: nothing half is left, and nothing is lost. */
static void
try_full (void)
{
  const struct rlimit small = { 4096, 4096 };
  struct upload_sum sum;
  struct error e = { 0 };
  int ended = 0;
  pid_t child;

  save_births (office, 3000, 50);
  child = fork ();
  if (child == 0) {
    struct site *site;

    signal (SIGXFSZ, SIG_IGN);
    if (site_open (&site, office->folder, false, NULL) != OK
        || setrlimit (RLIMIT_FSIZE, &small) != 0)
      _exit (9);
    _exit (upload_run (&(struct upload_job){ .site = site, .target = target },
                       &sum, NULL));
  }
  waitpid (child, &ended, 0);
  ok (WIFEXITED (ended) && WEXITSTATUS (ended) == ERR_SYSTEM,
      "an upload to a full medium fails");
  ok (glob_count ("usb/*.part") == 0, "nothing half is left there");
  ok (went (upload (office, target, false, &sum, &e), &e) && sum.offered == 50,
      "with room again the batch goes out");
}

/* ---- Coming home --------------------------------------------------------- */

static unsigned problems;

static void
note_problem (void *with, const char *sentence)
{
  (void) with;
  problems++;
  printf ("# %s\n", sentence);
}

static bool
count_receipt (void *with, const struct receipt *receipt,
               const struct code *code)
{
  unsigned *count = with;

  (void) code;
  *count += receipt->batch == 1 && strcmp (receipt->target, target) == 0
            && strcmp (receipt->reason, "thiếu dấu \"đỏ\"") == 0;
  return true;
}

static unsigned
receipts_of (struct office *o)
{
  unsigned count = 0;

  site_receipts (o->site, count_receipt, &count, NULL);
  return count;
}

static enum outcome
upload_heard (struct upload_sum *sum)
{
  struct upload_job job = { .site = office->site,
                            .target = target,
                            .problem = note_problem };
  struct error e = { 0 };

  problems = 0;
  return went (upload_run (&job, sum, &e), &e) ? OK : e.kind;
}

/* %s is the sha256 of batch 1. */
static const struct {
  const char *name, *ack;
  unsigned problems;
} acks[] = {
  { "no JSON", "{\"batch\":1", 1 },
  { "an array", "[1]", 1 },
  { "another batch", "{\"batch\":2,\"sha256\":\"%s\",\"rejected\":[]}", 1 },
  { "another sha256", "{\"batch\":1,\"sha256\":\"00\",\"rejected\":[]}", 1 },
  { "a rejection without an id",
    "{\"batch\":1,\"sha256\":\"%s\",\"rejected\":[{\"reason\":\"x\"}]}", 1 },
  { "a bad one behind a good one",
    "{\"batch\":1,\"sha256\":\"%s\",\"rejected\":["
    "{\"id\":\"000102030405060708090a0b0c0d0e0f\",\"reason\":\"x\"},7]}",
    1 },
  { "an empty file", "", 1 },
};

static void
write_ack (const char *ack)
{
  SCOPED_BYTES text = { 0 };

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  bytes_printf (&text, ack, member (file_of (1, "manifest.json"), "sha256"));
#pragma GCC diagnostic pop
  write_text (file_of (1, "ack.json"), bytes_text (&text), text.len);
}

static void
try_acks (void)
{
  SCOPED_BYTES text = { 0 }, ack = { 0 };
  struct upload_sum sum;
  char id[33];

  for (size_t i = 0; i < sizeof acks / sizeof *acks; i++) {
    write_ack (acks[i].ack);
    ok (upload_heard (&sum) == OK && problems == acks[i].problems
          && sum.problems == problems && sum.acknowledged == 0
          && sum.rejected == 0,
        "%s is reported, and stops nothing", acks[i].name);
  }
  snprintf (
    id, sizeof id, "%s",
    strstr (read_text (file_of (1, "records.jsonl"), &text), "\"id\":\"") + 6);
  bytes_printf (&ack,
                "{\"sha256\":\"%%s\",\"more\":{\"x\":[1]},\"batch\":1,"
                "\"rejected\":[{\"reason\":\"thiếu dấu \\\"đỏ\\\"\","
                "\"id\":\"%s\",\"line\":3},{\"id\":\"%s\",\"reason\":\"\"}]}\n",
                id, id);
  write_ack (bytes_text (&ack));
  ok (upload_heard (&sum) == OK && problems == 0 && sum.rejected == 1
        && sum.acknowledged
             == strtoull (member (file_of (1, "manifest.json"), "count"), NULL,
                          10),
      "a batch is acknowledged, one record rejected");
  ok (receipts_of (office) == 1, "the rejection is kept, with its reason");
  ok (upload_heard (&sum) == OK && sum.rejected == 0 && sum.acknowledged == 0
        && receipts_of (office) == 1,
      "once");
  folder_remove (in_work ("usb/000001"), NULL);
  ok (upload_heard (&sum) == OK && sum.offered == 0 && !is_there ("usb/000001"),
      "what was acknowledged may be taken away");
}

/* ---- Other folders ------------------------------------------------------- */

static void
try_foreign (void)
{
  struct office *other = office_new ("site2");
  size_t before = glob_count ("usb/*") + glob_count ("usb/*/*");
  char nowhere[PATH_MAX + 8];
  struct upload_sum sum;
  struct error e = { 0 };

  save_births (other, 0, 5);
  ok (upload (other, target, false, &sum, &e) == ERR_SYSTEM
        && strstr (e.text, "another site") != NULL,
      "the folder of another site is refused");
  ok (glob_count ("usb/*") + glob_count ("usb/*/*") == before
        && site_sealed (other->site, 0, &(struct sealed){ 0 }, NULL)
             == ERR_ABSENT,
      "nothing was written, nothing sealed");
  snprintf (nowhere, sizeof nowhere, "file:%s", in_work ("new"));
  ok (went (upload (other, nowhere, true, &sum, &e), &e) && sum.offered == 5
        && sum.batches == 1 && !is_there ("new"),
      "a dry run says what would go, and writes nothing");
  ok (went (upload (other, nowhere, false, &sum, &e), &e) && sum.offered == 5
        && is_there ("new/000001/manifest.json"),
      "a folder that is missing is made");
  mkdir (in_work ("new/000002"), 0700);
  save_births (other, 100, 5);
  ok (upload (other, nowhere, false, &sum, &e) == ERR_SYSTEM
        && strstr (e.text, "000002") != NULL,
      "something else in a batch's place is left alone");
  rmdir (in_work ("new/000002"));
  ok (went (upload (other, nowhere, false, &sum, &e), &e) && sum.offered == 5,
      "and when it is gone the batch goes there");
}

static const struct {
  const char *name, *target;
} bad_targets[] = {
  { "no scheme", "usb" },
  { "an unknown scheme", "nowhere:x" },
  { "the beginning of a scheme", "fil:x" },
  { "nothing", "" },
};

static void
try_bad_targets (void)
{
  struct upload_sum sum;
  struct error e = { 0 };

  for (size_t i = 0; i < sizeof bad_targets / sizeof *bad_targets; i++)
    ok (upload (office, bad_targets[i].target, false, &sum, &e) == ERR_INPUT,
        "%s is no target", bad_targets[i].name);
  ok (upload (office, "file:", false, &sum, &e) == ERR_SYSTEM,
      "a folder without a name");
}

int
main (void)
{
  start ();
  office = office_new ("site");
  snprintf (target, sizeof target, "file:%s", in_work ("usb"));
  mkdir (in_work ("usb"), 0700);
  try_killed ();
  try_manifest ();
  try_chain ();
  try_lost ();
  try_two_at_once ();
  try_full ();
  try_acks ();
  try_foreign ();
  try_bad_targets ();
  return tap_done ();
}
