/* text/detect.h - which encoding a text is in, by what it would say.
 *
 * A sample is read in every encoding, and the words with marks are counted
 * that could be Vietnamese: nearly all in the right one, few in a wrong one.
 */
#ifndef TEXT_DETECT_H
#define TEXT_DETECT_H

#include "text/charset.h"

struct guess {
  struct charset charset;
  bool through;              /* UTF-8 of bytes that were read as Windows-1252 */
  unsigned words, good;      /* words with marks; those that are possible    */
  double share;              /* 0 to 1: how well it fits                     */
};

struct guesses {
  struct guess at[CHARSETS + 1]; /* best first; one of those that read alike */
  unsigned count;
  bool plain;                /* ASCII alone, with no letters written in it   */
  bool clear;                /* the first one is meant                       */
};

enum { DETECT_SAMPLE = 256 * 1024 }; /* bytes that are looked at, at most    */

void detect (const void *sample, size_t len, struct guesses *);

/* Whether text that is UTF-8 reads clearly as Vietnamese when its letters are
 * taken for bytes, as the first of *G says; soon known of most texts.
 */
bool detect_through (const void *sample, size_t len, struct guesses *g);

/* Whether a file that begins so is UTF-16, with its mark or, since other text
 * has no zeros, without; and which.
 */
bool detect_wide (const void *beginning, size_t len, struct charset *);

#endif
