/* plugin/complain.h - what is wrong with a plugin, as FILE:LINE: sentences. */
#ifndef PLUGIN_COMPLAIN_H
#define PLUGIN_COMPLAIN_H

#include "base/bytes.h"

/* All of it, one a line, in the order found. */
struct complaints {
  const char *file;
  struct bytes text;
  unsigned errors;              /* with any of these it is not loaded        */
  struct bytes first;           /* the first of them                         */
  struct bytes note;            /* what those who use it should know         */
};

#define SCOPED_COMPLAINTS                                                      \
  __attribute__ ((cleanup (complaints_free))) struct complaints
void complaints_free (struct complaints *);

/* LINE 0: not known.  An error, a note for everyone, a hint for the author. */
void complain (struct complaints *, unsigned line, const char *format, ...)
  __attribute__ ((format (printf, 3, 4)));
void complain_note (struct complaints *, unsigned line, const char *format,
                    ...) __attribute__ ((format (printf, 3, 4)));
void complain_hint (struct complaints *, unsigned line, const char *format,
                    ...) __attribute__ ((format (printf, 3, 4)));

/* The first error, without its line end; "" when there is none. */
const char *complaint_first (struct complaints *);

#endif
