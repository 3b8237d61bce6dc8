/* check.c - the whole check in its order, and the rules. */

#include "check/run.h"

#include <string.h>

/* Whether the rule compares a field that could not be read. */
static bool
waits (const struct run *r, const struct form_rule *rule)
{
  if (r->check->unread == NULL)
    return false;
  for (uint16_t f = 0; f < r->form->n_fields; f++)
    if (run_unread (r, f)
        && (rule->test != NULL || condition_names (rule->must, f)
            || condition_names (rule->when, f)))
      return true;
  return false;
}

static bool
test_holds (struct run *r, const struct form_rule *rule)
{
  r->lent.arg = rule->arg;
  r->id = rule->id;
  return rule->test (&r->lent);
}

/* Whether the form, or the row at hand, keeps RULE.  One with neither .must
 * nor .test is found whenever .when holds.
 */
static bool
kept (struct run *r, const struct form_rule *rule)
{
  if (!condition_asks (rule->when, &r->scope))
    return true;
  if (rule->must != NULL && condition_must (rule->must, &r->scope) == NO)
    return false;
  if (rule->test != NULL)
    return test_holds (r, rule);
  return rule->must != NULL;
}

static void
check_once (struct run *r, const struct form_rule *rule)
{
  if (!kept (r, rule))
    findings_add (r->to, rule->severity, rule->id,
                  r->row > 0 ? r->table : rule->field, r->row,
                  form_words (rule->text));
}

static void
check_each (struct run *r, const struct form_rule *rule)
{
  size_t count = run_rows (r, rule->each)->count;

  for (size_t row = 0; row < count; row++) {
    run_row (r, rule->each, row);
    check_once (r, rule);
  }
  run_no_row (r);
}

/* A rule of another time, of a hidden field, or whose function is not here. */
static bool
rests (const struct run *r, const struct form_rule *rule)
{
  int32_t day = r->check->received;

  return day < rule->from || day > rule->until
         || (rule->field != NO_FIELD && !r->shown[rule->field])
         || (rule->by_code && rule->test == NULL) || waits (r, rule);
}

void
check_rule (struct run *r, const struct form_rule *rule)
{
  if (rests (r, rule))
    return;
  if (rule->each == NO_FIELD)
    check_once (r, rule);
  else
    check_each (r, rule);
}

/* What functions said while GIVEN fields were filled in. */
static void
add_said (struct run *r)
{
  findings_copy (&r->memory->said, r->to);
}

static void
check_all (struct run *r)
{
  check_fields (r);
  check_persons (r);
  add_said (r);
  for (uint16_t i = 0; i < r->form->n_rules; i++)
    check_rule (r, &r->form->rules[i]);
}

void
check_form (const struct check *c, struct findings *to)
{
  struct run r;

  run_start (&r, c, to);
  check_all (&r);
  run_end (&r);
}

/* What is given, as check_give has it; what functions say of it waits. */
static void
give_sent (struct run *r, struct check *again, const char **given)
{
  struct findings *to = r->to;

  r->to = &r->memory->said;
  findings_clear (r->to);
  give_all (r, again, given);
  memcpy (given, r->values, r->form->n_fields * sizeof *given);
  r->to = to;
}

bool
check_sent (const struct check *c, const char **given, struct arena *arena,
            struct findings *to)
{
  struct check again = *c;
  size_t before = to->count;
  struct run r;
  bool good;

  run_open (&r, &again, to);
  r.good_name = arena_take (r.memory->scratch, c->form->n_fields + 1u);
  r.give_to = arena;
  check_kinds (&r);
  good = to->count == before;
  if (good) {
    run_hide (&r);
    give_sent (&r, &again, given);
    run_forget_rows (&r);
    check_all (&r);
  }
  run_end (&r);
  return good;
}

void
check_own (const struct check *c, struct findings *to)
{
  const struct own *own;
  struct run r;

  run_start (&r, c, to);
  own = &r.memory->own;
  if (own->all) {
    check_fields (&r);
    check_persons (&r);
  }
  for (uint16_t i = 0; i < own->n_fields; i++)
    check_field (&r, own->fields[i]);
  add_said (&r);
  for (uint16_t i = 0; i < own->n_rules; i++)
    check_rule (&r, &r.form->rules[own->rules[i]]);
  run_end (&r);
}
