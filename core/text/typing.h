/* text/typing.h - Telex, VNI, VIQR: from keys to Vietnamese words.
 *
 * One word at a time, taken apart anew after every key.  Nothing outside the
 * word is ever rewritten; a character that is no letter ends it.
 *
 * A mark or a tone may be typed anywhere behind its letter, and is taken only
 * where a syllable can still come of it.  Typed again it is taken back, and the
 * key shows as itself: "aaa" is "aa", "ass" is "as".
 */
#ifndef TEXT_TYPING_H
#define TEXT_TYPING_H

#include "base/bytes.h"

#include <stdbool.h>

enum typing_method {
  TYPING_OFF, TYPING_TELEX, TYPING_VNI, TYPING_VIQR,
  TYPING_SIMPLE, /* Telex, but a w alone is no ư                              */
  TYPING_METHODS
};
enum tone_style { TONE_OLD, TONE_NEW }; /* hòa, hoà */

/* "off", "telex", "vni", "viqr", "simple-telex"; false for another name. */
bool typing_method_named (const char *name, enum typing_method *);

struct typing {
  enum typing_method method;
  enum tone_style style;
  bool restore;      /* put the keys back when the word is impossible        */
};

enum { TYPING_MOST = 32 }; /* keys in a word; the next one ends it           */

/* The word being typed: its keys, and what they show.  What stands behind
 * SHOWN is the input method's own.
 */
struct typed_word {
  char keys[TYPING_MOST + 1];
  unsigned n_keys;
  char shown[4 * TYPING_MOST + 1];

  struct typed_letter {
    char base;         /* a-z; a digit or sign that was taken literally      */
    unsigned char shape; /* text/letters.h                                   */
    bool is_capital;
    bool is_w;         /* a ư that came from w alone                         */
  } letters[TYPING_MOST];
  unsigned n_letters;
  unsigned shared_horn; /* the o of "uo" where one horn is for both; 0: none */
  unsigned char tone;
  unsigned tone_at;    /* the letter that bears it                           */
  unsigned char owners[TYPING_MOST]; /* whose each key is: the number of a
                                      * letter, or TYPING_MOST for the tone  */
  bool was_odd;        /* a tone took the place of one that the final behind
                        * it had made impossible: arts, ảt, át             */
  bool escaped;        /* VIQR: the next key is taken literally              */
  bool resumed;        /* its keys are not known: never put back             */
};

void typing_begin (struct typed_word *);

/* Goes on with a word that stands there already (NFC), as if it had just been
 * typed: the cursor came back to it.  What is no Vietnamese word, or is longer
 * than TYPING_MOST, is left alone: the word begins empty.
 */
void typing_resume (struct typed_word *, const char *word, size_t len);

/* Takes one key (a byte of ASCII) into the word; false when KEY ends the word
 * (it then belongs to nobody: the caller calls typing_end and puts it itself,
 * behind what is shown now: a sign of VIQR may have taken its mark back).
 */
bool typing_key (const struct typing *, struct typed_word *, char key);

/* Deletes the last shown letter with its marks; the tone goes with it only if
 * that letter bore it.
 */
void typing_back (const struct typing *, struct typed_word *);

/* Ends the word: with .restore an impossible word becomes its keys again. */
void typing_end (const struct typing *, struct typed_word *);

/* A whole line at once, '<' being Backspace; appends the result. */
void typing_line (const struct typing *, const char *keys, size_t len,
                  struct bytes *to);

#endif
