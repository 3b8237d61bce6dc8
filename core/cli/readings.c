/* readings.c - how a file reads in one encoding and another. */

#include "cli/readings.h"

#include "base/language.h"
#include "text/preview.h"

#include <string.h>

enum { NAMED = 4 };

static void
put_share (struct bytes *to, const struct guess *g)
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
put_lines (struct bytes *to, const struct bytes *lines)
{
  const char *at = (const char *) lines->at, *end = at + lines->len;

  while (at < end) {
    size_t len =
      (size_t) ((char *) memchr (at, '\n', (size_t) (end - at)) - at);

    bytes_printf (to, "    %.*s\n", (int) len, at);
    at += len + 1;
  }
}

static void
put_reading (struct bytes *to, const struct guess *g, struct slice sample)
{
  struct preview p = { 0 };

  put_share (to, g);
  preview_make (&p, sample, &g->charset);
  put_lines (to, &p.lines);
  if (p.risks.len > 0)
    bytes_printf (to,
                  _ ("  not told from small letters in this encoding, look at "
                     "them: %s\n"),
                  bytes_text (&p.risks));
  preview_free (&p);
}

void
readings_put (struct bytes *to, const struct guesses *g, struct slice sample,
              const char *option)
{
  unsigned shown = g->clear ? 1 : 2;

  for (unsigned i = 0; i < g->count && i < shown; i++) {
    put_reading (to, &g->at[i], sample);
    if (!g->clear)
      bytes_printf (to, _ ("  if these lines are right, give: %s %s\n"), option,
                    g->at[i].charset.name);
  }
  for (unsigned i = shown; i < g->count && i < NAMED; i++)
    put_share (to, &g->at[i]);
}
