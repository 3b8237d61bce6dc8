/* manifest.c - what a backup says of itself: one JSON object, which ends with
 * the hash of all that stands before it.
 */

#include "store/backup.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "base/language.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { FORMAT = 1, MANIFEST_MOST = 4 << 20, HEX = 2 * HASH_SIZE };

/* ,"hash":"64 digits"}\n */
static const char tail[] = ",\"hash\":\"";
enum { TAIL = sizeof tail - 1 + HEX + 3 };

static enum outcome
manifest_path (const struct backup *b, char path[4096], struct error *e)
{
  return file_join (path, 4096, b->folder, "manifest.json", e);
}

void
backup_free (struct backup *b)
{
  free (b->files);
  b->files = NULL;
  b->n_files = 0;
}

struct backup_file *
backup_add (struct backup *b)
{
  enum { GROWS = 32 };

  if (b->n_files % GROWS == 0)
    b->files =
      bytes_must_again (b->files, (b->n_files + GROWS) * sizeof *b->files);
  memset (&b->files[b->n_files], 0, sizeof *b->files);
  return &b->files[b->n_files++];
}

/* ---- its members -------------------------------------------------------- */

/* Kinds of places that they are written from and read into. */
enum as { WORD_32, WORD_64, HEX_DIGITS, CHARS };

struct member {
  const char *key;
  enum as as;
  size_t at, size;
};
#define AT(type, as, key, name)                                                \
  {                                                                            \
    key, as, offsetof (struct type, name), sizeof ((struct type *) NULL)->name \
  }

/* clang-format off */
static const struct member backup_members[] = {
  AT (backup, HEX_DIGITS, "site",      site),
  AT (backup, WORD_32,    "epoch",     epoch),
  AT (backup, CHARS,      "office",    office),
  AT (backup, WORD_64,    "moment",    time),
  AT (backup, WORD_64,    "changes",   changes),
  AT (backup, WORD_32,    "records",   records),
  AT (backup, HEX_DIGITS, "chain",     chain),
  AT (backup, WORD_32,    "builds",    builds),
  AT (backup, WORD_32,    "first_log", first_log),
  AT (backup, WORD_32,    "last_log",  last_log),
  AT (backup, CHARS,      "hoso",      version),
  { 0 },
};
static const struct member file_members[] = {
  AT (backup_file, CHARS,      "name", name),
  AT (backup_file, WORD_64,    "size", size),
  AT (backup_file, HEX_DIGITS, "hash", hash),
  { 0 },
};
/* clang-format on */

/* ---- writing ------------------------------------------------------------ */

static void
put_member (struct json_writer *w, const struct member *m, const void *from)
{
  char hex[HEX + 1];
  uint32_t small;
  uint64_t large;

  switch (m->as) {
  case WORD_32:
    memcpy (&small, from, sizeof small);
    json_key_number (w, m->key, small);
    break;
  case WORD_64:
    memcpy (&large, from, sizeof large);
    json_key_number (w, m->key, (long long) large);
    break;
  case HEX_DIGITS:
    hex_of (from, m->size, hex);
    json_key_text (w, m->key, hex);
    break;
  case CHARS: json_key_text (w, m->key, from); break;
  }
}

static void
put_members (struct json_writer *w, const struct member *members,
             const void *from)
{
  for (const struct member *m = members; m->key != NULL; m++)
    put_member (w, m, (const char *) from + m->at);
}

static void
put_files (struct json_writer *w, const struct backup *b)
{
  json_key (w, "files");
  json_open (w, '[');
  for (size_t i = 0; i < b->n_files; i++) {
    json_open (w, '{');
    put_members (w, file_members, &b->files[i]);
    json_close (w, '}');
  }
  json_close (w, ']');
}

enum outcome
backup_write (const struct backup *b, mode_t mode, struct error *e)
{
  SCOPED_BYTES text = { 0 };
  struct json_writer w = json_writer_of (&text);
  char path[4096], time[CLOCK_TEXT], hex[HEX + 1];
  unsigned char hash[HASH_SIZE];

  clock_text (b->time, time);
  json_open (&w, '{');
  json_key_number (&w, "format", FORMAT);
  json_key_text (&w, "time", time); /* for people */
  put_members (&w, backup_members, b);
  put_files (&w, b);
  hash_of (text.at, text.len, hash);
  hex_of (hash, HASH_SIZE, hex);
  bytes_printf (&text, "%s%s\"}\n", tail, hex);
  if (manifest_path (b, path, e) != OK)
    return ERR_SYSTEM;
  return file_write (path, mode, text.at, text.len, e);
}

/* ---- reading ------------------------------------------------------------ */

/* Whether the last member is the hash of what stands before it. */
static bool
proves_itself (const struct bytes *text)
{
  unsigned char hash[HASH_SIZE], said[HASH_SIZE];
  const unsigned char *at;
  char hex[HEX + 1] = "";

  if (text->len < TAIL)
    return false;
  at = text->at + text->len - TAIL;
  if (memcmp (at, tail, sizeof tail - 1) != 0)
    return false;
  memcpy (hex, at + sizeof tail - 1, HEX);
  hash_of (text->at, text->len - TAIL, hash);
  return hex_read (hex, said, HASH_SIZE) && memcmp (hash, said, HASH_SIZE) == 0;
}

static bool
take_number (const char *text, uint64_t most, void *to, size_t size)
{
  char *end;
  unsigned long long n;
  uint32_t small;
  uint64_t large;

  errno = 0;
  n = strtoull (text, &end, 10);
  if (*end != '\0' || end == text || *text == '-' || errno != 0 || n > most)
    return false;
  small = (uint32_t) n;
  large = n;
  memcpy (to, size == sizeof small ? (void *) &small : (void *) &large, size);
  return true;
}

/* Takes the value at hand into the member; false when it is none. */
static bool
take_member (const struct member *m, struct json_reader *r, void *to)
{
  enum json_kind kind = json_next (r);
  const char *text = bytes_text (&r->text);

  switch (m->as) {
  case WORD_32:
    return kind == JSON_NUMBER && take_number (text, UINT32_MAX, to, m->size);
  case WORD_64:
    return kind == JSON_NUMBER && take_number (text, UINT64_MAX, to, m->size);
  case HEX_DIGITS: return kind == JSON_TEXT && hex_read (text, to, m->size);
  case CHARS:
    if (kind != JSON_TEXT || r->text.len >= m->size)
      return false;
    memcpy (to, text, r->text.len + 1);
    return true;
  }
  return false;
}

/* Reads an object up to its end, or up to the member LAST (may be NULL). */
static bool
take_object (const struct member *members, struct json_reader *r, void *to,
             const char *last)
{
  while (json_next (r) == JSON_KEY) {
    const struct member *m = members;
    const char *key = bytes_text (&r->text);

    if (last != NULL && strcmp (key, last) == 0)
      return true;
    while (m->key != NULL && strcmp (m->key, key) != 0)
      m++;
    if (m->key == NULL)
      json_next (r); /* format, time: for people */
    else if (!take_member (m, r, (char *) to + m->at))
      return false;
  }
  return last == NULL && r->kind == JSON_CLOSE;
}

/* A name that leads nowhere but below the backup's folder. */
static bool
name_is_safe (const char *name)
{
  return name[0] != '\0' && name[0] != '/' && strstr (name, "..") == NULL;
}

static bool
take_files (struct json_reader *r, struct backup *b)
{
  if (json_next (r) != JSON_OPEN)
    return false;
  while (json_next (r) == JSON_OPEN && b->n_files < BACKUP_FILES_MOST) {
    struct backup_file *file = backup_add (b);

    if (!take_object (file_members, r, file, NULL)
        || !name_is_safe (file->name))
      return false;
  }
  return r->kind == JSON_CLOSE;
}

static bool
take_manifest (const struct bytes *text, struct backup *b)
{
  struct json_reader r;
  bool good;

  json_begin (&r, text->at, text->len);
  good = json_next (&r) == JSON_OPEN
         && take_object (backup_members, &r, b, "files") && take_files (&r, b);
  json_done (&r);
  return good && b->first_log > 0 && b->last_log >= b->first_log;
}

static bool
is_of_format (const struct bytes *text)
{
  static const char begins[] = "{\"format\":1,";

  return text->len > sizeof begins
         && memcmp (text->at, begins, sizeof begins - 1) == 0;
}

enum outcome
backup_read (const char *folder, struct backup *b, struct error *e)
{
  SCOPED_BYTES text = { 0 };
  char path[4096];
  enum outcome got;

  memset (b, 0, sizeof *b);
  snprintf (b->folder, sizeof b->folder, "%s", folder);
  snprintf (b->name, sizeof b->name, "%s", file_name (folder));
  if (manifest_path (b, path, e) != OK)
    return ERR_SYSTEM;
  got = file_read (path, MANIFEST_MOST, &text, e);
  if (got != OK)
    return got == ERR_INPUT ? ERR_DAMAGED : got;
  if (proves_itself (&text) && is_of_format (&text) && take_manifest (&text, b))
    return OK;
  backup_free (b);
  return fail (e, ERR_DAMAGED, 0,
               _ ("%s is damaged, or of another hoso; name another backup"),
               path);
}

/* ---- checking ----------------------------------------------------------- */

static enum outcome
check_file (const struct backup *b, const struct backup_file *file,
            backup_step step, void *with, struct error *e)
{
  unsigned char hash[HASH_SIZE];
  char path[4096];
  uint64_t size;
  enum outcome got = file_join (path, sizeof path, b->folder, file->name, e);

  if (got == OK)
    got = hash_file (path, &size, hash, step, with, e);
  if (got == ERR_ABSENT)
    return fail (e, ERR_DAMAGED, ENOENT, _ ("%s is missing in the backup"),
                 path);
  if (got != OK)
    return got;
  if (size != file->size)
    return fail (e, ERR_DAMAGED, 0,
                 _ ("%s is damaged: it has %llu bytes, not %llu"), path,
                 (unsigned long long) size, (unsigned long long) file->size);
  if (memcmp (hash, file->hash, HASH_SIZE) != 0)
    return fail (e, ERR_DAMAGED, 0,
                 _ ("%s is damaged: its bytes are not those that were "
                    "written"),
                 path);
  return OK;
}

/* Adds what was read before. */
struct steps {
  backup_step step;
  void *with;
  uint64_t before;
};

static void
step_on (void *with, uint64_t bytes)
{
  const struct steps *s = with;

  if (s->step != NULL)
    s->step (s->with, s->before + bytes);
}

enum outcome
backup_check (const struct backup *b, backup_step step, void *with,
              struct error *e)
{
  struct steps steps = { step, with, 0 };
  enum outcome got = OK;

  for (size_t i = 0; got == OK && i < b->n_files; i++) {
    got = check_file (b, &b->files[i], step_on, &steps, e);
    steps.before += b->files[i].size;
  }
  return got;
}

uint64_t
backup_size (const struct backup *b)
{
  uint64_t size = 0;

  for (size_t i = 0; i < b->n_files; i++)
    size += b->files[i].size;
  return size;
}
