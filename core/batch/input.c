/* input.c - a file that comes in, in whatever encoding, as UTF-8. */

#include "batch/input.h"

#include "base/language.h"
#include "text/detect.h"
#include "text/clean.h"
#include "text/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { AHEAD = 1024 * 1024, RAW = 64 * 1024 };

/* Input that cannot be read at all, whatever the reason. */
static enum outcome
system_fail (const struct input *in, struct error *e)
{
  int os = errno;

  return fail (e, ERR_INPUT, os, _ ("%s: cannot be read: %s"), in->path,
               strerror (os));
}

/* Its size, where it has one; false when it is a folder or cannot be asked. */
static bool
measure (struct input *in)
{
  struct stat s;

  if (fstat (in->fd, &s) != 0)
    return false;
  if (S_ISREG (s.st_mode))
    in->size = (uint64_t) s.st_size;
  errno = EISDIR;
  return !S_ISDIR (s.st_mode);
}

enum outcome
input_open (struct input *in, const char *path, struct error *e)
{
  bool standard = strcmp (path, "-") == 0;
  enum outcome done;

  *in = (struct input){ .path = standard ? _ ("standard input") : path,
                        .charset = charset_of (CHARSET_UTF8) };
  in->fd = standard ? fcntl (STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                    : open (path, O_RDONLY | O_CLOEXEC);
  if (in->fd >= 0 && measure (in))
    return OK;
  done = system_fail (in, e);
  input_close (in);
  return done;
}

void
input_close (struct input *in)
{
  if (in->path != NULL && in->fd >= 0)
    close (in->fd);
  decoder_free (in->decoder);
  bytes_free (&in->ahead);
  bytes_free (&in->raw);
  bytes_free (&in->text);
  bytes_free (&in->sample);
  *in = (struct input){ 0 };
}

void
input_decode (struct input *in, const struct charset *charset)
{
  in->charset = *charset;
  if (charset->kind != CHARSET_UTF8)
    in->decoder = decoder_new (charset, "\xFF");
}

static long
read_some (struct input *in, void *to, size_t room)
{
  for (;;) {
    ssize_t got = read (in->fd, to, room);

    if (got >= 0)
      return (long) got;
    if (errno == EINTR)
      continue;
    if (in->error.kind == OK)
      system_fail (in, &in->error);
    return -1;
  }
}

/* The next bytes as they are in the file. */
static long
more_bytes (struct input *in, void *to, size_t room)
{
  size_t left = in->ahead.len - in->ahead_at;
  long got;

  if (left > 0) {
    got = (long) (left < room ? left : room);
    memcpy (to, in->ahead.at + in->ahead_at, (size_t) got);
    in->ahead_at += (size_t) got;
  } else {
    got = read_some (in, to, room);
  }
  if (got > 0)
    in->read += (uint64_t) got;
  return got;
}

/* Decodes until there is text, or no more; false when the file fails. */
static bool
fill_text (struct input *in)
{
  bytes_clear (&in->text);
  in->text_at = 0;
  bytes_reserve (&in->raw, RAW);
  while (in->text.len == 0 && !in->ended) {
    long got = more_bytes (in, in->raw.at, RAW);

    if (got < 0)
      return false;
    in->ended = got == 0;
    if (in->ended)
      decoder_end (in->decoder, &in->text);
    else
      decoder_add (in->decoder, in->raw.at, (size_t) got, &in->text);
  }
  return true;
}

long
input_more (void *with, void *to, size_t room)
{
  struct input *in = with;
  size_t left;

  if (in->decoder == NULL)
    return more_bytes (in, to, room);
  if (in->text_at == in->text.len && !fill_text (in))
    return -1;
  left = in->text.len - in->text_at;
  if (left > room)
    left = room;
  if (left > 0)
    memcpy (to, in->text.at + in->text_at, left);
  in->text_at += left;
  return (long) left;
}

/* ---- Which encoding is it? ----------------------------------------------- */

struct judgement {
  uint64_t beyond, valid; /* lines beyond ASCII; those that are UTF-8 */
  struct bytes sample;    /* such lines, as far as they are looked at */
  bool begun, is_wide;    /* UTF-16, by the beginning of the file */
  struct charset wide;
};

static void
judge_line (struct judgement *j, const char *at, size_t len)
{
  if (utf8_ascii (at, len))
    return;
  j->beyond++;
  j->valid += text_clean (at, len) || utf8_valid (at, len);
  if (j->sample.len + len < DETECT_SAMPLE) {
    bytes_add (&j->sample, at, len);
    bytes_add_char (&j->sample, '\n');
  }
}

/* Judges the whole lines of LEN bytes, ENDED: the rest behind them too.
 * Returns how many bytes were judged.
 */
static size_t
judge_lines (struct judgement *j, const char *at, size_t len, bool ended)
{
  size_t done = 0;

  if (!j->begun)
    j->is_wide =
      detect_wide (at, len < DETECT_SAMPLE ? len : DETECT_SAMPLE, &j->wide);
  j->begun = true;
  while (done < len) {
    const char *end = memchr (at + done, '\n', len - done);

    if (end == NULL && !ended)
      break;
    if (end == NULL)
      end = at + len;
    judge_line (j, at + done, (size_t) (end - at) - done);
    done = (size_t) (end - at) + (end < at + len);
  }
  return done;
}

/* A line that fills AHEAD is judged by its beginning, up to a whole letter. */
static void
judge_beginning (struct judgement *j, const struct bytes *ahead)
{
  size_t len = ahead->len;

  for (int back = 0; back < 3 && (ahead->at[len - 1] & 0xc0) == 0x80; back++)
    len--;
  if (ahead->at[len - 1] >= 0xc0)
    len--;
  judge_line (j, (const char *) ahead->at, len);
}

/* Reads until AHEAD is full; false at the end of the file. */
static bool
read_ahead (struct input *in)
{
  bytes_reserve (&in->ahead, AHEAD - in->ahead.len);
  while (in->ahead.len < AHEAD) {
    long got =
      read_some (in, in->ahead.at + in->ahead.len, AHEAD - in->ahead.len);

    if (got <= 0)
      return false;
    in->ahead.len += (size_t) got;
  }
  return true;
}

/* A regular file from here to its end, and back again. */
static void
judge_file (struct input *in, struct judgement *j)
{
  bool more = true;

  while (more) {
    size_t done;

    more = read_ahead (in);
    done = judge_lines (j, (const char *) in->ahead.at, in->ahead.len, !more);
    if (more && done == 0) {
      judge_beginning (j, &in->ahead);
      done = in->ahead.len; /* the rest of the line counts as one more */
    }
    in->ahead.len -= done;
    memmove (in->ahead.at, in->ahead.at + done, in->ahead.len);
  }
  bytes_free (&in->ahead);
}

/* Says what it may be, best first. */
static enum outcome
unclear (const struct input *in, const struct judgement *j, struct error *e)
{
  const struct guesses *g = &in->guesses;
  SCOPED_BYTES options = { 0 };

  for (unsigned i = 0; i < g->count && i < 2; i++)
    bytes_printf (&options, "%s--encoding %s", i > 0 ? _ (" or ") : "",
                  g->at[i].charset.name);
  return fail (
    e, ERR_INPUT, 0,
    _ ("%s: only %llu of %llu lines beyond ASCII are UTF-8, and which "
       "encoding it is in is not clear: give %s, or another one"),
    in->path, (unsigned long long) j->valid, (unsigned long long) j->beyond,
    bytes_text (&options));
}

static enum outcome
verdict (struct input *in, const struct judgement *j, struct error *e)
{
  struct slice sample = { j->sample.at, j->sample.len };
  struct guesses *g = &in->guesses;

  if (j->is_wide) {
    input_decode (in, &j->wide);
    return OK;
  }
  if (j->valid * 10 >= j->beyond * 9) {
    in->doubtful = detect_through (sample.at, sample.len, g);
    return OK;
  }
  detect (sample.at, sample.len, g);
  in->doubtful = !g->clear || g->at[0].charset.kind == CHARSET_UTF8;
  if (in->doubtful)
    return unclear (in, j, e);
  input_decode (in, &g->at[0].charset);
  return OK;
}

static void
judge (struct input *in, struct judgement *j)
{
  off_t from = lseek (in->fd, 0, SEEK_CUR);
  bool more;

  if (in->size > 0 && from >= 0) {
    judge_file (in, j);
    if (in->error.kind == OK && lseek (in->fd, from, SEEK_SET) < 0)
      system_fail (in, &in->error);
  } else {
    more = read_ahead (in);
    judge_lines (j, (const char *) in->ahead.at, in->ahead.len, !more);
  }
}

enum outcome
input_judge (struct input *in, struct error *e)
{
  struct judgement j = { 0 };
  enum outcome done;

  judge (in, &j);
  if (in->error.kind == OK)
    done = verdict (in, &j, e);
  else
    done = fail (e, in->error.kind, in->error.os, "%s", in->error.text);
  if (in->doubtful)
    in->sample = j.sample;
  else
    bytes_free (&j.sample);
  return done;
}
