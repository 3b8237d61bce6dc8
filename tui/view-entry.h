/* tui/view-entry.h - a form being filled in at the keyboard.
 *
 * view-entry.c moves and edits, entry-page.c draws, entry-draft.c keeps what is
 * typed on the server, entry-save.c saves, entry-card.c reads scanned cards.
 */
#ifndef TUI_VIEW_ENTRY_H
#define TUI_VIEW_ENTRY_H

#include "entry/session.h"
#include "tui/edit-box.h"
#include "tui/view.h"

enum { SCAN_MOST = 1024 };  /* bytes of a card's code                         */

struct entry_view {
  const struct form *form;
  uint16_t procedure;          /* the site's number                          */
  struct session *session;
  struct edit_box edit;        /* of the field at the cursor                 */
  bool *visited;               /* by field: its findings may be seen         */
  char *before;                /* what the edit box began with               */

  unsigned char id[ID_SIZE];   /* of the record to be; and of its draft      */
  bool unsaved;                /* typed since the last draft                 */
  uint64_t typed_at;           /* clock_ticks of the last key                */
  uint64_t draft_time;         /* of the last draft, 0: none                 */
  uint64_t draft_shown;        /* the same when the field was begun: nothing
                                * but the letters changes while one types    */

  bool strip;                  /* Esc was pressed: the command strip         */
  struct findings server;      /* what the server found at the last save     */
  struct bytes override;       /* reasons so far: "V01: ...; "               */
  struct bytes reason;         /* the one being typed                        */
  size_t reason_for;           /* which warning it is for                    */
  enum { ASKS_NOTHING, ASKS_REASON, ASKS_LEAVE, ASKS_NEXT } asks;

  bool scanning;
  char scan[SCAN_MOST];        /* what came since the last other key         */
  size_t n_scan;
  char *scan_before;           /* the field's text before it came            */
};

/* A new form of FORM; registers it.  False after a message was shown. */
bool entry_open (struct app *, const struct form *);
/* The draft with ID, at the field where it was left. */
bool entry_open_draft (struct app *, const unsigned char id[ID_SIZE]);

/* The entry view when it is on top, else NULL; and TEXT as the whole value of
 * the field at the cursor, spelled as in a file: for scripts.
 */
struct entry_view *entry_on_top (const struct app *);
void entry_put (struct app *, struct entry_view *, const char *text);

/* ---- between the files of the entry view ----------------------------------- */

/* Puts the edit box into the session, when it was changed. */
void entry_keep (struct entry_view *);
/* Goes to field F and takes its text into the edit box. */
void entry_go (struct app *, struct entry_view *, uint16_t f);
/* Begins anew: an empty form with what is carried over. */
void entry_fresh (struct app *, struct entry_view *);

/* All findings: the form's own, then the server's. */
size_t entry_findings (struct entry_view *);
const struct finding *entry_finding (struct entry_view *, size_t i);

void entry_draw (const struct app *, const void *model, struct canvas *);
/* The first field of the page DELTA pages on from the cursor's. */
uint16_t entry_page_first (struct entry_view *, int rows, int delta);

/* Keeps the draft when something was typed; WAIT: ten seconds for a server that
 * is gone or does not answer, else it is left to the next time.
 */
void entry_keep_draft (struct app *, struct entry_view *, bool wait);
void entry_drop_draft (struct app *, struct entry_view *);

/* F2: saves, or shows what is in the way.  F7: asks for reasons, then saves. */
void entry_save (struct app *, struct entry_view *);
void entry_save_with_reasons (struct app *, struct entry_view *);
void entry_reason_given (struct app *, struct entry_view *, bool given);

/* True when the key belongs to a card that is being read. */
bool entry_scan (struct app *, struct entry_view *, const struct event *);

#endif
