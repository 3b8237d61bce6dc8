/* base/arena.h - memory that is given back all at once. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_new (void);
void arena_free (struct arena *);
/* Zeroed, aligned for anything; ends the program rather than return NULL. */
void *arena_take (struct arena *, size_t size);
char *arena_copy (struct arena *, const char *text); /* NULL gives NULL      */
char *arena_copy_len (struct arena *, const char *text, size_t len);
void arena_clear (struct arena *);  /* keeps 64 KiB at most                  */

#endif
