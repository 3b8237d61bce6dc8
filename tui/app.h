/* tui/app.h - what all screens share: the site, the officer, the stack.
 *
 * There is no terminal here: the loop feeds events in and draws what comes
 * out; tests and "hoso enter --keys" do the same without one.
 */
#ifndef TUI_APP_H
#define TUI_APP_H

#include "plugin/plugin.h"
#include "site/site.h"
#include "text/typing.h"
#include "tui/canvas.h"
#include "tui/event.h"

struct view;

enum { APP_DEPTH = 12 };

struct frame {
  const struct view *view;
  void *model;
};

/* The form saved last in a procedure: carried over into the next one. */
struct carried {
  const struct form *form;
  struct session *session;
};

struct app {
  struct site *site;
  struct plugins *plugins;
  const char *officer;           /* account                                  */
  struct typing typing;          /* Telex, VNI or off: this officer's choice */
  bool typing_on;                /* Ctrl-Space                               */
  struct frame stack[APP_DEPTH];
  int depth;
  struct carried carried[32];
  bool beep;                     /* the last key was refused                 */
  bool quit;
  bool suspend;                  /* the loop is to stop the program           */
  bool down;                     /* the server cannot be reached right now   */
  struct work work;              /* of the server that is coming             */
  bool was_down;                 /* when it was asked last                    */
  char trouble[160];             /* why; "" when it only does not answer     */
  int patience;                  /* see app_ask                              */
  uint64_t asked;                /* clock_ticks then                         */
  int rows, columns;             /* of the canvas                            */
  /* Brings what is to be seen to the glass while a request waits; or NULL.  */
  void (*show) (void *with);
  void *show_with;
};

/* Opens a view on top.  MODEL belongs to it; its close frees it. */
void app_push (struct app *, const struct view *, void *model);

/* Closes the top view; the one below hears RESULT. */
void app_pop (struct app *, int result);

/* One event for the top view; F9 (language), Ctrl-L and the like are common.
 * KEY_TICK and KEY_HANGUP go to all views that wait for them, KEY_LANGUAGE to
 * all.
 */
void app_update (struct app *, const struct event *);
/* Whether any of them waits. */
bool app_waits (const struct app *);

/* Shows what the server has to tell everybody, if anything. */
void app_notice (struct app *);

/* Before a request: how long it may take.  And after it: what is known of the
 * server then.
 */
enum patience {
  ASK_WAITS, /* to save: as long as a site's client waits                    */
  ASK_SOME,  /* to read, and what has no next time: ten seconds              */
  ASK_HURRY, /* given up as soon as the server is away, or slow: somebody
              * types.  The others put a word on the screen meanwhile        */
};
void app_ask (struct app *, enum patience);
void app_asked (struct app *, enum outcome, const struct error *);

/* The input method as it is now; VIETNAMESE: for a text that may need it. */
struct typing app_typing (const struct app *, bool vietnamese);

/* Everything that is to be seen.  A canvas under 80 x 24 gets a message. */
void app_draw (const struct app *, struct canvas *);

/* The title row: "HỒ SƠ   Nhập mới" on the left, office, officer and time (or
 * RIGHT when it is not NULL) on the right.
 */
void app_title (const struct app *, struct canvas *, const char *left,
                const char *right);

/* Keeps S for the next form of its procedure; app owns it from now on. */
void app_carry (struct app *, struct session *s);
struct session *app_carried (const struct app *, const struct form *);

void app_close (struct app *);   /* pops all, frees what it owns             */

#endif
