/* tui/view-message.h - one sentence to read, to answer yes or no, or to answer
 * with a few words.
 */
#ifndef TUI_VIEW_MESSAGE_H
#define TUI_VIEW_MESSAGE_H

#include "tui/view.h"

enum { ANSWER_NO = 0, ANSWER_YES = 1 };

/* Titles and texts are copied, and looked up in the language of now when they
 * are drawn: N_ ("...") follows F9.
 */

/* A pop-up with TEXT (several lines allowed); any key closes it, and
 * goes on to the view below unless it is Enter or Esc.
 */
void message_show (struct app *, const char *title, const char *text);

/* Asks; the view below hears ANSWER_YES or ANSWER_NO (the usual) in back. */
void message_ask (struct app *, const char *title, const char *text);

/* Asks for words, put into *TO (owned by the caller, which must outlive the
 * pop-up); ANSWER_YES when they are not empty.
 */
void message_words (struct app *, const char *title, const char *text,
                    struct bytes *to);

/* For scripts: WORDS as the whole answer, when words are asked for. */
bool message_put (struct app *, const char *words);

#endif
