/* text-detect.c - "hoso text detect": which encoding a file is in, and why. */

#include "base/bytes.h"
#include "base/json.h"
#include "base/language.h"
#include "cli/command.h"
#include "cli/say.h"
#include "cli/text-tools.h"
#include "text/detect.h"
#include "text/letters.h"
#include "text/utf8.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
  PREVIEW_LINES = 10,
  PREVIEW_CELLS = 76,
  CANDIDATES = 4, /* that are named */
  RISKS_MOST = 40,
};

/* What there is to show of one file. */
struct finding_out {
  const char *name;
  struct bytes sample, text; /* of the best guess */
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

static void
read_text (struct finding_out *f)
{
  struct charset charset = best (&f->guesses);
  struct decoder *d = decoder_new (&charset, "\xEF\xBF\xBD");

  decoder_add (d, f->sample.at, f->sample.len, &f->text);
  decoder_end (d, &f->text);
  decoder_free (d);
}

/* ---- letters at risk -------------------------------------------------------
 */

/* Small letters at the beginning of words, in an encoding where their capital
 * has the same bytes: "ánh" may be the name Ánh.
 */
static void
list_risks (const struct finding_out *f, struct bytes *to)
{
  const char *at = (const char *) f->text.at, *end = at + f->text.len;
  struct charset charset = best (&f->guesses);
  bool in_word = false;

  while (at < end && to->len < RISKS_MOST) {
    uint32_t c = utf8_next (&at, end);
    bool first = !in_word;
    char raw[5] = "";

    in_word = letter_is_latin (c);
    raw[utf8_put (letter_capital (c), raw)] = '\0';
    if (first && c >= 0x80 && letter_capital (c) != c
        && !charset_tells_case (&charset, c)
        && strstr (bytes_text (to), raw) == NULL)
      bytes_printf (to, "%s%s", to->len > 0 ? " " : "", raw);
  }
}

/* ---- for people
 * -------------------------------------------------------------- */

/* Calls SEEN for the first lines that have marks. */
static void
each_preview (const struct finding_out *f,
              void (*seen) (void *with, const char *line, size_t len),
              void *with)
{
  const char *at = (const char *) f->text.at, *end = at + f->text.len;

  for (unsigned shown = 0; at < end && shown < PREVIEW_LINES;) {
    const char *stop = memchr (at, '\n', (size_t) (end - at));
    bool marked = false;

    stop = stop == NULL ? end : stop;
    for (const char *c = at; c < stop && !marked; c++)
      marked = (*c & 0x80) != 0;
    if (marked || f->guesses.plain) {
      seen (with, at, (size_t) (stop - at));
      shown++;
    }
    at = stop + 1;
  }
}

static void
print_line (void *with, const char *line, size_t len)
{
  size_t cut = utf8_cut (line, len, PREVIEW_CELLS * 2);
  struct bytes *to = with;

  while (cut > 0 && (line[cut - 1] == '\r' || line[cut - 1] == '\n'))
    cut--;
  bytes_add_text (to, "    ");
  for (size_t i = 0; i < cut; i++)
    bytes_add_char (to, (unsigned char) line[i] < ' ' ? ' ' : line[i]);
  bytes_add_char (to, '\n');
}

static void
print_guess (const struct guess *g, struct bytes *to)
{
  bytes_printf (to,
                _ ("  %s%s: %.0f of 100 words with marks are possible "
                   "(%u of %u)\n"),
                g->charset.name,
                g->through ? _ (" (taken for Windows-1252, saved as UTF-8)")
                           : "",
                100 * g->share, g->good, g->words);
}

static void
print (const struct finding_out *f, const char *risks, struct bytes *to)
{
  const struct guesses *g = &f->guesses;

  if (strcmp (f->name, "-") != 0)
    bytes_printf (to, "%s: ", f->name);
  bytes_printf (to, "%s\n", g->clear ? best (g).name : _ ("not clear"));
  if (g->plain)
    bytes_printf (to, _ ("  ASCII alone: the same in every encoding\n"));
  for (unsigned i = 0; i < g->count && i < CANDIDATES; i++)
    print_guess (&g->at[i], to);
  if (risks[0] != '\0')
    bytes_printf (to,
                  _ ("  not told from small letters in this encoding, look at "
                     "them: %s\n"),
                  risks);
  each_preview (f, print_line, to);
}

/* ---- for programs
 * ------------------------------------------------------------- */

static void
add_preview (void *with, const char *line, size_t len)
{
  json_slice (with, (struct slice){ (const unsigned char *) line, len });
}

static void
put_guess (struct json_writer *w, const struct guess *g)
{
  json_open (w, '{');
  json_key_text (w, "encoding", g->charset.name);
  json_key (w, "through_windows_1252");
  json_truth (w, g->through);
  json_key (w, "share");
  json_real (w, g->share);
  json_key_number (w, "words", g->words);
  json_key_number (w, "possible", g->good);
  json_close (w, '}');
}

static void
print_json (const struct finding_out *f, const char *risks, struct bytes *to)
{
  struct json_writer w = json_writer_of (to);
  const struct guesses *g = &f->guesses;

  json_open (&w, '{');
  json_key_text (&w, "file", f->name);
  json_key_text (&w, "encoding", g->clear ? best (g).name : "");
  json_key (&w, "clear");
  json_truth (&w, g->clear);
  json_key (&w, "ascii");
  json_truth (&w, g->plain);
  json_key (&w, "candidates");
  json_open (&w, '[');
  for (unsigned i = 0; i < g->count && i < CANDIDATES; i++)
    put_guess (&w, &g->at[i]);
  json_close (&w, ']');
  json_key_text (&w, "at_risk", risks);
  json_key (&w, "preview");
  json_open (&w, '[');
  each_preview (f, add_preview, &w);
  json_close (&w, ']');
  json_close (&w, '}');
  bytes_add_char (to, '\n');
}

/* ---- the tool
 * ------------------------------------------------------------------- */

static bool
detect_file (const struct arguments *a, const char *name, struct error *e)
{
  struct finding_out f = { .name = name };
  SCOPED_BYTES risks = { 0 };
  SCOPED_BYTES out = { 0 };
  bool clear = false;

  if (take_sample (&f, e)) {
    detect (f.sample.at, f.sample.len, &f.guesses);
    clear = f.guesses.clear;
    read_text (&f);
    list_risks (&f, &risks);
    (argument_given (a, "--json") ? print_json
                                  : print) (&f, bytes_text (&risks), &out);
    fwrite (out.at, 1, out.len, stdout);
  }
  bytes_free (&f.sample);
  bytes_free (&f.text);
  return clear;
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
  return say_done (clear ? EXIT_DONE : EXIT_SOME);
}
