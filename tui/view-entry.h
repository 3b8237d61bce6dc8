/* tui/view-entry.h - a form being filled in at the keyboard.
 *
 * view-entry.c moves, entry-field.c types, entry-page.c lays out and draws the
 * fields, entry-frame.c draws what is around them, entry-draft.c keeps what is
 * typed on the server, entry-save.c saves, entry-card.c reads scanned cards,
 * entry-open.c opens forms and drafts, entry-amend.c dossiers that are there.
 */
#ifndef TUI_VIEW_ENTRY_H
#define TUI_VIEW_ENTRY_H

#include "entry/session.h"
#include "tui/edit-box.h"
#include "tui/view.h"

enum { SCAN_MOST = 1024 };  /* bytes of a card's code                         */

/* A dossier that is being changed, as it was read. */
struct amended {
  struct whole whole;
  const struct form *form;
  struct values values;        /* in ARENA                                   */
  struct arena *arena;
  char code[96];
};

struct rows_view;

struct entry_view {
  const struct form *form;
  uint16_t procedure;          /* the site's number                          */
  struct session *session;
  struct amended *amended;     /* NULL: it is a new dossier                  */
  struct rows_view *rows;      /* it is row ROW of these; or NULL            */
  size_t row;
  unsigned char *cells;        /* by field: how wide its value is            */
  bool *visited;               /* by field: its findings may be seen         */

  /* The field at the cursor. */
  uint16_t at;
  uint16_t left;               /* the one before it, whose finding is said   */
  struct edit_box edit;
  char *before;                /* what the edit box began with               */
  bool whole;                  /* a whole code or number, not touched yet:
                                * the first letter typed takes its place     */

  /* Its draft. */
  unsigned char id[ID_SIZE];   /* of the record to be; and of its draft      */
  bool unsaved;                /* typed since the last draft                 */
  uint64_t tried_at;           /* clock_ticks of the last try                */
  uint64_t draft_time;         /* of the last draft, 0: none                 */
  bool stashed;                /* it is in the officer's own folder, too     */
  uint64_t draft_shown;        /* as the title has it: not while typing      */

  /* Saving. */
  struct findings server;      /* what only the server found, at the last try */
  struct bytes override;       /* reasons so far: "V01: ...; "               */
  struct bytes reason;         /* the one being typed                        */
  struct bytes why;            /* the dossier is changed                     */
  size_t reason_for;           /* which finding it is for                    */
  bool gives_reasons;          /* F7: asks for one after the other           */
  bool tried;                  /* to save, and not typed since               */
  char saved[200];             /* about the dossier saved last               */
  enum { ASKS_NOTHING, ASKS_REASON, ASKS_WHY, ASKS_LEAVE } asks;

  bool strip;                  /* Esc was pressed: the command strip         */

  /* A card that is being scanned. */
  bool scanning;               /* known as one                               */
  char scan[SCAN_MOST];        /* what may be the code, or its beginning     */
  size_t n_scan;
  char *scan_before;           /* the field's text before it came            */
  uint64_t typed_at;           /* clock_ticks of the last letter             */
};

/* A new form of FORM; registers it.  False after a message was shown. */
bool entry_open (struct app *, const struct form *);
/* Result of a view that has saved a change. */
enum { ENTRY_AMENDED = 2 };
/* The dossier with ID, to be changed; or the draft of its change.  False after
 * a message.
 */
bool entry_amend (struct app *, const unsigned char id[ID_SIZE]);
/* Row AT of a table, FORM being its form, with VALUES (NULL: it is new).  What
 * is filled in goes to ROWS as it comes.
 */
void entry_open_row (struct app *, const struct form *, struct rows_view *rows,
                     size_t at, const struct values *);
/* The draft with ID, at the field where it was left. */
bool entry_open_draft (struct app *, const unsigned char id[ID_SIZE]);

/* What a draft holds beside the form: the text being typed and the reasons.
 * ERR_DAMAGED; *TYPED wants typed_free in any case.
 */
struct typed {
  char *text, *override;
  uint32_t cursor;
};
/* The version that is changed in a draft; 0: it is of a new dossier, or none. */
uint32_t entry_draft_version (struct slice draft);
enum outcome entry_draft_read (struct slice draft, struct session *,
                               struct typed *, struct error *);
void typed_free (struct typed *);
/* Whom a draft is about, as far as it is typed. */
void entry_draft_name (struct slice draft, const struct form *, char *name,
                       size_t size);

/* ---- for scripts ------------------------------------------------------- */

/* The topmost form, covered or not; NULL without one. */
struct entry_view *entry_of (const struct app *);
/* Closes what covers it. */
void entry_uncover (struct app *);
/* TEXT as the whole value of the field at the cursor, spelled as in a file. */
void entry_put (struct app *, struct entry_view *, const char *text);

/* ---- between the files of the entry view --------------------------------- */

/* The field at the session's cursor comes into the edit box; and its text
 * back into the session, when it was changed.
 */
void entry_take (struct app *, struct entry_view *);
void entry_keep (struct entry_view *);
bool entry_half_typed (struct entry_view *);
/* Goes to field F and takes it. */
void entry_go (struct app *, struct entry_view *, uint16_t f);
/* A key for the field at the cursor. */
void entry_type (struct app *, struct entry_view *, const struct event *);
/* How wide the fields are, in the language of now. */
void entry_measure (struct entry_view *);
/* Whether it is in force today. */
bool choice_offered (const struct form_choice *);
/* "1 Nam  2 Nữ", for a field of few choices; else nothing. */
void field_list (const struct form_field *, struct bytes *to);

/* A view without a session yet; on the stack; given back. */
struct entry_view *entry_new (const struct form *, uint16_t procedure);
void entry_show (struct app *, struct entry_view *);
void entry_close (struct app *, void *view);

void amended_free (struct amended *);
/* A view that changes it; NULL. */
struct entry_view *entry_make_amending (struct app *,
                                        const unsigned char id[ID_SIZE],
                                        uint32_t version, struct error *);
/* Brings the form up to what somebody else saved meanwhile, and says so. */
bool entry_catch_up (struct app *, struct entry_view *, struct error *);

/* Begins anew: an empty form with what is carried over. */
void entry_fresh (struct app *, struct entry_view *);

/* All findings: the form's own, then the server's. */
size_t entry_findings (struct entry_view *);
const struct finding *entry_finding (struct entry_view *, size_t i);
/* The worst one of field F, if they may be seen; or NULL. */
const struct finding *entry_worst (struct entry_view *, uint16_t f);

/* Pages of the form on a canvas of ROWS: how many there are, which one has
 * field F (from 0), and the first field of page P where the cursor may stand.
 */
int entry_pages (const struct entry_view *, int rows);
int entry_page_of (const struct entry_view *, int rows, uint16_t f);
uint16_t entry_page_first (const struct entry_view *, int rows, int page);
void entry_draw_page (struct entry_view *, struct canvas *);
/* Whether LIST fits beside the field at the cursor. */
bool entry_fits_beside (const struct entry_view *, const struct canvas *,
                        struct bytes *list);
/* Title, help, findings, state, keys. */
void entry_draw_frame (const struct app *, struct entry_view *,
                       struct canvas *);

/* Keeps the draft when something was typed; WAIT: ten seconds for a server that
 * is gone or does not answer, else it is left to the next time.
 */
void entry_keep_draft (struct app *, struct entry_view *, bool wait);
/* The same of a terminal that is gone: of a server that is known to be gone too,
 * nothing is awaited.
 */
void entry_rescue_draft (struct app *, struct entry_view *);
void entry_drop_draft (struct app *, struct entry_view *);

/* F2: saves, or shows what is in the way.  F7: asks for reasons, then saves. */
void entry_save (struct app *, struct entry_view *);
void entry_save_with_reasons (struct app *, struct entry_view *);
void entry_reason_given (struct app *, struct entry_view *, bool given);
void entry_why_given (struct app *, struct entry_view *, bool given);

/* True when the event belongs to a card that is being read. */
bool entry_scan (struct app *, struct entry_view *, const struct event *);

#endif
