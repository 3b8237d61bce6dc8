/* stash.c - drafts in the officer's own folder, while no server can be reached.
 *
 * SITE-ID.draft: u8 format, u64 time, text procedure, values; SITE and ID in
 * hex.
 */

#include "tui/stash.h"

#include "base/file.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
  FORMAT = 1,
  HEX = 2 * ID_SIZE,
  NAME = HEX + 1 + HEX + sizeof ".draft",
};

/* ---- names ---- */

/* FOLDER/NAME, made when it is not there; false when it cannot be. */
static bool
step_into (char folder[PATH_MAX], const char *name)
{
  char at[PATH_MAX];

  if (file_join (at, sizeof at, folder, name, NULL) != OK
      || folder_make (at, 0700, NULL) != OK)
    return false;
  memcpy (folder, at, sizeof at);
  return true;
}

static bool
find_folder (char folder[PATH_MAX])
{
  const char *state = getenv ("XDG_STATE_HOME"), *home = getenv ("HOME");

  if (state != NULL && state[0] == '/')
    snprintf (folder, PATH_MAX, "%s", state);
  else if (home != NULL && home[0] == '/')
    snprintf (folder, PATH_MAX, "%s", home);
  else
    return false;
  if (state == NULL || state[0] != '/')
    return step_into (folder, ".local") && step_into (folder, "state")
           && step_into (folder, "hoso");
  return folder_make (folder, 0700, NULL) == OK && step_into (folder, "hoso");
}

static void
name_of (const struct site *site, const unsigned char id[ID_SIZE],
         char name[NAME])
{
  char office[HEX + 1], draft[HEX + 1];

  hex_of (site_config (site)->identity.site, ID_SIZE, office);
  hex_of (id, ID_SIZE, draft);
  snprintf (name, NAME, "%s-%s.draft", office, draft);
}

/* The id in NAME; false for other files, and for those of other sites. */
static bool
id_of (const struct site *site, const char *name, unsigned char id[ID_SIZE])
{
  char hex[HEX + 1], again[NAME];

  if (strlen (name) != NAME - 1)
    return false;
  memcpy (hex, name + HEX + 1, HEX);
  hex[HEX] = '\0';
  if (!hex_read (hex, id, ID_SIZE))
    return false;
  name_of (site, id, again);
  return strcmp (name, again) == 0;
}

static bool
path_of (const struct site *site, const unsigned char id[ID_SIZE],
         char path[PATH_MAX])
{
  char folder[PATH_MAX], name[NAME];

  name_of (site, id, name);
  return find_folder (folder)
         && file_join (path, PATH_MAX, folder, name, NULL) == OK;
}

/* ---- one draft ---- */

bool
stash_put (const struct site *site, const struct draft *draft)
{
  SCOPED_BYTES text = { 0 };
  char path[PATH_MAX];

  if (!path_of (site, draft->id, path))
    return false;
  put_u8 (&text, FORMAT);
  put_u64 (&text, draft->time);
  put_text (&text, draft->procedure);
  bytes_add (&text, draft->values.at, draft->values.len);
  return file_write (path, 0600, text.at, text.len, NULL) == OK;
}

void
stash_drop (const struct site *site, const unsigned char id[ID_SIZE])
{
  char path[PATH_MAX];

  if (path_of (site, id, path))
    unlink (path);
}

static bool
take_draft (const struct bytes *text, struct draft *draft)
{
  struct reader r = reader_of (text->at, text->len);
  uint8_t format = take_u8 (&r);
  struct slice procedure;

  draft->time = take_u64 (&r);
  procedure = take_block (&r);
  if (r.bad || format != FORMAT || procedure.len >= sizeof draft->procedure
      || memchr (procedure.at, 0, procedure.len) != NULL)
    return false;
  memcpy (draft->procedure, procedure.at, procedure.len);
  draft->values = (struct slice){ r.at, r.left };
  return true;
}

/* Whether the server has DRAFT now, or something newer. */
static bool
bring (struct site *site, const struct draft *draft)
{
  SCOPED_BYTES hold = { 0 };
  struct draft there;
  struct error e;

  if (site_draft_get (site, draft->id, &there, &hold, &e) == OK
      && there.time > draft->time)
    return true;
  return site_draft_put (site, draft, &e) == OK;
}

/* ---- all of them ---- */

static void
bring_file (struct site *site, const unsigned char id[ID_SIZE])
{
  SCOPED_BYTES text = { 0 };
  struct draft draft = { .time = 0 };
  char path[PATH_MAX];

  memcpy (draft.id, id, ID_SIZE);
  if (path_of (site, id, path)
      && file_read (path, 2 * RECORD_MOST, &text, NULL) == OK
      && take_draft (&text, &draft) && bring (site, &draft))
    unlink (path);
}

void
stash_bring (struct site *site)
{
  char folder[PATH_MAX];
  DIR *all = find_folder (folder) ? opendir (folder) : NULL;

  if (all == NULL)
    return;
  for (struct dirent *d = readdir (all); d != NULL; d = readdir (all)) {
    unsigned char id[ID_SIZE];

    if (id_of (site, d->d_name, id))
      bring_file (site, id);
  }
  closedir (all);
}
