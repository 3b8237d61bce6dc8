/* text-detect.c - "hoso text detect": which encoding a file is in, and why. */

#include "base/bytes.h"
#include "base/json.h"
#include "base/language.h"
#include "cli/command.h"
#include "cli/readings.h"
#include "cli/say.h"
#include "cli/text-tools.h"
#include "text/detect.h"
#include "text/preview.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { CANDIDATES = 4 }; /* that are named */

/* What there is to show of one file. */
struct finding_out {
  const char *name;
  struct bytes sample;
  struct guesses guesses;
};

static bool
take_sample (struct finding_out *f, struct error *e)
{
  int fd = text_open (f->name, e);
  long got = fd < 0 ? -1 : 1;

  bytes_reserve (&f->sample, DETECT_SAMPLE);
  while (got > 0 && f->sample.len < DETECT_SAMPLE) {
    got = text_read (fd, f->name, f->sample.at + f->sample.len,
                     DETECT_SAMPLE - f->sample.len, e);
    f->sample.len += got > 0 ? (size_t) got : 0;
  }
  if (fd >= 0)
    close (fd);
  return got >= 0;
}

static struct charset
best (const struct guesses *g)
{
  return g->count > 0 ? g->at[0].charset : charset_of (CHARSET_UTF8);
}

/* ---- for people -----------------------------------------------------------
 */

static void
print (const struct finding_out *f, struct slice sample, struct bytes *to)
{
  const struct guesses *g = &f->guesses;

  if (strcmp (f->name, "-") != 0)
    bytes_printf (to, "%s: ", f->name);
  bytes_printf (to, "%s\n", g->clear ? best (g).name : _ ("not clear"));
  if (g->plain)
    bytes_printf (to, _ ("  ASCII alone: the same in every encoding\n"));
  readings_put (to, g, sample, "--encoding");
}

/* ---- for programs
 * ------------------------------------------------------------- */

static void
put_lines (struct json_writer *w, const struct bytes *lines)
{
  const unsigned char *at = lines->at, *end = at + lines->len;

  json_open (w, '[');
  while (at < end) {
    const unsigned char *stop = memchr (at, '\n', (size_t) (end - at));

    json_slice (w, (struct slice){ at, (size_t) (stop - at) });
    at = stop + 1;
  }
  json_close (w, ']');
}

static void
put_guess (struct json_writer *w, const struct guess *g)
{
  json_open (w, '{');
  json_key_text (w, "encoding", g->charset.name);
  json_key_truth (w, "through_windows_1252", g->through);
  json_key_real (w, "share", g->share);
  json_key_number (w, "words", g->words);
  json_key_number (w, "possible", g->good);
  json_close (w, '}');
}

static void
print_json (const struct finding_out *f, struct slice sample, struct bytes *to)
{
  struct json_writer w = json_writer_of (to);
  const struct guesses *g = &f->guesses;
  struct charset charset = best (g);
  struct preview p = { 0 };

  json_open (&w, '{');
  json_key_text (&w, "file", f->name);
  json_key_text (&w, "encoding", g->clear ? best (g).name : "");
  json_key_truth (&w, "clear", g->clear);
  json_key_truth (&w, "ascii", g->plain);
  json_key (&w, "candidates");
  json_open (&w, '[');
  for (unsigned i = 0; i < g->count && i < CANDIDATES; i++)
    put_guess (&w, &g->at[i]);
  json_close (&w, ']');
  preview_make (&p, sample, &charset);
  json_key_text (&w, "at_risk", bytes_text (&p.risks));
  json_key (&w, "preview");
  put_lines (&w, &p.lines);
  preview_free (&p);
  json_close (&w, '}');
  bytes_add_char (to, '\n');
}

/* ---- the tool
 * ------------------------------------------------------------------- */

static bool
detect_file (const struct arguments *a, const char *name, struct error *e)
{
  struct finding_out f = { .name = name };
  SCOPED_BYTES out = { 0 };

  if (take_sample (&f, e)) {
    struct slice sample = { f.sample.at, f.sample.len };

    detect (sample.at, sample.len, &f.guesses);
    (argument_given (a, "--json") ? print_json : print) (&f, sample, &out);
    fwrite (out.at, 1, out.len, stdout);
  }
  bytes_free (&f.sample);
  return f.guesses.clear;
}

int
text_detect (const struct arguments *a)
{
  static const char *const standard[] = { "-" };
  bool given = a->n_words > 1, clear = true;
  const char *const *names = given ? a->words + 1 : standard;
  struct error e = { 0 };

  for (size_t i = 0; e.kind == OK && i < (given ? a->n_words - 1 : 1); i++)
    clear &= detect_file (a, names[i], &e);
  if (e.kind != OK)
    return say_done (say_failed (a, &e));
  return say_done (clear ? EXIT_DONE : EXIT_UNREADABLE);
}
