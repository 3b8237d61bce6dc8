/* preview-test.c - what a person sees of a file before he says its encoding. */

#include "tests/tap.h"
#include "text/preview.h"

#include <string.h>

static const struct {
  const char *name, *charset, *raw, *lines, *risks;
} cases[] = {
  { "lines with marks alone", "tcvn3", "id,ten\n1,An\n2,V\xa8n\n3,\xae\xb5o\n",
    "2,Văn\n3,đào\n", "" },
  { "every line of plain text", "utf-8", "a\n\nb", "a\n\nb\n", "" },
  { "controls and blanks at the end", "utf-8", "Hà\tNội \x1b[2J\x07\r\n",
    "Hà Nội  [2J\n", "" },
  { "a letter at risk once", "tcvn3", "\xb8nh \xb8nh \xb8nh", "ánh ánh ánh\n",
    "Á" },
  { "none where capitals have bytes of their own", "vni-win", "a\xf9nh A\xd9nh",
    "ánh Ánh\n", "" },
  { "none inside words", "tcvn3", "L\xbbm", "Lằm\n", "" },
  { "a byte that is no letter", "tcvn3", "V\xa8n \xff", "Văn \xef\xbf\xbd\n",
    "" },
  { "nothing", "tcvn3", "", "", "" },
};

static void
test_cases (void)
{
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct slice sample = { (const unsigned char *) cases[i].raw,
                            strlen (cases[i].raw) };
    struct preview p = { 0 };
    struct charset c;

    if (charset_named (cases[i].charset, &c))
      preview_make (&p, sample, &c);
    if (!ok (strcmp (bytes_text (&p.lines), cases[i].lines) == 0
               && strcmp (bytes_text (&p.risks), cases[i].risks) == 0,
             "%s", cases[i].name))
      printf ("# got \"%s\", at risk \"%s\"\n", p.lines.at, p.risks.at);
    preview_free (&p);
  }
}

static unsigned
count_lines (const struct bytes *b)
{
  unsigned lines = 0;

  for (size_t i = 0; i < b->len; i++)
    lines += b->at[i] == '\n';
  return lines;
}

/* A long file, and a line longer than a terminal. */
static void
test_bounds (void)
{
  struct charset c = charset_of (CHARSET_UTF8);
  SCOPED_BYTES text = { 0 };
  struct preview p = { 0 };

  for (int i = 0; i < 1000; i++)
    bytes_add_text (&text, "Nguyễn ");
  for (int i = 0; i < 20; i++)
    bytes_add_text (&text, "\nĐào");
  preview_make (&p, (struct slice){ text.at, text.len }, &c);
  ok (count_lines (&p.lines) == PREVIEW_LINES, "%u lines, no more",
      PREVIEW_LINES);
  ok (strcspn (bytes_text (&p.lines), "\n") < 2 * PREVIEW_CELLS,
      "a long one is cut");
  preview_free (&p);
}

int
main (void)
{
  test_cases ();
  test_bounds ();
  return tap_done ();
}
