/* store/mend.h - what is done when a store cannot be opened as it is; private
 * to the store.
 */
#ifndef STORE_MEND_H
#define STORE_MEND_H

#include "store/probe.h"

typedef enum outcome (*store_opener) (struct store *, struct error *);

/* Opens the store, whose lock is held: CHECK opens it as far as shows whether
 * it is sound, in a child first when the last owner did not close it in order,
 * and REST does what may take long.  While it is damaged, one cure is tried
 * after the other, the mildest first.  The last error stands when none helps.
 */
enum outcome mend_open (struct store *, store_opener check, store_opener rest,
                        struct error *);

/* Remembers in DB/mended what was done, and reads that again. */
enum outcome mended_write (const struct store *, const struct mended *,
                           struct error *);
void mended_read (struct store *);

#endif
