/* check/finding.h - what is wrong with a form, said so that it can be mended. */
#ifndef CHECK_FINDING_H
#define CHECK_FINDING_H

#include "base/bytes.h"
#include "form/form.h"

#include <hoso/plugin.h>

struct finding {
  uint8_t severity;     /* enum hoso_severity                                */
  uint16_t field;       /* index, or NO_FIELD                                */
  uint16_t row;         /* of a table, from 1; 0: not in a table             */
  char id[32];          /* V08 of a rule; the field's key; a person's key    */
  char *text;           /* one sentence in the language of now; owned        */
};

struct findings {
  struct finding *at;
  size_t count, room;
};

void findings_add (struct findings *, uint8_t severity, const char *id,
                   uint16_t field, uint16_t row, const char *text);
/* Appends all of FROM. */
void findings_copy (const struct findings *from, struct findings *to);
void findings_clear (struct findings *);  /* keeps the room                  */
void findings_free (struct findings *);
bool findings_refuse (const struct findings *);   /* any refusal             */
size_t findings_of (const struct findings *, uint8_t severity); /* how many  */

/* An override text, "V01: reason; V05: reason", has at most so many bytes. */
enum { OVERRIDE_MOST = 4000 };

/* Appends "ID: REASON", tidied; semicolons, which part reasons, become commas.
 */
void override_add (struct bytes *to, const char *id, const char *reason);
/* Whether ID stands in the override text "V01: reason; V05: reason". */
bool override_has (struct slice override, const char *id);
/* Appends the parts of OVERRIDE whose ids are warnings among FINDINGS. */
void override_keep (struct slice override, const struct findings *,
                    struct bytes *to);
/* The same, and the parts of FORM's uniques: only the server looks for those. */
void override_carry (struct slice override, const struct form *,
                     const struct findings *, struct bytes *to);

/* For the socket. */
void findings_put (const struct findings *, struct bytes *);
bool findings_take (struct reader *, struct findings *); /* appends          */

#endif
