/* text/charset.h - text in the encodings that Viet Nam has used, to UTF-8 and
 * back.
 *
 * Known by name, in any case: utf-8; the standards cp1258, tcvn5712-1 and
 * viscii; the encodings of fonts tcvn3, tcvn3-h (whose fonts draw capitals
 * alone), vietware-f, vps, bkhcm1, vni-win, vni-mac, bkhcm2, vietware-x; ASCII
 * with signs: viqr, ncr (&#7845;), c-string (\u1ea5); and whatever else the
 * system's iconv has, which "iconv:cp1258" asks for the ones above too.
 *
 * Where an encoding has no byte for it, a sign of Windows-1252 is taken for
 * what it is there: fonts are, but for their letters, made so.
 */
#ifndef TEXT_CHARSET_H
#define TEXT_CHARSET_H

#include "base/bytes.h"

#include <stdbool.h>
#include <stdint.h>

/* In the order in which files are met: of encodings that fit alike, the first
 * is meant.
 */
enum charset_kind {
  CHARSET_UTF8, CHARSET_TCVN3, CHARSET_VNI_WIN, CHARSET_CP1258, CHARSET_VISCII,
  CHARSET_VPS, CHARSET_TCVN5712, CHARSET_TCVN3_H, CHARSET_VNI_MAC,
  CHARSET_BKHCM2, CHARSET_BKHCM1, CHARSET_VIETWARE_X, CHARSET_VIETWARE_F,
  CHARSET_VIQR, CHARSET_NCR, CHARSET_C_STRING,
  CHARSETS,
  CHARSET_ICONV = CHARSETS
};

struct charset {
  enum charset_kind kind;
  char name[32];
};

/* False when NAME is unknown to all. */
bool charset_named (const char *name, struct charset *);
/* KIND < CHARSETS. */
struct charset charset_of (enum charset_kind);

/* Whether LETTER and its capital have different bytes. */
bool charset_tells_case (const struct charset *, uint32_t letter);

/* The first place that would not go over.  LINE counts from 1, COLUMN in
 * letters from 1.
 */
struct misfit {
  uint64_t count;            /* of all such places; 0: LINE and so on are 0  */
  uint64_t line, column;
  uint32_t what;             /* the byte; of an encoder, the code point      */
};

/* Bytes becoming text, as they come: lines may be cut anywhere.  The text is
 * NFC.  A line of UTF-8 whose letters were bytes, read as Windows-1252 or
 * Latin-1, is read as those bytes: text of such fonts that went through a
 * program which did not know them.  A byte that is nothing becomes INSTEAD.
 */
struct decoder;
struct decoder *decoder_new (const struct charset *, const char *instead);
void decoder_add (struct decoder *, const void *from, size_t len,
                  struct bytes *to);
void decoder_end (struct decoder *, struct bytes *to); /* what waits comes   */
const struct misfit *decoder_misfit (const struct decoder *);
void decoder_free (struct decoder *);                  /* NULL is allowed    */

/* Text becoming bytes, line by line.  TEXT is UTF-8, with its line end or
 * without.  What the encoding has not, or what would come back as another
 * letter, is a misfit; it is written as the nearest letter it has, or "?".
 */
struct encoder;
struct encoder *encoder_new (const struct charset *);
void encoder_line (struct encoder *, const char *text, size_t len,
                   struct bytes *to);
/* The whole lines of TEXT, at its END also the rest: they are written and taken
 * out of it.
 */
void encoder_lines (struct encoder *, struct bytes *text, bool end,
                    struct bytes *to);
void encoder_end (struct encoder *, struct bytes *to); /* what waits comes   */
const struct misfit *encoder_misfit (const struct encoder *);
void encoder_free (struct encoder *);                  /* NULL is allowed    */

#endif
