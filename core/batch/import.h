/* batch/import.h - rows of a file through the one door into the site. */
#ifndef BATCH_IMPORT_H
#define BATCH_IMPORT_H

#include "plugin/plugin.h"
#include "site/site.h"
#include "text/detect.h"

#include <hoso/format.h>

struct import_job {
  struct site *site;              /* NULL with dry_run and no site needed    */
  const struct config *config;    /* office, ward, key                       */
  const struct procedure *procedure;
  const struct hoso_format *format; /* NULL: by the file's ending, else csv  */
  const char *const *files;       /* "-" is standard input                   */
  size_t n_files;
  const char *rejects, *receipt;  /* files to write, or NULL                 */
  const char *map;                /* file of "column=field" lines, or NULL   */
  const char *encoding;           /* "tcvn3", ..., or NULL: found out        */
  const char *officer;            /* account that imports                    */
  bool dry_run;                   /* check: saves nothing                    */
  bool strict;                    /* warnings must stand in override         */
  void (*progress) (void *with, uint64_t rows, uint64_t bytes,
                    uint64_t bytes_of); /* or NULL; bytes_of 0: unknown      */
  /* Each problem as it is met, for "check": row, field, rule, sentence. */
  void (*problem) (void *with, const char *file, uint64_t row, uint64_t line,
                   uint8_t severity, const char *field, const char *rule,
                   const char *text);                          /* or NULL    */
  /* What was found out about a file that is not UTF-8. */
  void (*encoded) (void *with, const char *file, const char *encoding);
                                                               /* or NULL    */
  /* A file whose encoding a person has to say: it is not clear, and the import
   * ends; or it is UTF-8 and is read so, but seems to be other text that was
   * taken for Windows-1252.  SAMPLE: its first lines beyond ASCII.
   */
  void (*doubted) (void *with, const char *file, const struct guesses *,
                   struct slice sample);                       /* or NULL    */
  void *with;
};

struct import_sum {
  uint64_t read, saved, duplicate, rejected, warned;
};

/* Every row gets exactly one line in the receipt; saved + duplicate + rejected
 * = read, or it fails.  Rows are counted through all files.  ERR_INPUT: a file
 * cannot be read at all, a column is unknown (named).  What can be read twice
 * is looked through before the first row is saved; standard input and pipes
 * are judged by their beginning.  Receipt and rejects are published whole, by
 * rename, when everything was read.
 */
enum outcome import_run (const struct import_job *, struct import_sum *,
                         struct error *);

#endif
