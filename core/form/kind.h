/* form/kind.h - what may be in a field: one table, one row a kind. */
#ifndef FORM_KIND_H
#define FORM_KIND_H

#include "base/bytes.h"
#include "base/error.h"
#include "form/form.h"

#include <stdbool.h>

enum spelling {
  FILED, /* from a file: hoso(1), VALUES IN FILES                            */
  TYPED, /* at the keyboard: short dates, separators in numbers, ...         */
};

struct kind {
  const char *name;                 /* "PARTIAL_DATE"                        */
  bool vietnamese;                  /* the input method is on                */
  bool limited;                     /* .chars counts its letters             */
  uint8_t cells;                    /* width a field of it wants, 0: chars   */
  /* Appends the stored spelling of TEXT (UTF-8, NFC, tidy) to *TO; ERR_INPUT
   * with a sentence that says what to do.  "" never gets here.  RECEIVED is a
   * day number.
   */
  enum outcome (*parse) (const struct form_field *, const char *text,
                         enum spelling, int32_t received, struct bytes *to,
                         struct error *);
  /* Appends what people see of STORED: 31/12/2024, "Nữ", 1.000.000. */
  void (*show) (const struct form_field *, const char *stored,
                struct bytes *to);
};

/* Never NULL: a kind of the future has been mapped by the loader. */
const struct kind *kind_of (const struct form_field *);
const char *kind_name (uint8_t kind);

/* Parses with the field's kind: empty text stays empty, text that is not UTF-8
 * or has control characters is refused, limits in letters are checked, NFC and
 * blanks are put right.
 */
enum outcome field_parse (const struct form_field *, const char *text,
                          size_t len, enum spelling, int32_t received,
                          struct bytes *to, struct error *);
/* The same for a text that text_clean said yes to (text/clean.h): alone, or as
 * part of a longer one.  Not for a TABLE.
 */
enum outcome field_parse_clean (const struct form_field *, const char *text,
                                size_t len, enum spelling, int32_t received,
                                struct bytes *to, struct error *);
/* What a look at a text told besides, so that nobody needs to look again. */
struct told {
  uint8_t name;                     /* of a NAME: enum name_fault            */
  int32_t first, last;              /* of dates: their days                  */
};

/* Whether such a text is as the field's kind stores it, told by a look; may say
 * no too often, never yes.  TOLD is filled in where it says yes.
 */
bool field_looks_stored (const struct form_field *, const char *text,
                         size_t len, struct told *);
/* Whether it may say yes of any text. */
bool field_has_look (const struct form_field *);
bool field_is_stored (const struct form_field *, const char *text, size_t len);
/* Appends what such a text of a file is stored as, if a look tells it: most
 * often the text itself.  False, and nothing appended: it is to be parsed.
 */
bool field_tell_stored (const struct form_field *, const char *text,
                        size_t len, struct bytes *to);
void field_show (const struct form_field *, const char *stored,
                 struct bytes *to);

enum { CHARS_MOST = 255 };          /* what .chars 0 means                   */

/* Choices of FIELD, its own or its set's, whichever .only leaves, whatever
 * their dates; in the list's order.
 */
size_t field_choices (const struct form_field *);
struct form_choice field_choice (const struct form_field *, size_t i);
/* The choice with CODE; false when there is none. */
bool field_choice_coded (const struct form_field *, const char *code,
                         struct form_choice *);

#endif
