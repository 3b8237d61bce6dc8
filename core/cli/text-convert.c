/* text-convert.c - "hoso text convert": from one encoding to another. */

#include "base/bytes.h"
#include "base/language.h"
#include "cli/command.h"
#include "cli/readings.h"
#include "cli/say.h"
#include "cli/text-tools.h"
#include "text/charset.h"
#include "text/detect.h"
#include "text/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 256 * 1024 };

struct converting {
  const char *file; /* as it is called in sentences */
  struct charset from, to;
  bool lossy;
  struct decoder *decoder;
  struct encoder *encoder; /* or NULL: to UTF-8 */
  struct bytes text, out;  /* lines not yet written; bytes to write */
  uint64_t lost;           /* letters, of all files */
};

/* ---- files ----------------------------------------------------------------
 */

int
text_open (const char *name, struct error *e)
{
  int fd = strcmp (name, "-") == 0 ? dup (STDIN_FILENO)
                                   : open (name, O_RDONLY | O_CLOEXEC);

  if (fd < 0)
    fail (e, ERR_INPUT, errno, _ ("cannot read %s: %s"), name,
          strerror (errno));
  return fd;
}

long
text_read (int fd, const char *name, void *to, size_t room, struct error *e)
{
  ssize_t got;

  do
    got = read (fd, to, room);
  while (got < 0 && errno == EINTR);
  if (got < 0)
    fail (e, ERR_INPUT, errno, _ ("cannot read %s: %s"), name,
          strerror (errno));
  return (long) got;
}

/* ---- what does not fit -----------------------------------------------------
 */

static enum outcome
unreadable (const struct converting *c, const struct misfit *m, struct error *e)
{
  return fail (e, ERR_INPUT, 0,
               _ ("%s: line %llu, column %llu: byte 0x%02x is no letter of %s; "
                  "give another --from, or --lossy"),
               c->file, (unsigned long long) m->line,
               (unsigned long long) m->column, m->what, c->from.name);
}

static enum outcome
unwritable (const struct converting *c, const struct misfit *m, struct error *e)
{
  char letter[5] = "";

  letter[utf8_put (m->what, letter)] = '\0';
  return fail (e, ERR_INPUT, 0,
               _ ("%s: line %llu, column %llu: \"%s\" (U+%04X) cannot be "
                  "written in %s, or would come back as another letter; give "
                  "another --to, or --lossy"),
               c->file, (unsigned long long) m->line,
               (unsigned long long) m->column, letter, m->what, c->to.name);
}

static enum outcome
look_at_misfits (struct converting *c, struct error *e)
{
  const struct misfit *in = decoder_misfit (c->decoder);
  const struct misfit *out =
    c->encoder != NULL ? encoder_misfit (c->encoder) : NULL;

  if (c->lossy)
    return OK;
  if (in->count > 0)
    return unreadable (c, in, e);
  return out != NULL && out->count > 0 ? unwritable (c, out, e) : OK;
}

/* ---- lines ------------------------------------------------------------------
 */

static enum outcome
put (struct converting *c, bool end, struct error *e)
{
  struct bytes *out = c->encoder != NULL ? &c->out : &c->text;
  enum outcome done;

  if (c->encoder != NULL)
    encoder_lines (c->encoder, &c->text, end, &c->out);
  done = look_at_misfits (c, e);
  if (done == OK)
    fwrite (out->at, 1, out->len, stdout);
  bytes_clear (out);
  return done;
}

static enum outcome
convert (struct converting *c, int fd, struct bytes *block, struct error *e)
{
  enum outcome done = OK;
  long got;

  /* The block holds what was looked at to find out the encoding. */
  decoder_add (c->decoder, block->at, block->len, &c->text);
  bytes_clear (block);
  bytes_reserve (block, BLOCK);
  while (done == OK
         && (got = text_read (fd, c->file, block->at, BLOCK, e)) != 0) {
    if (got < 0)
      return ERR_INPUT;
    decoder_add (c->decoder, block->at, (size_t) got, &c->text);
    done = put (c, false, e);
  }
  decoder_end (c->decoder, &c->text);
  return done == OK ? put (c, true, e) : done;
}

/* ---- a file
 * ------------------------------------------------------------------ */

static enum outcome
unclear (const struct converting *c, const struct guesses *g,
         const struct bytes *block, struct error *e)
{
  SCOPED_BYTES readings = { 0 };

  readings_put (&readings, g, (struct slice){ block->at, block->len },
                "--from");
  fwrite (readings.at, 1, readings.len, stderr);
  return fail (e, ERR_INPUT, 0,
               _ ("%s: which encoding it is in is not clear; give --from"),
               c->file);
}

/* Without --from, the beginning of the file tells; its bytes stay in BLOCK. */
static enum outcome
find_out (struct converting *c, int fd, struct bytes *block, struct error *e)
{
  struct guesses g;
  long got;

  bytes_reserve (block, DETECT_SAMPLE);
  while (block->len < DETECT_SAMPLE
         && (got = text_read (fd, c->file, block->at + block->len,
                              DETECT_SAMPLE - block->len, e))
              != 0) {
    if (got < 0)
      return ERR_INPUT;
    block->len += (size_t) got;
  }
  detect (block->at, block->len, &g);
  if (!g.clear)
    return unclear (c, &g, block, e);
  c->from = g.plain ? charset_of (CHARSET_UTF8) : g.at[0].charset;
  return OK;
}

static enum outcome
convert_file (struct converting *c, const char *name, bool known,
              struct error *e)
{
  SCOPED_BYTES block = { 0 };
  int fd = text_open (name, e);
  enum outcome done = fd < 0 ? ERR_INPUT : OK;

  c->file = strcmp (name, "-") == 0 ? _ ("standard input") : name;
  if (done == OK && !known)
    done = find_out (c, fd, &block, e);
  if (done == OK) {
    c->decoder = decoder_new (&c->from, "\xEF\xBF\xBD");
    if (c->to.kind != CHARSET_UTF8)
      c->encoder = encoder_new (&c->to);
    done = convert (c, fd, &block, e);
    c->lost += decoder_misfit (c->decoder)->count;
    if (c->encoder != NULL)
      c->lost += encoder_misfit (c->encoder)->count;
    decoder_free (c->decoder);
    encoder_free (c->encoder);
    c->encoder = NULL;
  }
  if (fd >= 0)
    close (fd);
  return done;
}

/* ---- the tool
 * ------------------------------------------------------------------ */

static bool
read_name (const struct arguments *a, const char *option, struct charset *to)
{
  const char *name = argument (a, option);

  if (name == NULL || charset_named (name, to))
    return true;
  say_error ("text",
             _ ("%s %s: there is no such encoding: utf-8, tcvn3, tcvn3-h, "
                "vni-win, vni-mac, cp1258, tcvn5712-1, viscii, vps, bkhcm1, "
                "bkhcm2, vietware-x, vietware-f, viqr, ncr, c-string, or one "
                "that iconv knows"),
             option, name);
  return false;
}

int
text_convert (const struct arguments *a)
{
  static const char *const standard[] = { "-" };
  bool given = a->n_words > 1;
  const char *const *names = given ? a->words + 1 : standard;
  struct converting c = { .to = charset_of (CHARSET_UTF8),
                          .lossy = argument_given (a, "--lossy") };
  struct error e = { 0 };
  enum outcome done = OK;

  if (!read_name (a, "--from", &c.from) || !read_name (a, "--to", &c.to))
    return EXIT_USAGE;
  for (size_t i = 0; done == OK && i < (given ? a->n_words - 1 : 1); i++)
    done = convert_file (&c, names[i], argument_given (a, "--from"), &e);
  bytes_free (&c.text);
  bytes_free (&c.out);
  if (done != OK)
    return say_done (say_failed (a, &e));
  if (c.lost > 0)
    say_note (_ ("%llu letters did not fit and were replaced"),
              (unsigned long long) c.lost);
  return say_done (EXIT_DONE);
}
