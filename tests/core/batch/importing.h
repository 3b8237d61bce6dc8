/* importing.h - a file of the test's folder into its office. */
#ifndef TESTS_BATCH_IMPORTING_H
#define TESTS_BATCH_IMPORTING_H

#include "batch/import.h"
#include "tests/core/office.h"

#include <sys/stat.h>

static inline struct import_job
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
static inline enum outcome
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

static inline bool
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

static inline bool
begins (const char *text, const char *with)
{
  return strncmp (text, with, strlen (with)) == 0;
}

static inline uint64_t
changes_of (struct office *o)
{
  struct status status = { 0 };

  site_status (o->site, &status, NULL);
  return status.changes;
}

#endif
