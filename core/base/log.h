/* base/log.h - one line a happening, in SITE/log/hoso.log.
 *
 * No personal data, ever: numbers of records and changes, never names or
 * values.  Without log_open the lines go nowhere.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

/* Opens FOLDER/hoso.log for appending, mode 0600, or 0660 where the folder is a
 * group's; over 1 MiB it is renamed to hoso.log.1 first.  Silent when it cannot.
 */
void log_open (const char *folder);
void log_line (const char *format, ...) __attribute__ ((format (printf, 1, 2)));

#endif
