/* site/config.h - the folder of a site and its site.conf.
 *
 *   site.conf  key  db/  socket  data/  plugins/  backup/  log/
 *
 * site.conf is text of UTF-8, "key = value" a line, "#" before comments; what
 * hoso does not know there stays and is passed over.  The key for ids of
 * imported rows is secret and has its own file.  Folders have mode 0700 and
 * files 0600; in a group site 2770 and 0660.
 */
#ifndef SITE_CONFIG_H
#define SITE_CONFIG_H

#include "base/error.h"
#include "store/store.h"

enum { LAYOUT = 1 };

struct config {
  char folder[4096];        /* absolute path of the site                     */
  struct identity identity; /* site id, key, epoch, office                   */
  char name[256];           /* "UBND Phường Sài Gòn"                         */
  char ward[6];             /* five digits, or ""                            */
  char language[3];         /* "vi" or "en"                                  */
  char typing[8];           /* telex, vni, viqr, off; "": by the terminal    */
  char target[1024];        /* default of upload, or ""                      */
  char backup[1024];        /* where backups go, or "": SITE/backup          */
  bool group;               /* several logins share the site                 */
};

/* Makes a site with an empty store.  FOLDER must be missing or empty, else
 * ERR_SYSTEM; it becomes absolute.  An identity without a site id gets a new
 * one with a new key, epoch 0 becomes 1, and no language becomes "vi".  GROUP
 * is the name of a group or NULL.  Nothing is left behind when it fails.
 *
 *   ERR_INPUT  the office, the name, the ward or the language cannot be so
 */
enum outcome config_make (struct config *, const char *group, struct error *);

/* Writes FOLDER/site.conf again: comments and keys of others stay. */
enum outcome config_write (const struct config *, struct error *);

/* Makes the folders that a site has and a backup has not. */
enum outcome config_complete (const struct config *, struct error *);

/* Reads FOLDER/site.conf.  ERR_SYSTEM in one sentence when the folder is
 * missing, is no site, is of another layout, or cannot be read.
 */
enum outcome config_read (const char *folder, struct config *, struct error *);

#endif
