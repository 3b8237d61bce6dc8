/* store/probe.h - work on stored bytes that may be damaged, done in a child:
 * the library can spin or crash over them; private to the store.
 */
#ifndef STORE_PROBE_H
#define STORE_PROBE_H

#include "store/inside.h"
#include "store/backup.h"

/* What a child found; in memory that both processes see. */
struct probe {
  struct error error;        /* kind OK: it went well                        */
  bool done;                 /* it came to its end                           */
  uint32_t at;               /* the table that it worked on last, or TABLES  */
  uint32_t bad;              /* tables that are damaged, by bits             */
  struct counts counts;      /* where the store stands, as far as it knows   */
  struct laid laid;          /* when it laid a backup down                   */
};

typedef enum outcome (*probe_work) (struct store *, const void *with,
                                    struct probe *, struct error *);

/* Runs WORK in a child and returns its outcome; ERR_DAMAGED when it crashes or
 * does not end within MS.  The child holds the lock of the store too, so that
 * nobody comes in while it runs, and dies with this process.  The caller has
 * no environment open.
 */
enum outcome probe_run (struct store *, probe_work, const void *with,
                        uint64_t ms, struct probe *, struct error *);

/* Time for work over the files of DIR whose names begin with FRONT and end with
 * BACK: ten seconds, and one for each RATE MiB of them.
 */
uint64_t probe_time (const char *dir, const char *front, const char *back,
                     unsigned rate);

#endif
