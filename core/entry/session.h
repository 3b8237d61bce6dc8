/* entry/session.h - a form being filled in, by keys, by a file, by a card.
 *
 * The one door: whatever comes in is put here, parsed by the field's kind, and
 * leaves as values that were checked.  There is no screen in it; the cursor,
 * skipping and undo are here so that every screen and the tests share them.
 * What does not parse stays as it was put, with its finding: nothing typed is
 * ever lost.
 */
#ifndef ENTRY_SESSION_H
#define ENTRY_SESSION_H

#include "check/check.h"
#include "form/kind.h"
#include "record/record.h"

#include <hoso/format.h>

struct session;

/* Where and for whom. */
struct place {
  const char *ward;      /* of this office, five digits                      */
  const char *officer;   /* account                                          */
  uint64_t received;     /* microseconds of UTC                              */
};

/* A new empty form with its initial values in place (INITIAL false: none, as
 * for rows of a file, where a missing column is empty).  FORM outlives it.
 */
struct session *session_new (const struct form *, const struct place *,
                             bool initial);
void session_free (struct session *);

/* Empties it for the next row or dossier; ids, undo and carry are reset. */
void session_clear (struct session *, const struct place *, bool initial);

const struct form *session_form (const struct session *);
void session_received (struct session *, uint64_t received);

/* Puts TEXT into field F.  False when it does not parse: the text is kept as
 * it is and session_check will say what is wrong.  One step for undo.
 * GIVEN fields and those beyond the form are refused (false, nothing kept).
 */
bool session_put (struct session *, uint16_t f, const char *text, size_t len,
                  enum spelling);
/* A row of a file: TEXTS[i] into field TO[i], but for those that are empty or
 * would be refused.  No step for undo.
 */
void session_take_row (struct session *, const uint16_t *to,
                       const struct hoso_text *texts, size_t count);
/* What is put from within these LEN bytes, until the session is cleared, needs
 * no tidying: text_clean said so of all of them.
 */
void session_put_clean (struct session *, const char *text, size_t len);
/* What field F holds: the stored spelling, or the raw text that did not parse. */
const char *session_text (const struct session *, uint16_t f);
bool session_parses (const struct session *, uint16_t f);

/* The cursor: fields that are shown and not GIVEN, in order.  next and back
 * return false at the ends and stay.  go returns false for a hidden field.
 */
uint16_t session_cursor (const struct session *);
bool session_next (struct session *);
bool session_back (struct session *);
bool session_go (struct session *, uint16_t f);
bool session_shown (const struct session *, uint16_t f);
bool session_all_shown (const struct session *);
bool session_needed (const struct session *, uint16_t f);

/* Takes back the last put; again, the one before (200 of them).  The cursor
 * goes to the field that changed.
 */
bool session_undo (struct session *);

/* Values of the form saved before: for "previous" as initial value and for
 * session_same (the field as in the form before).  Copied; of another form
 * nothing is.  session_same is false when there is nothing to take.
 */
void session_carry (struct session *, struct session *before);
bool session_same (struct session *, uint16_t f);

/* All findings: what did not parse, then check_form, then SESSION_LARGE when it
 * is more than a record may hold.  Valid until the session changes.
 */
#define SESSION_LARGE "SIZE"
const struct findings *session_check (struct session *);

/* Whether all is well that only we can look for (check_own): what the server
 * finds by itself may still be against it.  When it is not, session_check says
 * what is found.
 */
bool session_passes (struct session *);

/* The values as they would be saved: GIVEN fields filled, hidden ones empty,
 * wards recognised.  Valid until the session changes.
 */
const struct values *session_values (struct session *);
const size_t *session_sizes (struct session *);     /* of their texts        */
/* The same as conditions of terms, papers and fees see them. */
struct scope session_scope (const struct session *);

/* Loads the values of a record of the same form, to amend it: nothing is left
 * of what was there, and there is nothing to undo.
 */
void session_load (struct session *, const struct values *);

/* The record that was loaded as BASE is now NOW: fields that differ from BASE
 * here stay as they are, the others become as there.
 */
void session_merge (struct session *, const struct values *base,
                    const struct values *now);
/* How many fields differ from VALUES. */
unsigned session_differs (const struct session *, const struct values *);

/* Everything but undo and carry, for the server's drafts; and back:
 * ERR_DAMAGED when the bytes are of another form or do not decode, and the
 * session is as it was.
 */
void session_save_draft (const struct session *, struct bytes *to);
enum outcome session_load_draft (struct session *, const void *at, size_t len,
                                 struct error *);

#endif
