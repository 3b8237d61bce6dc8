/* preview.c - what a person looks at to judge an encoding. */

#include "text/preview.h"

#include "text/letters.h"
#include "text/utf8.h"
#include "text/width.h"

#include <string.h>

enum { RISKS_MOST = 40 }; /* bytes */

/* ---- lines ----------------------------------------------------------------
 */

static bool
has_marks (const char *at, const char *end)
{
  while (at < end && (*at & 0x80) == 0)
    at++;
  return at < end;
}

/* It goes to a terminal: a control sign becomes a blank. */
static void
add_line (struct bytes *to, const char *at, const char *end)
{
  SCOPED_BYTES line = { 0 };

  while (at < end) {
    const char *letter = at;

    if (utf8_control (utf8_next (&at, end)))
      bytes_add_char (&line, ' ');
    else
      bytes_add (&line, letter, (size_t) (at - letter));
  }
  while (line.len > 0 && line.at[line.len - 1] == ' ')
    line.len--;
  bytes_add (to, bytes_text (&line),
             width_fit (bytes_text (&line), line.len, PREVIEW_CELLS));
  bytes_add_char (to, '\n');
}

static void
add_lines (struct bytes *to, const struct bytes *text)
{
  const char *at = (const char *) text->at, *end = at + text->len;
  bool marked = has_marks (at, end);

  for (unsigned shown = 0; at < end && shown < PREVIEW_LINES;) {
    const char *stop = memchr (at, '\n', (size_t) (end - at));

    stop = stop == NULL ? end : stop;
    if (!marked || has_marks (at, stop)) {
      add_line (to, at, stop);
      shown++;
    }
    at = stop < end ? stop + 1 : end;
  }
}

/* ---- letters at risk -------------------------------------------------------
 */

static void
add_risk (struct bytes *to, uint32_t capital)
{
  char raw[5] = "";

  raw[utf8_put (capital, raw)] = '\0';
  if (strstr (bytes_text (to), raw) == NULL)
    bytes_printf (to, "%s%s", to->len > 0 ? " " : "", raw);
}

/* Small letters at the beginning of words: "ánh" may be the name Ánh. */
static void
add_risks (struct bytes *to, const struct bytes *text, const struct charset *c)
{
  const char *at = (const char *) text->at, *end = at + text->len;
  bool in_word = false;

  while (at < end && to->len < RISKS_MOST) {
    uint32_t letter = utf8_next (&at, end), capital = letter_capital (letter);
    bool first = !in_word;

    in_word = letter_is_latin (letter);
    if (first && letter >= 0x80 && capital != letter
        && !charset_tells_case (c, letter))
      add_risk (to, capital);
  }
}

void
preview_make (struct preview *p, struct slice sample, const struct charset *c)
{
  struct decoder *d = decoder_new (c, "\xEF\xBF\xBD");
  SCOPED_BYTES text = { 0 };

  preview_free (p);
  decoder_add (d, sample.at, sample.len, &text);
  decoder_end (d, &text);
  decoder_free (d);
  if (text.len == 0)
    return;
  add_lines (&p->lines, &text);
  add_risks (&p->risks, &text, c);
}

void
preview_free (struct preview *p)
{
  bytes_free (&p->lines);
  bytes_free (&p->risks);
}
