/* fixture.h - a store in a folder of its own, for one test. */
#ifndef TESTS_STORE_FIXTURE_H
#define TESTS_STORE_FIXTURE_H

#include "base/file.h"
#include "store/inside.h"
#include "tests/tap.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char test_folder[PATH_MAX]; /* made once, removed at the end          */
static char test_db[PATH_MAX];     /* of the store                           */
static const struct identity test_site = {
  .site = "a site of a test", .epoch = 1, .office = "H29.22.1"};

__attribute__ ((unused)) static void
test_remove (void)
{
  folder_remove (test_folder, NULL);
}

__attribute__ ((unused)) static void
test_start (void)
{
  const char *tmp = getenv ("TMPDIR");

  snprintf (test_folder, sizeof test_folder, "%s/hoso-store-XXXXXX",
            tmp != NULL ? tmp : "/tmp");
  if (mkdtemp (test_folder) == NULL) {
    printf ("Bail out! no folder %s\n", test_folder);
    exit (1);
  }
  atexit (test_remove);
  snprintf (test_db, sizeof test_db, "%.4000s/db", test_folder);
}

/* Says why a call failed; true when it did not. */
__attribute__ ((unused)) static bool
went (enum outcome got, const struct error *e)
{
  if (got != OK)
    printf ("# outcome %d: %s\n", got, e->text);
  return got == OK;
}

/* Opens the store of the test; ends the test when it cannot. */
__attribute__ ((unused)) static struct store *
test_open (void)
{
  struct error e = {0};
  struct store *s;

  if (store_open (&s, test_db, &test_site, 1 << 20, false, &e) == OK)
    return s;
  printf ("Bail out! %s\n", e.text);
  exit (1);
}

__attribute__ ((unused)) static struct store *
test_create (void)
{
  struct error e = {0};

  folder_remove (test_db, NULL);
  if (store_create (test_db, &test_site, false, &e) == OK)
    return test_open ();
  printf ("Bail out! %s\n", e.text);
  exit (1);
}

static inline struct slice
text_slice (const char *text)
{
  return slice_of (text, strlen (text));
}

#endif
