/* config.c - the folder of a site: made, read, and refused in one sentence. */

#include "site/config.h"

#include "base/file.h"
#include "base/language.h"
#include "site/settings.h"
#include "text/utf8.h"

#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Berkeley DB names its files in 1,024 bytes. */
enum { FOLDER_MOST = 960 };

enum { CONFIG_MOST = 64 * 1024, KEY_TEXT = 2 * KEY_SIZE + 1 };

/* What a new site.conf begins with. */
static const char heading[] =
  "# A site of hoso.  What begins with # is for people.\n";

static const char *const folders[] = { "data", "plugins", "backup", "log" };

enum { N_FOLDERS = sizeof folders / sizeof *folders };

static mode_t
folder_mode (const struct config *c)
{
  return c->group ? 02770 : 0700;
}

static mode_t
file_mode (const struct config *c)
{
  return c->group ? 0660 : 0600;
}

/* ---- reading ---- */

/* FOLDER as an absolute path without links, into CONFIG. */
static enum outcome
find_folder (struct config *c, const char *folder, struct error *e)
{
  char *whole = realpath (folder, NULL);
  size_t len = whole == NULL ? 0 : strlen (whole);
  enum outcome outcome = OK;

  if (whole == NULL && errno == ENOENT)
    outcome =
      fail (e, ERR_SYSTEM, ENOENT,
            _ ("there is no site in %s: make one with hoso init"), folder);
  else if (whole == NULL)
    outcome = fail (e, ERR_SYSTEM, errno, _ ("the site %s: %s"), folder,
                    strerror (errno));
  else if (len > FOLDER_MOST)
    outcome = fail (e, ERR_SYSTEM, ENAMETOOLONG,
                    _ ("the path of the site has %zu bytes, and may have %d"),
                    len, FOLDER_MOST);
  else
    memcpy (c->folder, whole, len + 1);
  free (whole);
  return outcome;
}

/* PATH becomes the path of FILE of the site. */
static enum outcome
path_of (const struct config *c, const char *file, char path[PATH_MAX],
         struct error *e)
{
  return file_join (path, PATH_MAX, c->folder, file, e);
}

static enum outcome
read_key (struct config *c, struct error *e)
{
  SCOPED_BYTES text = { 0 };
  char path[PATH_MAX];
  enum outcome outcome;

  if (path_of (c, "key", path, e) != OK)
    return ERR_SYSTEM;
  outcome = file_read (path, KEY_TEXT, &text, e);
  if (outcome == ERR_SYSTEM)
    return outcome;
  if (text.len > 0 && text.at[text.len - 1] == '\n')
    text.len--;
  if (outcome != OK
      || !hex_read (bytes_text (&text), c->identity.key, KEY_SIZE))
    return fail (e, ERR_SYSTEM, 0,
                 _ ("%s is not the site's key: bring it back from a backup"),
                 path);
  return OK;
}

/* The text of site.conf.  ERR_ABSENT when there is none. */
static enum outcome
read_conf (const struct config *c, struct bytes *text, struct error *e)
{
  char path[PATH_MAX];

  if (path_of (c, "site.conf", path, e) != OK)
    return ERR_SYSTEM;
  return file_read (path, CONFIG_MOST, text, e);
}

/* The settings that TEXT holds; what is wrong with them, by the file's name. */
static enum outcome
read_settings (struct config *c, struct slice text, struct error *e)
{
  uint32_t layout = settings_layout (text);
  struct error wrong;

  if (layout == 0 || !utf8_valid (text.at, text.len))
    return fail (e, ERR_SYSTEM, 0,
                 _ ("%s is no site of hoso: its site.conf is something else"),
                 c->folder);
  if (layout != LAYOUT)
    return fail (e, ERR_SYSTEM, 0,
                 _ ("the site %s has layout %u and this hoso reads layout %d: "
                    "use the hoso that made it"),
                 c->folder, layout, LAYOUT);
  if (settings_read (text, c, &wrong) != OK)
    return fail (e, ERR_SYSTEM, 0, "%s/site.conf: %s", c->folder, wrong.text);
  return OK;
}

enum outcome
config_read (const char *folder, struct config *c, struct error *e)
{
  SCOPED_BYTES text = { 0 };
  enum outcome outcome;

  *c = (struct config){ .language = "vi" };
  if (find_folder (c, folder, e) != OK)
    return ERR_SYSTEM;

  outcome = read_conf (c, &text, e);
  if (outcome == ERR_ABSENT)
    return fail (e, ERR_SYSTEM, 0,
                 _ ("%s is no site of hoso: it has no site.conf"), c->folder);
  if (outcome == ERR_SYSTEM)
    return outcome;
  if (outcome != OK)
    bytes_clear (&text); /* too large to be one */
  if (read_settings (c, (struct slice){ text.at, text.len }, e) != OK)
    return ERR_SYSTEM;
  return read_key (c, e);
}

/* ---- writing ---- */

enum outcome
config_write (const struct config *c, struct error *e)
{
  SCOPED_BYTES old = { 0 }, text = { 0 };
  char path[PATH_MAX];
  struct error wrong;

  switch (read_conf (c, &old, &wrong)) {
  case OK: break;
  case ERR_ABSENT:
    bytes_printf (&old, "%slayout = %d\n", heading, LAYOUT);
    break;
  default: return fail (e, ERR_SYSTEM, wrong.os, "%s", wrong.text);
  }

  settings_show (c, (struct slice){ old.at, old.len }, &text);
  if (path_of (c, "site.conf", path, e) != OK)
    return ERR_SYSTEM;
  return file_write (path, file_mode (c), text.at, text.len, e);
}

static enum outcome
write_key (const struct config *c, struct error *e)
{
  char text[KEY_TEXT], path[PATH_MAX];

  hex_of (c->identity.key, KEY_SIZE, text);
  text[KEY_TEXT - 1] = '\n';
  if (path_of (c, "key", path, e) != OK)
    return ERR_SYSTEM;
  return file_write (path, file_mode (c), text, sizeof text, e);
}

/* ---- making ---- */

/* Fills in what the caller left open. */
static void
complete (struct config *c)
{
  static const unsigned char none[ID_SIZE];

  if (memcmp (c->identity.site, none, ID_SIZE) == 0) {
    random_bytes (c->identity.site, ID_SIZE);
    random_bytes (c->identity.key, KEY_SIZE);
  }
  if (c->identity.epoch == 0)
    c->identity.epoch = 1;
  if (c->language[0] == '\0')
    memcpy (c->language, "vi", sizeof "vi");
}

static enum outcome
find_group (const char *name, gid_t *gid, struct error *e)
{
  struct group *group = getgrnam (name);

  if (group == NULL)
    return fail (e, ERR_INPUT, 0, _ ("there is no group \"%s\""), name);
  *gid = group->gr_gid;
  return OK;
}

/* Makes the folder, or takes it when it is empty, and gives it to GID. */
static enum outcome
make_top (struct config *c, gid_t gid, struct error *e)
{
  char given[sizeof c->folder];

  memcpy (given, c->folder, sizeof given);
  if (folder_make (given, 0700, e) != OK || find_folder (c, given, e) != OK)
    return ERR_SYSTEM;
  if ((c->group && chown (c->folder, (uid_t) -1, gid) != 0)
      || chmod (c->folder, folder_mode (c)) != 0)
    return fail (e, ERR_SYSTEM, errno, _ ("the folder %s: %s"), c->folder,
                 strerror (errno));
  return OK;
}

/* PATH becomes the folder NAME of the site, made whatever the umask is. */
static enum outcome
make_folder (const struct config *c, const char *name, char path[PATH_MAX],
             struct error *e)
{
  if (path_of (c, name, path, e) != OK
      || folder_make (path, folder_mode (c), e) != OK)
    return ERR_SYSTEM;
  if (chmod (path, folder_mode (c)) != 0)
    return fail (e, ERR_SYSTEM, errno, _ ("the folder %s: %s"), path,
                 strerror (errno));
  return OK;
}

/* Everything in the folder; site.conf comes last and makes it a site. */
static enum outcome
fill (const struct config *c, struct error *e)
{
  enum outcome outcome = OK;
  char path[PATH_MAX];

  for (size_t i = 0; i < N_FOLDERS && outcome == OK; i++)
    outcome = make_folder (c, folders[i], path, e);
  if (outcome == OK)
    outcome = make_folder (c, "db", path, e);
  if (outcome == OK)
    outcome = store_create (path, &c->identity, c->group, e);
  if (outcome == OK)
    outcome = write_key (c, e);
  if (outcome == OK)
    outcome = config_write (c, e);
  return outcome;
}

enum outcome
config_complete (const struct config *c, struct error *e)
{
  enum outcome outcome = OK;
  char path[PATH_MAX];

  for (size_t i = 0; i < N_FOLDERS && outcome == OK; i++)
    outcome = make_folder (c, folders[i], path, e);
  return outcome;
}

/* Takes away what make_top and fill made; the folder too when it is NEW. */
static void
unmake (const struct config *c, bool new)
{
  static const char *const others[] = { "db", "key", "site.conf" };
  char path[PATH_MAX];

  for (size_t i = 0; i < N_FOLDERS; i++)
    if (path_of (c, folders[i], path, NULL) == OK)
      rmdir (path);
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (path_of (c, others[i], path, NULL) == OK && unlink (path) != 0)
      folder_remove (path, NULL);
  if (new)
    rmdir (c->folder);
}

enum outcome
config_make (struct config *c, const char *group, struct error *e)
{
  bool new = access (c->folder, F_OK) != 0;
  gid_t gid = (gid_t) -1;
  enum outcome outcome;

  complete (c);
  c->group = group != NULL;
  outcome = settings_check (c, e);
  if (outcome == OK && group != NULL)
    outcome = find_group (group, &gid, e);
  if (outcome != OK)
    return outcome;
  if (!new && !folder_is_empty (c->folder))
    return fail (e, ERR_SYSTEM, ENOTEMPTY,
                 _ ("%s is not empty: a new site needs a folder of its own"),
                 c->folder);

  outcome = make_top (c, gid, e);
  if (outcome == OK)
    outcome = fill (c, e);
  if (outcome != OK)
    unmake (c, new);
  return outcome;
}
