/* lint-samples.c - whether samples say things that the form knows. */

#include "plugin/lint.h"

#include "base/clock.h"
#include "base/language.h"

#include <string.h>

struct linting {
  const struct taken *from;
  const struct form *form;
  struct complaints *complaints;
};

/* The text at AT up to LEN bytes as a string in ROOM. */
static const char *
piece (const char *at, size_t len, char room[64])
{
  if (len > 63)
    len = 63;
  memcpy (room, at, len);
  room[len] = '\0';
  return room;
}

/* "key", or "table.1.key". */
static bool
is_place (const struct form *form, const char *text, size_t len)
{
  char key[64];
  const char *point = memchr (text, '.', len);
  size_t front = point == NULL ? len : (size_t) (point - text), digits;
  uint16_t f = form_field_named (form, piece (text, front, key));

  if (f == NO_FIELD || point == NULL)
    return f != NO_FIELD;
  digits = strspn (point + 1, "0123456789");
  if (digits == 0 || point[1] == '0' || point[1 + digits] != '.'
      || form->fields[f].kind != HOSO_TABLE)
    return false;
  point += digits + 2;
  return form_column_named (&form->fields[f],
                            piece (point, len - (size_t) (point - text), key))
         != NO_FIELD;
}

static void
check_values (struct linting *l, const struct hoso_sample *s)
{
  char room[64];

  for (const char *at = s->values; at != NULL && *at != '\0';) {
    size_t line = strcspn (at, "\n"), len = strcspn (at, "=\n");

    if (len == line || !is_place (l->form, at, len))
      complain (l->complaints, 0,
                _ ("the sample \"%s\" has \"%s\": a line is key=value"),
                s->name, piece (at, line, room));
    at += line + (at[line] == '\n');
  }
}

static bool
is_found_as (const struct linting *l, const char *id)
{
  for (uint16_t i = 0; i < l->form->n_rules; i++)
    if (strcmp (l->form->rules[i].id, id) == 0)
      return true;
  return form_field_named (l->form, id) != NO_FIELD
         || form_person_named (l->form, id) != NO_HEADING;
}

static void
check_finds (struct linting *l, const struct hoso_sample *s)
{
  char room[64];

  for (const char *at = s->finds; at != NULL && *at != '\0';) {
    size_t len = strcspn (at, " ");

    if (len > 0 && !is_found_as (l, piece (at, len, room)))
      complain (l->complaints, 0,
                _ ("the sample \"%s\" finds \"%s\": no rule, field or person"
                   " has this id"),
                s->name, room);
    at += len + (at[len] == ' ');
  }
}

void
lint_samples (const struct taken *from, const struct form *form,
              struct complaints *complaints)
{
  struct linting l = { from, form, complaints };
  uint64_t time;

  for (size_t i = 0; i < from->n_samples; i++) {
    const struct hoso_sample *s = &from->samples[i];
    bool known = s->like == NULL;

    for (size_t j = 0; j < i && !known; j++)
      known = strcmp (from->samples[j].name, s->like) == 0;
    if (!known)
      complain (complaints, 0,
                _ ("the sample \"%s\" is like \"%s\": none before it is"),
                s->name, s->like);
    if (s->received == NULL ? s->like == NULL
                            : !clock_read (s->received, &time))
      complain (complaints, 0,
                _ ("the sample \"%s\" needs .received, as 2026-11-20T09:00"),
                s->name);
    check_values (&l, s);
    check_finds (&l, s);
  }
}
