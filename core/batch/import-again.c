/* import-again.c - a second look at a row that the site did not simply save.
 *
 * Most rows are well, and the site would find all that the declared form has
 * against them: so that is not looked for twice.  What people read of the
 * others comes from here, in the words and the order of a session.
 */

#include "batch/import-inside.h"

static void
open_again (struct import *im, const struct form *form, uint64_t received)
{
  const struct place place = { im->all.config->ward, im->all.officer,
                               received };

  if (im->again == NULL)
    im->again = session_new (form, &place, false);
  else
    session_clear (im->again, &place, false);
}

/* What the whole row was found to have comes behind what its fields have. */
static void
put_before (struct findings *behind, const struct findings *found)
{
  struct findings all = { 0 };

  findings_copy (found, &all);
  findings_copy (behind, &all);
  findings_free (behind);
  *behind = all;
}

void
import_again (struct import *im, struct entry *entry,
              const struct answer *answer)
{
  struct arena *arena = arena_new ();
  uint64_t received;
  struct values values = answer_values (answer, entry->form, arena, &received);

  open_again (im, entry->form, received);
  session_load (im->again, &values);
  put_before (&entry->findings, session_check (im->again));
  arena_free (arena);
}
