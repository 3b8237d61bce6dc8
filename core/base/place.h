/* base/place.h - where the program's own things are.
 *
 * Installed: the folders given to configure.  In a build tree: configure's
 * folder holds "build-tree.conf", in the program's folder or one of the five
 * above it, whose lines "plugins=" and "locale=" name them.
 */
#ifndef BASE_PLACE_H
#define BASE_PLACE_H

const char *place_program (void); /* absolute path of the running program    */
const char *place_plugins (void); /* folder of the installed plugins         */
const char *place_locale (void);  /* folder of vi/LC_MESSAGES/hoso.mo, ...   */

#endif
