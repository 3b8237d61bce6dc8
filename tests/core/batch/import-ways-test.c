/* import-ways-test.c - what an import is given and how: headers, maps, pipes,
 * several files, dry runs, JSON lines; and one that is killed.
 */

#include "tests/core/batch/importing.h"

/* Dossiers that are there already. */
static void
import_good (struct office *o)
{
  struct import_sum sum;
  struct error e = { 0 };

  write_births ("good.csv", 0, 300);
  ok (went (import_file (o, "good.csv", NULL, NULL, &sum, &e), &e)
        && is_sum (&sum, 300, 0, 0),
      "300 births are there");
}

/* ---- Headers and warnings ------------------------------------------------ */

/* One birth per case: columns ADDED to it (header and values), a field that is
 * otherwise, and what comes of it.
 */
static const struct {
  const char *name, *header, *values, *key, *value;
  bool strict;
  const char *told; /* of the receipt, behind "row," */
} heads[] = {
  { "a state by its number", ",state", ",4", NULL, NULL, false, "saved" },
  { "no such state", ",state", ",11", NULL, NULL, false,
    "rejected,,state,state" },
  { "an id", ",id", ",000102030405060708090A0B0C0D0E0F", NULL, NULL, false,
    "saved" },
  { "the same id and another child", ",id", ",000102030405060708090a0b0c0d0e0f",
    NULL, NULL, false, "duplicate" },
  { "no id", ",id", ",12", NULL, NULL, false, "rejected,,id,id" },
  { "an id that is empty", ",id", ",", NULL, NULL, false, "saved" },
  { "a code from elsewhere", ",code", ",CU/12-2019", NULL, NULL, false,
    "saved,CU/12-2019,,," },
  { "the same code again", ",code", ",CU/12-2019", NULL, NULL, false,
    "rejected,,code,code" },
  { "a code of this office", ",code", ",H29.22.1-250102-0007", NULL, NULL,
    false, "saved,H29.22.1-250102-0007" },
  { "this procedure by its code", ",procedure", ",1.001193", NULL, NULL, false,
    "saved" },
  { "this procedure by its name", ",procedure", ",khai-sinh", NULL, NULL, false,
    "saved" },
  { "another procedure", ",procedure", ",1.000894", NULL, NULL, false,
    "rejected,,procedure,procedure" },
  { "this revision", ",revision", ",1", NULL, NULL, false, "saved" },
  { "a revision nobody knows", ",revision", ",99", NULL, NULL, false,
    "rejected,,revision,revision" },
  { "a version", ",version", ",5", NULL, NULL, false, "saved" },
  { "a version that is none", ",version", ",x", NULL, NULL, false,
    "rejected,,version,version" },
  { "an officer", ",officer", ",lan", NULL, NULL, false, "saved" },
  { "what is passed over", ",_field,_problem", ",a,b", NULL, NULL, false,
    "saved" },
  { "a date as people write it", "", "", "received", "21/11/2026", false,
    "saved" },
  { "a computed value that agrees", ",ks_ngay_sinh_chu",
    ",\"Ngày ba mươi mốt tháng mười năm hai nghìn không trăm hai mươi sáu\"",
    NULL, NULL, false, "saved,,,," },
  { "a computed value that does not", ",ks_ngay_sinh_chu", ",hôm qua", NULL,
    NULL, false, "saved,,ks_ngay_sinh_chu,ks_ngay_sinh_chu," },
  { "a warning", "", "", "ks_ngay_sinh", "2026-09-01", false,
    "saved,,V01,ks_ngay_sinh," },
  { "a warning, strictly", "", "", "ks_ngay_sinh", "2026-09-02", true,
    "rejected,,V01,ks_ngay_sinh," },
  { "a warning with a reason, strictly", ",override", ",V01: mưa bão",
    "ks_ngay_sinh", "2026-09-03", true, "saved,,V01,ks_ngay_sinh," },
  { "a reason for another warning, strictly", ",override", ",V05: mưa bão",
    "ks_ngay_sinh", "2026-09-04", true, "rejected,,V01,ks_ngay_sinh," },
  { "a warning that only the plugin's function finds, strictly", "", "",
    "ks_ho_ten", "LÊ THỊ AN", true, "rejected,,HO,ks_ho_ten," },
  { "the same with a reason", ",override", ",HO: cha mẹ thỏa thuận",
    "ks_ho_ten", "LÊ THỊ AN", true, "saved,,HO,ks_ho_ten," },
  { "a refusal with a reason", ",override", ",NOIDK: mưa bão", "noi_dang_ky",
    "00004", false, "rejected,,NOIDK,noi_dang_ky," },
  { "a duplicate that the server finds", "", "", "ks_ho_ten", "NGUYỄN THỊ ĐÀO",
    false, "saved,,,," },
  { "and again", "", "", "ks_ho_ten", "NGUYỄN THỊ ĐÀO", false, "saved,,V28," },
  { "and again, strictly", "", "", "ks_ho_ten", "NGUYỄN THỊ ĐÀO", true,
    "rejected,,V28," },
};

/* The receipt's line, but for the number of a dossier. */
static bool
tells (const char *receipt, const char *told)
{
  const char *line = strchr (receipt, '\n'), *number;
  const char *ours = strstr (told, ",,");

  if (line == NULL || strncmp (line, "\n1,", 3) != 0)
    return false;
  line += 3;
  if (begins (line, told))
    return true;
  number = strchr (line, ',');
  return begins (told, "saved,,") && begins (line, "saved,H29.22.1-")
         && begins (strchr (number + 1, ','), ours + 1);
}

static void
try_head (struct office *o, unsigned i)
{
  SCOPED_BYTES text = { 0 }, receipt = { 0 };
  struct import_sum sum;
  struct error e = { 0 };
  const char *files[] = { in_work ("head.csv") };
  struct import_job job = job_of (o, files);

  add_header (&text);
  text.len--;
  bytes_printf (&text, "%s\n", heads[i].header);
  add_birth (&text, 3000 + i, heads[i].key, heads[i].value);
  text.len--;
  bytes_printf (&text, "%s\n", heads[i].values);
  write_text ("head.csv", (const char *) text.at, text.len);
  job.receipt = in_work ("head.receipt");
  job.strict = heads[i].strict;
  if (!ok (went (import_run (&job, &sum, &e), &e)
             && tells (read_text ("head.receipt", &receipt), heads[i].told),
           "%s", heads[i].name))
    printf ("# wanted %s\n# got    %s", heads[i].told, bytes_text (&receipt));
}

/* ---- Other ways in ------------------------------------------------------- */

/* What is only checked gets the same lines, and nothing is saved; without a
 * site too, but for what is there already.
 */
static void
try_dry (struct office *o)
{
  SCOPED_BYTES text = { 0 }, receipt = { 0 };
  const char *files[] = { in_work ("dry.csv") };
  struct import_job job = job_of (o, files);
  struct import_sum sum;
  struct error e = { 0 };
  uint64_t before = changes_of (o);

  add_header (&text);
  add_birth (&text, 0, NULL, NULL);    /* is there */
  add_birth (&text, 4000, NULL, NULL); /* new */
  add_birth (&text, 4000, NULL, NULL); /* twice */
  add_birth (&text, 4001, "ks_gioi_tinh", "7");
  add_birth (&text, 4002, "ks_ngay_sinh", "2026-09-01");
  write_text ("dry.csv", (const char *) text.at, text.len);
  job.dry_run = true;
  job.receipt = in_work ("dry.receipt");
  ok (went (import_run (&job, &sum, &e), &e) && is_sum (&sum, 2, 2, 1)
        && sum.warned == 1 && changes_of (o) == before,
      "a dry run says what would be, and saves nothing");
  read_text ("dry.receipt", &receipt);
  ok (begins (strchr (bytes_text (&receipt), '\n'),
              "\n1,duplicate,H29.22.1-261120-0001,,,\n2,saved,,,,\n"
              "3,duplicate,,,,\n4,rejected,,ks_gioi_tinh,ks_gioi_tinh,"),
      "its receipt has a line for each");
  job.site = NULL;
  ok (went (import_run (&job, &sum, &e), &e) && is_sum (&sum, 3, 1, 1),
      "a check needs no server");
}

static void
note_problem (void *with, const char *file, uint64_t row, uint64_t line,
              uint8_t severity, const char *field, const char *rule,
              const char *text)
{
  bytes_printf (with, "%s %d@%d %d %s %s %s\n", strrchr (file, '/') + 1,
                (int) row, (int) line, severity, field, rule,
                text[0] != '\0' ? "..." : "");
}

/* Rows are counted through all files, lines in each. */
static void
try_problems (struct office *o)
{
  SCOPED_BYTES text = { 0 }, seen = { 0 };
  const char *files[] = { in_work ("p1.csv"), in_work ("p2.csv") };
  struct import_job job = job_of (o, files);
  struct import_sum sum;
  struct error e = { 0 };

  add_header (&text);
  add_birth (&text, 5000, "ks_ngay_sinh", "2026-09-01");
  add_birth (&text, 5001, "ks_gioi_tinh", "7");
  write_text ("p1.csv", (const char *) text.at, text.len);
  text.len = 0;
  add_header (&text);
  add_birth (&text, 5002, NULL, NULL);
  bytes_add_text (&text, "x\n");
  write_text ("p2.csv", (const char *) text.at, text.len);
  job.n_files = 2;
  job.dry_run = true;
  job.problem = note_problem;
  job.with = &seen;
  if (!ok (went (import_run (&job, &sum, &e), &e) && is_sum (&sum, 2, 0, 2)
             && strcmp (bytes_text (&seen),
                        "p1.csv 1@2 2 ks_ngay_sinh V01 ...\n"
                        "p1.csv 2@3 1 ks_gioi_tinh ks_gioi_tinh ...\n"
                        "p2.csv 4@3 1  row ...\n")
                  == 0,
           "who listens hears every finding, by file, row and line"))
    printf ("# got %s", bytes_text (&seen));
}

/* Two files with other columns cannot share one reject file. */
static void
try_two_headers (struct office *o)
{
  const char *files[] = { in_work ("p1.csv"), in_work ("h2.csv") };
  struct import_job job = job_of (o, files);
  struct import_sum sum;
  struct error e = { 0 };

  write_text ("h2.csv", "ks_ho_ten\nAN\n", 13);
  job.n_files = 2;
  job.dry_run = true;
  ok (went (import_run (&job, &sum, &e), &e) && is_sum (&sum, 1, 0, 2),
      "two files with other columns");
  job.rejects = in_work ("two.rejects");
  ok (import_run (&job, &sum, &e) == ERR_INPUT
        && strstr (e.text, "h2.csv") != NULL && access (job.rejects, F_OK) != 0,
      "they cannot share a reject file");
}

/* Other names for columns; a member of JSON lines that has no place. */
static void
try_map (struct office *o)
{
  SCOPED_BYTES text = { 0 };
  const char *files[] = { in_work ("map.jsonl") };
  struct import_job job = job_of (o, files);
  struct import_sum sum;
  struct error e = { 0 };
  static const char map[] = "# names of another register\r\n\r\n"
                            "Họ  và tên = ks_ho_ten\n"
                            "ghi chú=\n";
  static const char row[] =
    "{\"Ho\xcc\xa3 v\xc3\xa0 t\xc3\xaan\":\"LÊ AN\",\"ghi chú\":\"x\"}\n";

  write_text ("map", map, sizeof map - 1);
  write_text ("map.jsonl", row, sizeof row - 1);
  job.dry_run = true;
  ok (import_run (&job, &sum, &e) == ERR_INPUT, "names that nobody knows");
  job.map = in_work ("map");
  job.problem = note_problem;
  job.with = &text;
  ok (went (import_run (&job, &sum, &e), &e) && is_sum (&sum, 0, 0, 1)
        && strstr (bytes_text (&text), "ks_ho_ten") == NULL
        && strstr (bytes_text (&text), "ks_ngay_sinh") != NULL,
      "a map gives columns other names, in any spelling");
  write_text ("map", "ks_ho_ten\n", 10);
  ok (import_run (&job, &sum, &e) == ERR_INPUT
        && strstr (e.text, "line 1") != NULL,
      "a map that cannot be read");
}

/* Standard input is read once, as it comes. */
static void
try_pipe (struct office *o)
{
  SCOPED_BYTES text = { 0 };
  const char *files[] = { "-" };
  struct import_job job = job_of (o, files);
  int ends[2], before = dup (STDIN_FILENO);
  struct import_sum sum;
  struct error e = { 0 };
  pid_t writer;

  add_header (&text);
  for (unsigned i = 0; i < 400; i++)
    add_birth (&text, 6000 + i, NULL, NULL);
  if (pipe (ends) != 0)
    return;
  writer = fork ();
  if (writer == 0) {
    for (size_t at = 0; at < text.len; at += 777)
      if (write (ends[1], text.at + at,
                 text.len - at < 777 ? text.len - at : 777)
          < 0)
        break;
    _exit (0);
  }
  close (ends[1]);
  dup2 (ends[0], STDIN_FILENO);
  ok (went (import_run (&job, &sum, &e), &e) && is_sum (&sum, 400, 0, 0),
      "rows from a pipe");
  dup2 (before, STDIN_FILENO);
  close (ends[0]);
  close (before);
  waitpid (writer, NULL, 0);
}

/* What is no file of its own is written to as it comes, never replaced. */
static void
try_places (struct office *o)
{
  const char *files[] = { in_work ("good.csv") };
  struct import_job job = job_of (o, files);
  struct import_sum sum;
  struct error e = { 0 };
  char begin[11];
  int pipe;
  struct stat s;

  if (mkfifo (in_work ("fifo"), 0600) != 0)
    return;
  pipe = open (in_work ("fifo"), O_RDWR);
  job.receipt = in_work ("fifo");
  ok (went (import_run (&job, &sum, &e), &e)
        && lstat (in_work ("fifo"), &s) == 0 && S_ISFIFO (s.st_mode)
        && read (pipe, begin, sizeof begin) == sizeof begin
        && memcmp (begin, "row,outcome", sizeof begin) == 0,
      "a receipt into a pipe");
  close (pipe);
  symlink ("link.target", in_work ("link"));
  write_text ("link.target", "old", 3);
  job.receipt = in_work ("link");
  ok (went (import_run (&job, &sum, &e), &e)
        && lstat (in_work ("link"), &s) == 0 && S_ISLNK (s.st_mode)
        && stat (in_work ("link.target"), &s) == 0 && s.st_size > 3000
        && (s.st_mode & 07777) == 0600,
      "a receipt through a link: the link stays");
}

/* ---- An import that is killed -------------------------------------------- */

/* Goes on where it was stopped: what was saved is known, the rest is saved. */
static void
try_killed (struct office *o)
{
  enum { ROWS = 1500 };
  const struct timespec pause = { .tv_nsec = 1000 * 1000 };
  const char *files[] = { in_work ("killed.csv") };
  struct import_sum sum;
  struct error e = { 0 };
  uint64_t before = changes_of (o), stopped;
  pid_t child;

  write_births ("killed.csv", 7000, ROWS);
  child = fork ();
  if (child == 0) {
    struct import_job job = job_of (o, files);

    if (site_open (&job.site, o->folder, false, NULL) == OK)
      import_run (&job, &sum, NULL);
    _exit (0);
  }
  for (int tries = 0; tries < 5000 && changes_of (o) == before; tries++)
    nanosleep (&pause, NULL);
  kill (child, SIGKILL);
  waitpid (child, NULL, 0);
  stopped = changes_of (o) - before;
  printf ("# stopped after %llu of %d rows\n", (unsigned long long) stopped,
          ROWS);
  ok (stopped > 0, "an import is killed");
  ok (went (import_file (o, "killed.csv", NULL, NULL, &sum, &e), &e)
        && sum.saved + sum.duplicate == ROWS && sum.duplicate >= stopped
        && changes_of (o) == before + ROWS,
      "it goes on where it stopped");
}

/* ---- JSON lines ---------------------------------------------------------- */

static const struct {
  const char *line, *rejected;
} lines[] = {
  { "{\"ks_gioi_tinh\":7}", "{\"ks_gioi_tinh\":7,\"_field\":\"" },
  { " { } ", " { \"_field\":\"nyc_ho_ten; " },
  { "{\"so_ban_sao\":[1]}\r", "{\"so_ban_sao\":[1],\"_field\":\"" },
  { "{\"a\":1",
    "{\"a\":1,\"_field\":\"\",\"_problem\":\"the line is not JSON\"\n" },
  { "{\"ks_ho_ten\":{}}",
    "{\"ks_ho_ten\":{},\"_field\":\"\",\"_problem\":\"an object stands" },
  { "hello", "hello,\"_field\":\"\",\"_problem\":\"the line is not a JSON" },
  { "{\"id\":1,\"id\":2}", "{\"id\":1,\"id\":2,\"_field\":\"" },
};

enum { LINES = sizeof lines / sizeof *lines };

static void
try_json (struct office *o)
{
  SCOPED_BYTES text = { 0 }, rejects = { 0 };
  struct import_sum sum;
  struct error e = { 0 };
  const char *at;

  for (size_t i = 0; i < LINES; i++)
    bytes_printf (&text, "%s\n", lines[i].line);
  write_text ("bad.jsonl", (const char *) text.at, text.len);
  ok (went (import_file (o, "bad.jsonl", "rejects.jsonl", NULL, &sum, &e), &e)
        && is_sum (&sum, 0, 0, LINES),
      "lines of JSON that are rejected");
  at = read_text ("rejects.jsonl", &rejects);
  for (size_t i = 0; i < LINES; i++) {
    if (!ok (begins (at, lines[i].rejected), "rejected: %s", lines[i].line))
      printf ("# got %.200s\n", at);
    at += strcspn (at, "\n");
    at += *at == '\n';
  }
  ok (*at == '\0', "and no other line");
  ok (went (import_file (o, "rejects.jsonl", NULL, NULL, &sum, &e), &e)
        && is_sum (&sum, 0, 0, LINES),
      "they can come again");
}

int
main (void)
{
  struct office *o;

  start ();
  o = office_new ("site");
  import_good (o);
  for (unsigned i = 0; i < sizeof heads / sizeof *heads; i++)
    try_head (o, i);
  try_dry (o);
  try_problems (o);
  try_two_headers (o);
  try_map (o);
  try_pipe (o);
  try_places (o);
  try_killed (o);
  try_json (o);
  return tap_done ();
}
