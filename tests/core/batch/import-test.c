/* import-test.c - rows into a site: every row has one fate, and it is told. */

#include "tests/core/batch/importing.h"

/* ---- Good rows ----------------------------------------------------------- */

static void
try_good (struct office *o)
{
  SCOPED_BYTES receipt = { 0 };
  struct import_sum sum;
  struct error e = { 0 };
  const char *text;

  write_births ("good.csv", 0, 300);
  ok (went (import_file (o, "good.csv", NULL, "good.receipt", &sum, &e), &e)
        && is_sum (&sum, 300, 0, 0) && sum.warned == 0,
      "300 births are saved");
  text = read_text ("good.receipt", &receipt);
  ok (begins (text, "row,outcome,record,rule,field,message\n"
                    "1,saved,H29.22.1-261120-0001,,,\n"
                    "2,saved,H29.22.1-261120-0002,,,\n")
        && strstr (text, "\n300,saved,H29.22.1-261120-0300,,,\n") != NULL
        && count_lines (&receipt) == 301,
      "the receipt has a line for each, in order");
  ok (went (import_file (o, "good.csv", NULL, "good.receipt", &sum, &e), &e)
        && is_sum (&sum, 0, 300, 0),
      "the same again saves nothing");
  text = read_text ("good.receipt", &receipt);
  ok (strstr (text, "\n7,duplicate,H29.22.1-261120-0007,,,\n") != NULL,
      "the receipt names the record that is there");
}

/* ---- Damage -------------------------------------------------------------- */

/* What is wrong with a birth, and what the receipt says of it.  A value as in
 * CSV for a field; or the row is bent as a whole.
 */
static const struct damage {
  const char *name, *key, *value;
  void (*bend) (struct bytes *row);
  const char *told; /* rule,field of the receipt */
} damages[];

static void
bend_short (struct bytes *row)
{
  row->len = 40;
  bytes_add_char (row, '\n');
}

static void
bend_long (struct bytes *row)
{
  row->len--;
  bytes_add_text (row, ",1\n");
}

static void
bend_open (struct bytes *row)
{
  row->len--;
  while (row->at[row->len - 1] != ',')
    row->len--;
  bytes_add_text (row, "\"2\n");
}

static void
bend_huge (struct bytes *row)
{
  bytes_reserve (row, 10 * 1000 * 1000);
  row->len--;
  while (row->len < 10 * 1000 * 1000)
    bytes_add_text (row, "0123456789");
  bytes_add_char (row, '\n');
}

static void
bend_nul (struct bytes *row)
{
  *(unsigned char *) memmem (row->at, row->len, "NGUY", 4) = '\0';
}

static const struct damage damages[] = {
  { "a short row", NULL, NULL, bend_short, "row," },
  { "a long row", NULL, NULL, bend_long, "row," },
  { "an unclosed quote", NULL, NULL, bend_open, "row," },
  { "a row of 10 MB", NULL, NULL, bend_huge, "row," },
  { "a NUL", NULL, NULL, bend_nul, "ks_ho_ten,ks_ho_ten" },
  { "a bad byte", "ks_ho_ten", "NGUY\xe1\xba THỊ AN", NULL,
    "ks_ho_ten,ks_ho_ten" },
  { "a control character", "ks_noi_sinh", "Trạm\x1bY tế", NULL,
    "ks_noi_sinh,ks_noi_sinh" },
  { "no date", "ks_ngay_sinh", "2026-02-30", NULL,
    "ks_ngay_sinh,ks_ngay_sinh" },
  { "no choice", "ks_gioi_tinh", "7", NULL, "ks_gioi_tinh,ks_gioi_tinh" },
  { "nothing where something is needed", "ks_que_quan", "", NULL,
    "ks_que_quan,ks_que_quan" },
  { "a rule", "noi_dang_ky", "00004", NULL, "NOIDK,noi_dang_ky" },
  { "no time", "received", "yesterday", NULL, "received,received" },
};

enum { DAMAGES = sizeof damages / sizeof *damages, EACH = 20 };

static void
add_damaged (struct bytes *to, unsigned i, const struct damage *d)
{
  SCOPED_BYTES row = { 0 };

  add_birth (&row, i, d->key, d->value);
  if (d->bend != NULL)
    d->bend (&row);
  bytes_add (to, row.at, row.len);
}

/* One damaged row among EACH - 1 good ones, for each damage. */
static void
write_damaged (const char *name, unsigned first)
{
  SCOPED_BYTES text = { 0 };

  add_header (&text);
  for (unsigned i = 0; i < DAMAGES * EACH; i++)
    if (i % EACH == EACH / 2)
      add_damaged (&text, first + i, &damages[i / EACH]);
    else
      add_birth (&text, first + i, NULL, NULL);
  write_text (name, (const char *) text.at, text.len);
}

/* Each damaged row is in the rejects byte for byte, what is told about it in
 * the receipt.
 */
static void
check_damage (unsigned first, unsigned d, const struct bytes *rejects,
              const char *receipt)
{
  SCOPED_BYTES row = { 0 }, line = { 0 };
  const char *there;

  add_damaged (&row, first + d * EACH + EACH / 2, &damages[d]);
  row.at[row.len - 1] = ','; /* the line end is behind the two columns */
  there = memmem (rejects->at, rejects->len, row.at, row.len);
  ok (there != NULL, "%s comes back byte for byte", damages[d].name);

  bytes_printf (&line, "\n%u,rejected,,%s,", d * EACH + EACH / 2 + 1,
                damages[d].told);
  if (!ok (strstr (receipt, bytes_text (&line)) != NULL,
           "%s: the receipt says what", damages[d].name))
    printf ("# wanted %s...\n", bytes_text (&line) + 1);
}

/* The rejects with the two columns, every row mended. */
static void
write_mended (const char *name, unsigned first)
{
  SCOPED_BYTES text = { 0 };

  add_header (&text);
  text.len--;
  bytes_add_text (&text, ",_field,_problem\n");
  for (unsigned d = 0; d < DAMAGES; d++) {
    add_birth (&text, first + d * EACH + EACH / 2, NULL, NULL);
    text.len--;
    bytes_add_text (&text, ",ks_ho_ten,\"mended, by hand\"\n");
  }
  write_text (name, (const char *) text.at, text.len);
}

static void
try_damage (struct office *o)
{
  enum { FIRST = 1000 };
  SCOPED_BYTES rejects = { 0 }, receipt = { 0 }, header = { 0 };
  struct import_sum sum;
  struct error e = { 0 };

  write_damaged ("damaged.csv", FIRST);
  ok (went (import_file (o, "damaged.csv", "rejects.csv", "receipt", &sum, &e),
            &e)
        && is_sum (&sum, DAMAGES * (EACH - 1), 0, DAMAGES),
      "each damage costs its own row");
  read_text ("rejects.csv", &rejects);
  read_text ("receipt", &receipt);
  add_header (&header);
  header.len--;
  bytes_add_text (&header, ",_field,_problem\n");
  ok (begins (bytes_text (&rejects), bytes_text (&header))
        && count_lines (&rejects) == DAMAGES + 1,
      "the rejects have the header, two more columns and a line for each");
  for (unsigned d = 0; d < DAMAGES; d++)
    check_damage (FIRST, d, &rejects, bytes_text (&receipt));

  ok (went (import_file (o, "rejects.csv", NULL, NULL, &sum, &e), &e)
        && is_sum (&sum, 0, 0, DAMAGES),
      "rejects that were not mended are rejected again");
  write_mended ("mended.csv", FIRST);
  ok (went (import_file (o, "mended.csv", NULL, NULL, &sum, &e), &e)
        && is_sum (&sum, DAMAGES, 0, 0),
      "rejects that were mended are saved");
  ok (went (import_file (o, "damaged.csv", NULL, NULL, &sum, &e), &e)
        && is_sum (&sum, 0, DAMAGES * (EACH - 1), DAMAGES),
      "the damaged file again: nothing new");
}

/* ---- What stops a file --------------------------------------------------- */

static const struct {
  const char *name, *file, *text, *says;
} stops[] = {
  { "an unknown column", "x.csv", "received,ten_la\n,\n", "\"ten_la\"" },
  { "semicolons", "x.csv", "received;ks_ho_ten\n;\n", "with commas" },
  { "a column twice", "x.csv", "received,ks_ho_ten,ks_ho_ten\n,,\n", "twice" },
  { "a column without a name", "x.csv", "received,\n,\n", "column 2 has no" },
  { "an empty file", "x.csv", "", "the file is empty" },
  { "an unknown member in a later line", "x.jsonl",
    "{\"received\":\"\"}\n{\"ten_la\":\"\"}\n", "\"ten_la\"" },
  { "no UTF-8", "x.csv",
    "received,ks_ho_ten\n,NGUY\xe1\xba\n,NGUY\xe1\xba\n,NGUY\xe1\xba\n",
    "only 0 of 3 lines" },
};

/* A good file comes first: nothing of it is saved either. */
static void
try_stops (struct office *o, size_t i)
{
  char good[PATH_MAX + 64], bad[PATH_MAX + 64];
  const char *files[] = { good, bad };
  struct import_job job = job_of (o, files);
  struct import_sum sum;
  struct error e = { 0 };
  uint64_t before = changes_of (o);

  write_births ("good2.csv", 2000, 3);
  write_text (stops[i].file, stops[i].text, strlen (stops[i].text));
  snprintf (good, sizeof good, "%s", in_work ("good2.csv"));
  snprintf (bad, sizeof bad, "%s", in_work (stops[i].file));
  unlink (in_work ("stopped.receipt"));
  job.n_files = 2;
  job.receipt = in_work ("stopped.receipt");
  if (!ok (import_run (&job, &sum, &e) == ERR_INPUT
             && strstr (e.text, stops[i].says) != NULL
             && strstr (e.text, stops[i].file) != NULL
             && changes_of (o) == before
             && access (in_work ("stopped.receipt"), F_OK) != 0,
           "%s stops it before anything is saved", stops[i].name))
    printf ("# wanted \"%s\", got: %s\n", stops[i].says, e.text);
}

/* Of lines beyond ASCII one in ten may be bad, not more. */
static void
try_bad_lines (struct office *o, unsigned good, enum outcome wanted)
{
  SCOPED_BYTES text = { 0 };
  const char *files[] = { in_work ("bytes.csv") };
  struct import_job job = job_of (o, files);
  struct import_sum sum;

  bytes_add_text (&text, "ks_ho_ten\nplain\nplain\n\xc4\n");
  for (unsigned i = 0; i < good; i++)
    bytes_add_text (&text, "ĐÀO\n");
  write_text ("bytes.csv", (const char *) text.at, text.len);
  job.dry_run = true;
  ok (import_run (&job, &sum, NULL) == wanted, "one bad line and %u good ones",
      good);
  job.encoding = "utf-8";
  ok (import_run (&job, &sum, NULL) == OK && sum.rejected == good + 3,
      "are rows all the same when the encoding is named");
  job.encoding = "klingon";
  ok (import_run (&job, &sum, NULL) == ERR_INPUT, "not when nobody knows it");
}

/* One row waits for the server while thousands behind it are rejected. */
static void
try_waiting (struct office *o)
{
  enum { BAD = 6000 };
  SCOPED_BYTES text = { 0 }, receipt = { 0 };
  struct import_sum sum;
  struct error e = { 0 };

  add_header (&text);
  add_birth (&text, 2500, NULL, NULL);
  for (unsigned i = 0; i < BAD; i++)
    bytes_add_text (&text, "x\n");
  add_birth (&text, 2501, NULL, NULL);
  write_text ("waiting.csv", (const char *) text.at, text.len);
  ok (went (import_file (o, "waiting.csv", "waiting.rejects", "waiting.receipt",
                         &sum, &e),
            &e)
        && is_sum (&sum, 2, 0, BAD),
      "thousands are rejected while one waits");
  read_text ("waiting.receipt", &receipt);
  ok (begins (strchr (bytes_text (&receipt), '\n'), "\n1,saved,H29")
        && strstr (bytes_text (&receipt), "\n6001,rejected,") != NULL
        && strstr (bytes_text (&receipt), "\n6002,saved,H29") != NULL,
      "and are told in their order");
}

static void
try_missing (struct office *o)
{
  struct import_sum sum;
  struct error e = { 0 };

  ok (import_file (o, "nowhere.csv", NULL, NULL, &sum, &e) == ERR_INPUT
        && strstr (e.text, "nowhere.csv") != NULL,
      "a file that is not there");
  ok (import_file (o, ".", NULL, NULL, &sum, &e) == ERR_INPUT,
      "a folder is no file");
  ok (import_file (o, "good.csv", "nowhere/x", NULL, &sum, &e) == ERR_SYSTEM
        && strstr (e.text, "nowhere/x") != NULL,
      "rejects cannot be written");
}

int
main (void)
{
  struct office *o;

  start ();
  o = office_new ("site");
  try_good (o);
  try_damage (o);
  for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
    try_stops (o, i);
  try_missing (o);
  try_bad_lines (o, 9, OK);
  try_bad_lines (o, 8, ERR_INPUT);
  try_waiting (o);
  return tap_done ();
}
