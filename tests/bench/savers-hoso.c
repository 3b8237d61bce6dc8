/* savers-hoso.c - clients of a site that save births, as screens do. */

#include "tests/bench/savers.h"

#include "base/language.h"
#include "base/hash.h"
#include "site/site.h"

#include <stdio.h>
#include <string.h>

enum { DOSSIERS = 60000 }; /* that a client has at most to save */

static struct client {
  struct site *site;
  const struct form *form;
  uint16_t procedure;
  struct arena *arena;
  struct values values[DOSSIERS];
  unsigned count, next;
  unsigned who, of, seen; /* every OF-th dossier of the donor is its own */
} me;

static bool
take_dossier (void *with, const unsigned char id[ID_SIZE],
              const struct change *c)
{
  struct image image;

  (void) with;
  (void) id;
  if (me.seen++ % me.of != me.who)
    return true;
  if (image_open (c->image.at, c->image.len, c->head.flags, &image, NULL) == OK)
    me.values[me.count++] = image_values (&image, me.form, me.arena);
  return me.count < DOSSIERS;
}

static bool
open_client (const char *donor, const char *target, unsigned who, unsigned of)
{
  struct scan scan = { 0 };
  struct error e = { 0 };
  struct site *from;
  uint16_t number;

  me.arena = arena_new ();
  me.who = who;
  me.of = of;
  language_start ("", EN);
  if (site_open (&from, donor, true, &e) == OK
      && site_procedure (from, "khai-sinh", &number, &e) == OK
      && site_form (from, number, 0, &me.form, &e) == OK
      && site_open (&me.site, target, true, &e) == OK
      && site_register (me.site, me.form, &me.procedure, &e) == OK
      && site_scan (from, &scan, take_dossier, NULL, &e) == OK && me.count > 0)
    return true;
  fprintf (stderr, "savers: %s\n", e.text);
  return false;
}

static bool
save (void)
{
  struct to_save save = {
    .action = CREATE,
    .form = me.form,
    .procedure = me.procedure,
    .values = &me.values[me.next++ % me.count],
    .take_warnings = true,
  };
  struct answer a;
  struct error e = { 0 };
  bool saved;

  random_bytes (save.id, ID_SIZE);
  saved = site_save (me.site, &save, &a, &e) == OK && a.verdict == SAVED;
  if (!saved && me.next == 1)
    fprintf (stderr, "savers: %s %s\n", e.text, a.error.text);
  answer_free (&a);
  return saved;
}

int
main (int argc, char **argv)
{
  static const struct saver saver = { open_client, save };

  return savers_main (argc, argv, &saver);
}
