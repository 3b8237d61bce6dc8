/* site/config.h - the folder of a site and its site.conf.
 *
 *   site.conf  db/  socket  data/  plugins/  backup/  log/
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
  char target[1024];        /* default of upload, or ""                      */
  bool group;               /* several logins share the site                 */
};

/* Makes a site: FOLDER must be missing or empty, else ERR_SYSTEM.  GROUP is
 * the name of a group or NULL.  Nothing is left behind when it fails.
 */
enum outcome config_make (struct config *, const char *group, struct error *);

/* Reads FOLDER/site.conf.  ERR_SYSTEM in one sentence when the folder is
 * missing, is no site, is of another layout, or cannot be read.
 */
enum outcome config_read (const char *folder, struct config *, struct error *);

#endif
