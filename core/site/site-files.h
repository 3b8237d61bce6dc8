/* site/site-files.h - what a backup has of a site beside its store; private to
 * the site.
 */
#ifndef SITE_SITE_FILES_H
#define SITE_SITE_FILES_H

#include "site/site.h"

/* Copies site.conf, key, data/ and plugins/ of SITE into the backup's folder
 * and adds them to its files.
 */
enum outcome site_files_copy (const char *site, mode_t, struct backup *,
                              struct error *);

/* Copies all files of the backup but those of the store into FOLDER. */
enum outcome site_files_lay (const struct backup *, const char *folder, mode_t,
                             struct error *);

#endif
