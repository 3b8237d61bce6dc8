/* kind-choice.c - one or several of a list, by code or by label. */

#include "form/kind-parts.h"

#include "area/area.h"
#include "text/date.h"
#include "text/fold.h"

#include <string.h>

/* ---- the list ------------------------------------------------------------ */

/* Whether CODE is one of ONLY, "1;2;4"; NULL leaves everything. */
static bool
is_offered (const char *only, const char *code)
{
  size_t len = strlen (code);

  while (only != NULL && *only != '\0') {
    size_t n = strcspn (only, ";");

    if (n == len && memcmp (only, code, len) == 0)
      return true;
    only += n + (only[n] == ';');
  }
  return only == NULL;
}

static struct form_choice
of_item (const struct area_item *item)
{
  return (struct form_choice){ .code = item->code,
                               .label = { item->label[VI], item->label[EN] },
                               .from = item->from,
                               .until = item->until };
}

static const struct area_list *
set_of (const struct form_field *field)
{
  return field->set == NULL ? NULL : area_list (field->set);
}

size_t
field_choices (const struct form_field *field)
{
  const struct area_list *set = set_of (field);
  size_t count = 0;

  if (field->choices != NULL)
    return field->n_choices;
  if (set == NULL || field->only == NULL)
    return set == NULL ? 0 : area_count (set);
  for (size_t i = 0; i < area_count (set); i++)
    count += is_offered (field->only, area_item (set, i)->code);
  return count;
}

struct form_choice
field_choice (const struct form_field *field, size_t i)
{
  const struct area_list *set = set_of (field);
  size_t at = 0;

  if (field->choices != NULL)
    return field->choices[i];
  if (field->only == NULL)
    return of_item (area_item (set, i));
  for (;; at++)
    if (is_offered (field->only, area_item (set, at)->code) && i-- == 0)
      return of_item (area_item (set, at));
}

bool
field_choice_coded (const struct form_field *field, const char *code,
                    struct form_choice *choice)
{
  const struct area_list *set = set_of (field);
  const struct area_item *item;

  for (uint16_t i = 0; i < field->n_choices; i++)
    if (strcmp (field->choices[i].code, code) == 0) {
      *choice = field->choices[i];
      return true;
    }
  if (field->choices != NULL || set == NULL || !is_offered (field->only, code))
    return false;
  item = area_by_code (set, code);
  if (item != NULL)
    *choice = of_item (item);
  return item != NULL;
}

/* ---- from what was written ----------------------------------------------- */

static bool
is_valid_on (const struct form_choice *choice, int32_t day)
{
  return choice->from <= day && day <= choice->until;
}

/* How well a label agrees with what was written. */
enum likeness { UNLIKE, BEGINS, FOLDED, EXACT };

static enum likeness
likeness (const char *label, const char *text, const struct bytes *folded)
{
  SCOPED_BYTES other = { 0 };

  if (strcmp (label, text) == 0)
    return EXACT;
  fold_add (&other, label, strlen (label));
  if (other.len < folded->len || folded->len == 0
      || memcmp (other.at, folded->at, folded->len) != 0)
    return UNLIKE;
  return other.len == folded->len ? FOLDED : BEGINS;
}

static enum likeness
likeness_of (const struct form_choice *choice, const char *text,
             const struct bytes *folded)
{
  enum likeness best = UNLIKE;

  for (int i = 0; i < LANGUAGES; i++)
    if (choice->label[i] != NULL) {
      enum likeness one = likeness (choice->label[i], text, folded);

      best = one > best ? one : best;
    }
  return best;
}

/* By label: the one that is most like TEXT, of those that may be chosen on
 * DAY.  Two that are alike are none.
 */
static bool
choice_labelled (const struct form_field *field, const char *text,
                 enum likeness least, int32_t day, struct form_choice *choice)
{
  SCOPED_BYTES folded = { 0 };
  enum likeness best = UNLIKE;
  bool alone = false;

  fold_add (&folded, text, strlen (text));
  for (size_t i = 0, n = field_choices (field); i < n; i++) {
    struct form_choice one = field_choice (field, i);
    enum likeness like =
      is_valid_on (&one, day) ? likeness_of (&one, text, &folded) : UNLIKE;

    if (like < least || like < best)
      continue;
    alone = like > best;
    best = like;
    *choice = one;
  }
  return alone;
}

/* A whole set has thousands of labels; area remembers them folded. */
static bool
choice_of_set (const struct form_field *field, const char *text, int32_t day,
               struct form_choice *choice)
{
  const struct area_list *set = set_of (field);
  const struct area_item *item;

  if (field->choices != NULL || field->only != NULL || set == NULL)
    return false;
  item = area_by_label (set, text);
  if (item != NULL)
    *choice = of_item (item);
  return item != NULL && is_valid_on (choice, day);
}

static enum outcome
refuse_choice (const struct form_field *field, struct error *error)
{
  SCOPED_BYTES list = { 0 };
  size_t n = field_choices (field);

  if (n > 10)
    return fail (error, ERR_INPUT, 0,
                 _ ("choose by code or by the whole label"));
  for (size_t i = 0; i < n; i++) {
    struct form_choice choice = field_choice (field, i);

    bytes_printf (&list, "%s%s %s", i == 0 ? "" : "; ", choice.code,
                  form_words (choice.label));
  }
  return fail (error, ERR_INPUT, 0, _ ("choose one of: %s"),
               bytes_text (&list));
}

/* At the keyboard "vn" is VN: codes have digits and capitals. */
static bool
coded (const struct form_field *field, const char *text,
       enum spelling spelling, struct form_choice *choice)
{
  char code[32];
  size_t len = strlen (text);

  if (field_choice_coded (field, text, choice))
    return true;
  if (spelling == FILED || len >= sizeof code)
    return false;
  for (size_t i = 0; i <= len; i++)
    code[i] = text[i] >= 'a' && text[i] <= 'z' ? (char) (text[i] - 'a' + 'A')
                                               : text[i];
  return field_choice_coded (field, code, choice);
}

static enum outcome
find_choice (const struct form_field *field, const char *text,
             enum spelling spelling, int32_t day, struct form_choice *choice,
             struct error *error)
{
  char iso[DATE_TEXT], shown[DATE_TEXT];

  if (coded (field, text, spelling, choice)) {
    if (is_valid_on (choice, day))
      return OK;
    date_iso (day, iso);
    date_show (iso, shown);
    return fail (error, ERR_INPUT, 0,
                 _ ("choose another one: \"%s\" was not in force on %s"),
                 form_words (choice->label), shown);
  }
  if (choice_of_set (field, text, day, choice)
      || choice_labelled (field, text, spelling == TYPED ? BEGINS : FOLDED, day,
                          choice))
    return OK;
  return refuse_choice (field, error);
}

enum outcome
parse_choice (const struct form_field *field, const char *text,
              enum spelling spelling, int32_t received, struct bytes *to,
              struct error *error)
{
  struct form_choice choice;
  enum outcome outcome =
    find_choice (field, text, spelling, received, &choice, error);

  if (outcome == OK)
    bytes_add_text (to, choice.code);
  return outcome;
}

/* ---- several ------------------------------------------------------------- */

/* The next code or label of "1; 2 ;5" at *AT, without blanks around it, in
 * PART; false at the end.
 */
static bool
next_part (const char **at, struct bytes *part)
{
  bytes_clear (part);
  while (part->len == 0 && **at != '\0') {
    size_t len = strcspn (*at, ";"), front = strspn (*at, " ");

    if (front < len)
      bytes_add (part, *at + front, len - front);
    while (part->len > 0 && part->at[part->len - 1] == ' ')
      part->len--;
    *at += len + ((*at)[len] == ';');
  }
  return part->len > 0;
}

static size_t
place_of (const struct form_field *field, const char *code)
{
  size_t i = 0;

  while (strcmp (field_choice (field, i).code, code) != 0)
    i++;
  return i;
}

enum outcome
parse_choices (const struct form_field *field, const char *text,
               enum spelling spelling, int32_t received, struct bytes *to,
               struct error *error)
{
  size_t n = field_choices (field), before = to->len;
  SCOPED_BYTES ticked = { 0 }, part = { 0 };
  struct form_choice choice;

  bytes_reserve (&ticked, n + 1);
  memset (ticked.at, 0, n + 1);
  while (next_part (&text, &part)) {
    if (find_choice (field, bytes_text (&part), spelling, received, &choice,
                     error)
        != OK)
      return ERR_INPUT;
    ticked.at[place_of (field, choice.code)] = 1;
  }
  for (size_t i = 0; i < n; i++)
    if (ticked.at[i])
      bytes_printf (to, "%s%s", to->len == before ? "" : ";",
                    field_choice (field, i).code);
  return OK;
}

/* Labels, joined with "; ".  A code that is no more is shown as it is. */
void
show_choices (const struct form_field *field, const char *stored,
              struct bytes *to)
{
  SCOPED_BYTES code = { 0 };
  struct form_choice choice;

  for (bool first = true; next_part (&stored, &code); first = false) {
    const char *text = bytes_text (&code);

    if (!first)
      bytes_add_text (to, "; ");
    bytes_add_text (to, field_choice_coded (field, text, &choice)
                          ? form_words (choice.label)
                          : text);
  }
}
