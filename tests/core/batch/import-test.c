/* import-test.c - rows into a site: every row has one fate, and it is told. */

#include "batch/export.h"
#include "batch/import.h"
#include "formats/formats.h"
#include "tests/core/batch/office.h"

static struct import_job
job_of (struct office *o, const char *const *file)
{
  return (struct import_job){
    .site = o->site,
    .config = site_config (o->site),
    .procedure = &births,
    .files = file,
    .n_files = 1,
    .officer = "can-bo",
  };
}

/* Imports one file of the test's folder; REJECTS and RECEIPT may be NULL. */
static enum outcome
import_file (struct office *o, const char *name, const char *rejects,
             const char *receipt, struct import_sum *sum, struct error *e)
{
  char file[PATH_MAX + 64], reject_file[PATH_MAX + 64];
  const char *files[] = { file };
  struct import_job job = job_of (o, files);

  snprintf (file, sizeof file, "%s", in_work (name));
  if (rejects != NULL) {
    snprintf (reject_file, sizeof reject_file, "%s", in_work (rejects));
    job.rejects = reject_file;
  }
  job.receipt = receipt != NULL ? in_work (receipt) : NULL;
  return import_run (&job, sum, e);
}

static bool
is_sum (const struct import_sum *sum, uint64_t saved, uint64_t duplicate,
        uint64_t rejected)
{
  if (sum->read == saved + duplicate + rejected && sum->saved == saved
      && sum->duplicate == duplicate && sum->rejected == rejected)
    return true;
  printf ("# read %llu saved %llu duplicate %llu rejected %llu warned %llu\n",
          (unsigned long long) sum->read, (unsigned long long) sum->saved,
          (unsigned long long) sum->duplicate,
          (unsigned long long) sum->rejected, (unsigned long long) sum->warned);
  return false;
}

static bool
begins (const char *text, const char *with)
{
  return strncmp (text, with, strlen (with)) == 0;
}

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

int
main (void)
{
  struct office *o;

  start ();
  o = office_new ("site");
  try_good (o);
  return tap_done ();
}
