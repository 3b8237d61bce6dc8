/* served.h - a site in a temporary folder, served within the fuzz target. */
#ifndef TESTS_SERVED_H
#define TESTS_SERVED_H

#include "tests/core/site/fixture.h"

#include "check/check.h"
#include "form/declare.h"
#include "site/server.h"

static struct server served;
static const struct form *served_form;

static void
served_end (void)
{
  store_close (served.store);
  served.store = NULL;
}

static void
served_open (void)
{
  char folder[PATH_MAX];
  struct error e;

  if (file_join (folder, sizeof folder, test_folder, "db", &e) != OK
      || store_open (&served.store, folder, &served.config.identity, 1 << 20,
                     false, &e)
           != OK)
    bail_out (&e);
}

/* Makes the site once; its folder goes when the program ends. */
static void
served_begin (void)
{
  struct error e;

  setenv ("HOSO_CLOCK", "2026-11-20T09:00:00+07:00", 0);
  test_start (0, NULL, "site");
  if (config_read (test_folder, &served.config, &e) != OK)
    bail_out (&e);
  served.arena = arena_new ();
  served.listener = served.signals = served.watch = -1;
  served_form = made_form ();
  served_open ();
  atexit (served_end);
}

#endif
