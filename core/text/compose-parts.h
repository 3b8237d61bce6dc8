/* text/compose-parts.h - whose each key of a word is; for compose*.c alone. */
#ifndef TEXT_COMPOSE_PARTS_H
#define TEXT_COMPOSE_PARTS_H

#include "text/compose.h"

/* KEY was typed for OWNER: the number of a letter, or COMPOSE_TONE. */
void compose_note_key (struct typed_word *, char key, unsigned owner);

/* Letter AT is plain again; the keys that marked it belong to the letter that
 * comes next, which is the key that undid them.
 */
void compose_unshape (struct typed_word *, unsigned at);

#endif
