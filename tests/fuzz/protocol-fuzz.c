/* protocol-fuzz.c - whatever stands on the socket, reading it stays inside.
 *
 * The first byte chooses what the rest is read as.
 */

#include "site/protocol.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

/* Every byte is looked at, so that the sanitizers see a look too far. */
static void
look (const void *at, size_t len)
{
  const unsigned char *bytes = at;
  volatile unsigned char seen = 0;

  for (size_t i = 0; i < len; i++)
    seen ^= bytes[i];
}

static void
look_at_words (const char *words)
{
  look (words, strlen (words) + 1);
}

static void
read_frame (struct reader *r)
{
  struct slice frame;

  if (frame_first ((struct slice){ r->at, r->left }, &frame) == FRAME_WHOLE)
    look (frame.at, frame.len);
}

static void
read_hello (struct reader *r)
{
  struct hello hello;

  if (take_hello ((struct slice){ r->at, r->left }, &hello))
    look_at_words (hello.refused.text);
}

static void
read_save (struct reader *r)
{
  struct asked_save s;
  struct image image;

  take_save (r, &s);
  look_at_words (s.code);
  look_at_words (s.officer);
  look_at_words (s.override);
  look_at_words (s.reason);
  look (s.image.at, s.image.len);
  if (image_open (s.image.at, s.image.len, s.flags, &image, NULL) == OK)
    for (unsigned i = 0; i < image.count; i++)
      look (image_value (&image, i).at, image_value (&image, i).len);
}

static void
read_answer (struct reader *r)
{
  struct answer a;

  take_answer (r, &a);
  look_at_words (a.code);
  look_at_words (a.error.text);
  for (size_t i = 0; i < a.findings.count; i++)
    look_at_words (a.findings.at[i].text);
  answer_free (&a);
}

static void
read_change (struct reader *r)
{
  struct change c;

  take_change (r, &c);
  look (c.reason.at, c.reason.len);
  look (c.body.at, c.body.len);
  if (!r->bad)
    look (c.image.at, c.image.len);
}

static void
read_row (struct reader *r)
{
  struct row row;

  take_row (r, &row);
  if (r->bad)
    return;
  look (row.name.at, row.name.len);
  look (row.birth.at, row.birth.len);
}

static void
read_draft (struct reader *r)
{
  struct draft d;

  take_draft (r, &d);
  look_at_words (d.procedure);
  look (d.values.at, d.values.len);
}

static void
read_receipt (struct reader *r)
{
  struct receipt receipt;

  take_receipt (r, &receipt);
  look_at_words (receipt.target);
  look_at_words (receipt.reason);
}

static void
read_verify (struct reader *r)
{
  struct verify v;

  take_verify (r, &v);
  look (&v, sizeof v);
}

static void
read_status (struct reader *r)
{
  struct status s;

  take_status (r, &s);
  look_at_words (s.version);
}

static void (*const pieces[]) (struct reader *) = {
  read_frame, read_hello, read_save,    read_answer, read_change,
  read_row,   read_draft, read_receipt, read_verify, read_status,
};

int
LLVMFuzzerTestOneInput (const uint8_t *at, size_t len)
{
  struct reader r;

  if (len == 0)
    return 0;
  r = reader_of (at + 1, len - 1);
  pieces[at[0] % (sizeof pieces / sizeof *pieces)](&r);
  return 0;
}
