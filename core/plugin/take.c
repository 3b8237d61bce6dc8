/* take.c - a plugin's structs as this host has them. */

#include "plugin/take.h"

#include "base/language.h"
#include "form/form.h"

#include <stdalign.h>
#include <string.h>

/* One row a struct: how wide it is here, and the member that is 0 in the row
 * that closes a list.  ABI 1 began with these widths; when a struct grows,
 * LEAST stays what it was.
 */
/* clang-format off */
enum shape_name { PLUGIN, PROCEDURE, FIELD, CHOICE, RULE, UNIQUE, AMOUNT, TERM,
                  FEE, PAPER, SHEET, STATE, SAMPLE, SHAPES };

struct shape {
  const char *name;
  size_t size, least;
  size_t mark, mark_size;
  size_t theirs;                /* place in struct hoso_sizes */
};

#define SHAPE(name, mark)                                               \
  { "struct hoso_" #name, sizeof (struct hoso_##name),                  \
    sizeof (struct hoso_##name), offsetof (struct hoso_##name, mark),   \
    sizeof ((struct hoso_##name *) 0)->mark,                            \
    offsetof (struct hoso_sizes, name) }

static const struct shape shapes[SHAPES] = {
  [PLUGIN] = SHAPE (plugin, abi),   [PROCEDURE] = SHAPE (procedure, name),
  [FIELD] = SHAPE (field, kind),    [CHOICE] = SHAPE (choice, code),
  [RULE] = SHAPE (rule, id),        [UNIQUE] = SHAPE (unique, id),
  [AMOUNT] = SHAPE (amount, name),  [TERM] = SHAPE (term, unit),
  [FEE] = SHAPE (fee, name),        [PAPER] = SHAPE (paper, name),
  [SHEET] = SHAPE (sheet, name),    [STATE] = SHAPE (state, name),
  [SAMPLE] = SHAPE (sample, name),
};
/* clang-format on */

/* A list that does not end is no list. */
enum { ROWS_MOST = 5000 };

static size_t
width (const struct hoso_sizes *sizes, const struct shape *shape)
{
  uint16_t size;

  memcpy (&size, (const char *) sizes + shape->theirs, sizeof size);
  return size;
}

static bool
all_zero (const unsigned char *at, size_t len)
{
  for (size_t i = 0; i < len; i++)
    if (at[i] != 0)
      return false;
  return true;
}

/* Copies what both sides know of a struct; what only this side knows is 0. */
static enum outcome
take_known (const struct shape *shape, const struct hoso_sizes *sizes,
            const void *from, void *to, struct error *e)
{
  size_t theirs = width (sizes, shape);
  size_t known = theirs < shape->size ? theirs : shape->size;

  if (!all_zero ((const unsigned char *) from + known, theirs - known))
    return fail (e, ERR_INPUT, 0,
                 _ ("%s has something this hoso does not know: a newer hoso"
                    " is needed"),
                 shape->name);
  memset (to, 0, shape->size);
  memcpy (to, from, known);
  return OK;
}

/* ---- the plugin itself --------------------------------------------------- */

static enum outcome
check_sizes (const struct hoso_sizes *sizes, const char *name, struct error *e)
{
  for (size_t i = 0; i < SHAPES; i++) {
    size_t theirs = width (sizes, &shapes[i]);

    if (theirs < shapes[i].least || theirs % alignof (void *) != 0)
      return fail (e, ERR_INPUT, 0, _ ("%s is damaged: its %s has %zu bytes"),
                   name, shapes[i].name, theirs);
  }
  return OK;
}

enum outcome
take_plugin (const struct hoso_plugin *plugin, const char *name,
             struct exported *to, struct error *e)
{
  size_t theirs, known;
  struct error inner;

  if (plugin->abi != HOSO_ABI)
    return fail (e, ERR_INPUT, 0,
                 _ ("%s is for plugin ABI %u, this hoso has %d: compile it"
                    " again"),
                 name, plugin->abi, HOSO_ABI);
  to->sizes = (struct hoso_sizes){ 0 };
  theirs = plugin->sizes == NULL ? 0 : plugin->sizes->sizes;
  known = theirs < sizeof to->sizes ? theirs : sizeof to->sizes;
  if (known > 0)
    memcpy (&to->sizes, plugin->sizes, known);
  if (check_sizes (&to->sizes, name, e) != OK)
    return ERR_INPUT;
  if (take_known (&shapes[PLUGIN], &to->sizes, plugin, &to->plugin, &inner)
      != OK)
    return fail (e, ERR_INPUT, 0, "%s: %s", name, inner.text);
  return OK;
}

/* ---- lists --------------------------------------------------------------- */

/* What is being taken, and where from. */
struct taking {
  const struct hoso_sizes *sizes;
  struct arena *arena;
  struct error *error;
};

/* Copies the list THEIRS (NULL: empty) with its closing row to *TO, and how
 * long it is without that row to *N.
 */
static enum outcome
take_list (const struct taking *t, enum shape_name which, const void *theirs,
           void *to, size_t *n)
{
  const struct shape *shape = &shapes[which];
  const unsigned char *from = theirs;
  size_t stride = width (t->sizes, shape), count = 0;
  unsigned char *copy;

  while (from != NULL
         && !all_zero (from + count * stride + shape->mark, shape->mark_size))
    if (++count > ROWS_MOST)
      return fail (t->error, ERR_INPUT, 0, _ ("a list of %s does not end"),
                   shape->name);
  copy = arena_take (t->arena, (count + 1) * shape->size);
  for (size_t i = 0; i < count; i++)
    if (take_known (shape, t->sizes, from + i * stride, copy + i * shape->size,
                    t->error)
        != OK)
      return ERR_INPUT;
  memcpy (to, &copy, sizeof copy);
  *n = count;
  return OK;
}

static enum outcome
take_fields (const struct taking *t, const struct hoso_field *theirs,
             bool in_table, struct hoso_field **to, size_t *n)
{
  struct hoso_field *fields, *columns;
  struct hoso_choice *choices;
  size_t count;

  if (take_list (t, FIELD, theirs, &fields, n) != OK)
    return ERR_INPUT;
  for (size_t i = 0; i < *n; i++) {
    if (fields[i].choices != NULL) {
      if (take_list (t, CHOICE, fields[i].choices, &choices, &count) != OK)
        return ERR_INPUT;
      fields[i].choices = choices;
    }
    /* Tables do not nest; lint says so by the kind. */
    columns = NULL;
    if (!in_table && fields[i].columns != NULL
        && take_fields (t, fields[i].columns, true, &columns, &count) != OK)
      return ERR_INPUT;
    fields[i].columns = columns;
  }
  *to = fields;
  return OK;
}

size_t
taken_fields (const struct hoso_field *f)
{
  size_t n = 0;

  while (f != NULL && f[n].kind != HOSO_END)
    n++;
  return n;
}

size_t
taken_choices (const struct hoso_choice *c)
{
  size_t n = 0;

  while (c != NULL && c[n].code != NULL)
    n++;
  return n;
}

enum outcome
take_procedure (const struct exported *from,
                const struct hoso_procedure *procedure, struct arena *arena,
                struct taken *to, struct error *e)
{
  struct taking t = { &from->sizes, arena, e };
  const struct hoso_procedure *p = &to->procedure;

  *to = (struct taken){ .file =
                          from->plugin.file != NULL ? from->plugin.file : "?" };
  if (take_known (&shapes[PROCEDURE], t.sizes, procedure, &to->procedure, e)
      != OK)
    return ERR_INPUT;
  if (take_fields (&t, p->form, false, &to->fields, &to->n_fields) != OK
      || take_list (&t, RULE, p->rules, &to->rules, &to->n_rules) != OK
      || take_list (&t, UNIQUE, p->uniques, &to->uniques, &to->n_uniques) != OK
      || take_list (&t, AMOUNT, p->amounts, &to->amounts, &to->n_amounts) != OK
      || take_list (&t, TERM, p->terms, &to->terms, &to->n_terms) != OK
      || take_list (&t, FEE, p->fees, &to->fees, &to->n_fees) != OK
      || take_list (&t, PAPER, p->papers, &to->papers, &to->n_papers) != OK
      || take_list (&t, SHEET, p->sheets, &to->sheets, &to->n_sheets) != OK
      || take_list (&t, STATE, p->states, &to->states, &to->n_states) != OK
      || take_list (&t, SAMPLE, p->samples, &to->samples, &to->n_samples) != OK)
    return ERR_INPUT;
  return OK;
}
