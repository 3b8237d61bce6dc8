/* condition-encode.c - conditions as bytes for the catalog, and for people. */

#include "form/condition.h"

#include "base/arena.h"
#include "form/condition-parts.h"

#include <string.h>

/* ---- bytes --------------------------------------------------------------- */

static void
put_value (const struct value *v, struct bytes *to)
{
  put_u8 (to, v->thing);
  put_u8 (to, v->turn);
  put_u8 (to, v->unit);
  put_u16 (to, v->field);
  put_u32 (to, (uint32_t) v->plus);
  put_text (to, v->text == NULL ? "" : v->text);
}

void
value_encode (const struct value *v, struct bytes *to)
{
  put_u8 (to, v != NULL);
  if (v != NULL)
    put_value (v, to);
}

void
condition_encode (const struct condition *c, struct bytes *to)
{
  put_u16 (to, c == NULL ? 0 : c->n_terms);
  for (uint16_t i = 0; c != NULL && i < c->n_terms; i++) {
    const struct term *t = &c->terms[i];

    put_value (&t->left, to);
    put_u8 (to, t->relation);
    put_u16 (to, t->n_right);
    for (uint16_t j = 0; j < t->n_right; j++)
      put_value (&t->right[j], to);
  }
}

struct decoding {
  struct arena *arena;
  struct reader *from;
  uint16_t n_fields, n_columns;
};

/* What each thing needs beside itself, and nothing else. */
static bool
is_sound (const struct decoding *d, const struct value *v)
{
  bool field = v->thing == THING_FIELD || v->thing == THING_COLUMN
               || v->thing == THING_PREVIOUS;
  uint16_t most = v->thing == THING_COLUMN ? d->n_columns : d->n_fields;

  if (v->thing == 0 || v->thing >= THINGS || v->turn >= TURNS
      || v->unit >= UNITS || v->plus > PLUS_MOST || v->plus < -PLUS_MOST)
    return false;
  if (v->turn != AS_IT_IS && v->thing != THING_FIELD
      && v->thing != THING_COLUMN)
    return false;
  return !field || v->field < most;
}

static bool
take_value (const struct decoding *d, struct value *v)
{
  struct slice text;

  *v = (struct value){ .thing = take_u8 (d->from) };
  v->turn = take_u8 (d->from);
  v->unit = take_u8 (d->from);
  v->field = take_u16 (d->from);
  v->plus = (int32_t) take_u32 (d->from);
  text = take_block (d->from);
  if (d->from->bad || memchr (text.at, 0, text.len) != NULL || !is_sound (d, v))
    return false;
  v->text = arena_copy_len (d->arena, (const char *) text.at, text.len);
  return value_reckon (v);
}

static bool
take_term (const struct decoding *d, struct term *t)
{
  struct value *right;
  bool presence;

  if (!take_value (d, &t->left))
    return false;
  t->relation = take_u8 (d->from);
  t->n_right = take_u16 (d->from);
  presence = t->relation == EMPTY || t->relation == FILLED;
  if (d->from->bad || t->relation == 0 || t->relation >= RELATIONS
      || t->n_right > VALUES_MOST || (t->n_right == 0) != presence)
    return false;
  right = arena_take (d->arena, (t->n_right + 1u) * sizeof *right);
  for (uint16_t i = 0; i < t->n_right; i++)
    if (!take_value (d, &right[i]))
      return false;
  t->right = right;
  return true;
}

bool
value_decode (struct arena *arena, struct reader *from, uint16_t n_fields,
              uint16_t n_columns, const struct value **to)
{
  struct decoding d = { arena, from, n_fields, n_columns };
  struct value *v;

  *to = NULL;
  if (take_u8 (from) == 0)
    return !from->bad;
  v = arena_take (arena, sizeof *v);
  *to = v;
  return take_value (&d, v);
}

bool
condition_decode (struct arena *arena, struct reader *from, uint16_t n_fields,
                  uint16_t n_columns, const struct condition **to)
{
  struct decoding d = { arena, from, n_fields, n_columns };
  struct condition *c;
  struct term *terms;
  uint16_t n = take_u16 (from);

  *to = NULL;
  if (n == 0 || n > TERMS_MOST)
    return n == 0 && !from->bad;
  c = arena_take (arena, sizeof *c);
  terms = arena_take (arena, n * sizeof *terms);
  for (; c->n_terms < n; c->n_terms++)
    if (!take_term (&d, &terms[c->n_terms]))
      return false;
  c->terms = terms;
  *to = c;
  return true;
}

/* ---- words --------------------------------------------------------------- */

/* Whether TEXT would be read as a code without quotes. */
static bool
is_code (const char *text)
{
  size_t n = strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

  return n > 0 && text[n] == '\0' && text[0] != '_';
}

static void
show_text (const char *text, struct bytes *to)
{
  bytes_printf (to, is_code (text) ? "%s" : "'%s'", text);
}

static void
show_thing (const struct value *v, const char *key, struct bytes *to)
{
  static const char *const turns[TURNS] = { "%s", "age (%s)", "rows (%s)",
                                            "%s in words" };

  switch (v->thing) {
  case THING_NUMBER:
  case THING_DATE: bytes_add_text (to, v->text); break;
  case THING_TEXT: show_text (v->text, to); break;
  case THING_RECEIVED: bytes_add_text (to, "received"); break;
  case THING_WARD: bytes_add_text (to, "ward"); break;
  case THING_OFFICER: bytes_add_text (to, "officer"); break;
  case THING_PREVIOUS: bytes_add_text (to, "previous"); break;
  case THING_AMOUNT: bytes_printf (to, "amount (%s)", v->text); break;
  default: bytes_printf (to, turns[v->turn], key);
  }
}

void
value_show (const struct value *v, const struct form *form,
            const struct form_field *table, struct bytes *to)
{
  const struct form_field *field =
    value_field (v, form, table == NULL ? NULL : table->columns);

  show_thing (v, field == NULL ? "" : field->key, to);
  if (v->unit != NO_UNIT)
    bytes_printf (to, " %c %d %s", v->plus < 0 ? '-' : '+',
                  v->plus < 0 ? -v->plus : v->plus, unit_names[v->unit]);
}

static void
show_term (const struct term *t, const struct form *form,
           const struct form_field *table, struct bytes *to)
{
  value_show (&t->left, form, table, to);
  bytes_printf (to, " %s", relation_names[t->relation]);
  for (uint16_t i = 0; i < t->n_right; i++) {
    bytes_add_text (to, i == 0 ? " " : ", ");
    value_show (&t->right[i], form, table, to);
  }
}

void
condition_show (const struct condition *c, const struct form *form,
                const struct form_field *table, struct bytes *to)
{
  for (uint16_t i = 0; c != NULL && i < c->n_terms; i++) {
    if (i > 0)
      bytes_add_text (to, " and ");
    show_term (&c->terms[i], form, table, to);
  }
}
