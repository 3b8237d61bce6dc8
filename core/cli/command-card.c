/* command-card.c - codes of identity cards, one a line, to JSON lines. */

#include "base/language.h"
#include "cli/command.h"
#include "cli/lines.h"
#include "cli/say.h"
#include "text/card.h"

#include <string.h>

static const char *const kinds[] = { "unknown", "cccd", "bhyt" };
static const char *const trusts[] = { "none", "partial", "full" };
static const struct {
  enum card_field bit;
  const char *name;
} fields[] = {
  { CARD_ID, "id" },         { CARD_OLD, "old" }, { CARD_NAME, "name" },
  { CARD_BIRTH, "dob" },     { CARD_SEX, "sex" }, { CARD_ADDRESS, "address" },
  { CARD_ISSUED, "issued" },
};

static void
put_problems (struct json_writer *w, struct bytes *problems)
{
  const char *at = bytes_text (problems);

  json_key (w, "problems");
  json_open (w, '[');
  while (*at != '\0') {
    size_t len = strcspn (at, "\n");

    if (len > 0)
      json_slice (w, (struct slice){ (const unsigned char *) at, len });
    at += len + (at[len] == '\n');
  }
  json_close (w, ']');
}

static void
put_card (struct json_writer *w, struct card *c)
{
  json_open (w, '{');
  json_key_text (w, "kind", kinds[c->kind]);
  json_key_text (w, "id", c->id);
  json_key_text (w, "old", c->old);
  json_key_text (w, "name", c->name != NULL ? c->name : "");
  json_key_text (w, "dob", c->birth);
  json_key_text (w, "sex", c->sex);
  json_key_text (w, "address", c->address != NULL ? c->address : "");
  json_key_text (w, "issued", c->issued);
  json_key_text (w, "trust", trusts[c->trust]);
  json_key (w, "certain");
  json_open (w, '[');
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    if (c->certain & fields[i].bit)
      json_text (w, fields[i].name);
  json_close (w, ']');
  json_key_text (w, "extra", c->extra != NULL ? c->extra : "");
  put_problems (w, &c->problems);
  json_close (w, '}');
}

static void
read_line (void *with, const char *line, size_t len)
{
  struct bytes out = { 0 };
  struct json_writer w = json_writer_of (&out);
  struct card c = { 0 };
  bool *damaged = with;

  if (len == 0)
    return;
  card_read (line, len, &c);
  put_card (&w, &c);
  say_json (&out);
  *damaged |= c.trust != CARD_FULL;
  card_free (&c);
  bytes_free (&out);
}

static int
run (struct arguments *a)
{
  struct error e = { 0 };
  bool damaged = false;

  if (lines_each (a->words, a->n_words, read_line, &damaged, &e) != OK)
    return say_failed (a, &e);
  return damaged ? EXIT_SOME : EXIT_DONE;
}

const struct command command_card = {
  .name = "card",
  .takes = "[FILE...]",
  .most = 10000,
  .run = run,
  .help = N_ ("identity-card codes, one a line, to JSON lines"),
};
