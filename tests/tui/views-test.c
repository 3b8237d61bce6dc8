/* views-test.c - what all views promise: help for every key, any size, a list
 * that stays where it was, a form that takes what comes.
 */

#include "tests/tui/played.h"

/* ---- help ---- */

static const struct view *
top (const struct app *app)
{
  return app->stack[app->depth - 1].view;
}

/* One blank for every run of blanks and line ends: a long text goes on in the
 * line below.
 */
static void
join_lines (struct bytes *text)
{
  size_t len = 0;

  for (size_t i = 0; i < text->len; i++) {
    unsigned char c = text->at[i] == '\n' ? ' ' : text->at[i];

    if (c != ' ' || (len > 0 && text->at[len - 1] != ' '))
      text->at[len++] = c;
  }
  text->len = len;
}

/* All pages of the help that is open. */
static void
read_help (struct app *app, struct bytes *to)
{
  struct canvas canvas = { 0 };

  canvas_size (&canvas, app->rows, app->columns);
  for (int i = 0; i < 4; i++) {
    app_draw (app, &canvas);
    canvas_lines (&canvas, to);
    press (app, KEY_PAGE_DOWN);
  }
  canvas_free (&canvas);
  join_lines (to);
}

/* F1 on the view at hand has every row of its keys. */
static void
test_help (struct app *app, const char *name)
{
  const struct key_row *keys = top (app)->keys;
  SCOPED_BYTES text = { 0 };
  unsigned missing = 0, count = 0;

  press (app, KEY_F1);
  read_help (app, &text);
  for (; keys->action != 0; keys++, count++)
    if (strstr (bytes_text (&text), keys->name) == NULL
        || (keys->help != NULL
            && strstr (bytes_text (&text), keys->help) == NULL)) {
      printf ("# %s is not in the help\n", keys->name);
      missing++;
    }
  ok (missing == 0 && count > 2, "%s: help has all %u keys", name, count);
  press (app, KEY_ESCAPE);
}

/* Whether a window of this size shows the view, or says that it is too small.
 */
static bool
draws (struct app *app, int rows, int columns)
{
  struct canvas canvas = { 0 };
  SCOPED_BYTES lines = { 0 };
  bool small = rows < 24 || columns < 80, said;

  app->rows = rows;
  app->columns = columns;
  canvas_size (&canvas, rows, columns);
  press (app, KEY_RESIZE);
  app_draw (app, &canvas);
  canvas_lines (&canvas, &lines);
  canvas_free (&canvas);
  said = strstr (bytes_text (&lines), "Window") != NULL;
  return said == (small && rows > 0) && (small || lines.len > 400);
}

static void
test_any_size (struct app *app, const char *name)
{
  unsigned bad = 0;

  for (int size = 0; size < 130; size++)
    bad += !draws (app, size / 2, 10 + size);
  app->rows = 24;
  app->columns = 80;
  ok (bad == 0, "%s: any size", name);
}

/* How to come to each view from the home screen, and back. */
static const struct {
  const char *name, *way, *back;
} ways[] = {
  { "home", "", "" },
  { "procedures", "type 1\n", "key F10\n" },
  { "list", "type 2\n", "key F10\n" },
  { "record", "type 2\nkey Enter\n", "key Esc\nkey F10\n" },
  { "entry", "type 1\ntype 1.001193\nkey Enter\n", "key F10\nkey F10\n" },
  { "choice", "type 1\ntype 1.001193\nkey Enter\nkey Enter\nkey F4\n",
    "key Esc\nkey F10\nkey F10\n" },
  { "summary", "type 1\ntype 1.001193\nkey Enter\nkey F8\n",
    "key Esc\nkey F10\nkey F10\n" },
};

static void
test_views (struct app *app)
{
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    played (app, ways[i].way, NULL);
    if (ok (strcmp (top (app)->name, ways[i].name) == 0, "the view %s",
            ways[i].name)) {
      test_help (app, ways[i].name);
      test_any_size (app, ways[i].name);
    } else
      printf ("# it is %s\n", top (app)->name);
    played (app, ways[i].back, NULL);
  }
  ok (app->depth == 1, "home again");
}

/* ---- lists ---- */

/* Dossiers of the test's own procedure. */
static void
add_dossiers (struct app *app, const struct form *form, unsigned count)
{
  entry_open (app, form);
  for (unsigned i = 0; i < count; i++) {
    char script[160];

    snprintf (script, sizeof script,
              "text Lê Thị Số\nfield so\ntext %u\nkey F2\nwait saved\n",
              100 + i);
    if (!played (app, script, NULL))
      break;
  }
  ok (shows (app, "Received: H29.22.1-"), "%u dossiers", count);
  played (app, "key F10\n", NULL);
}

static void
test_list (struct app *app)
{
  played (app, "type 2\nkey Down\nkey Down\nkey Enter\n", NULL);
  ok (shows (app, "TIMELINE"), "a dossier out of the list");
  played (app, "key Esc\n", NULL);
  ok (shows (app, "> 261121-0003"), "the list is where it was");
  played (app, "type so\n", NULL);
  ok (shows (app, "5 found"), "found while typing");
  played (app, "type xyz\n", NULL);
  ok (shows (app, "No dossier has all these words"), "or not");
  played (app, "key Esc\nkey Esc\n", NULL);
}

/* ---- forms ---- */

static void
type (struct app *app, const char *keys, bool pasted)
{
  for (; *keys != '\0'; keys++) {
    struct event event = { .key = *keys == '\n' ? KEY_ENTER : KEY_TEXT,
                           .pasted = pasted };

    if (event.key == KEY_TEXT)
      event.text[0] = *keys;
    app_update (app, &event);
  }
}

/* A paste of several lines is text, not commands. */
static void
test_paste (struct app *app, const struct form *form)
{
  struct entry_view *v;

  entry_open (app, form);
  v = entry_of (app);
  press (app, KEY_PASTE_BEGIN);
  type (app, "Le Thi\nBa", true);
  press (app, KEY_PASTE_END);
  ok (v->at == NAME_ && strcmp (edit_text (&v->edit), "Le Thi Ba") == 0,
      "lines that are pasted stay in the field");
  played (app, "field nk_ho_ten\ntype k\n", NULL);
  press (app, KEY_PASTE_BEGIN);
  type (app, "079190001234|271234567|Le Ba|05091990|Nu|12 Le Loi|10052022",
        true);
  press (app, KEY_PASTE_END);
  ok (v->at == NAME_ && strcmp (edit_text (&v->edit), "Le Thi Bak") == 0
        && strcmp (session_text (v->session, BIRTH_), "1990-09-05") == 0,
      "a pasted code is a card, and leaves what it does not know");
  played (app, "key F10\ntype y\n", NULL);
}

/* Keys typed ahead into a message belong to the form below. */
static void
test_typed_ahead (struct app *app, const struct form *form)
{
  struct entry_view *v;

  entry_open (app, form);
  v = entry_of (app);
  played (app, "type 079190001234|27\nkey Enter\n", NULL);
  ok (strcmp (top (app)->name, "message") == 0, "a message");
  played (app, "type Lee Ba\n", NULL);
  ok (strcmp (top (app)->name, "entry") == 0
        && strcmp (edit_text (&v->edit), "Lê Ba") == 0,
      "gives way to what is typed, and loses no letter");
  played (app, "key F10\ntype y\n", NULL);
}

/* ---- drafts ---- */

struct kept {
  struct bytes values;
  unsigned count;
};

static bool
keep (void *with, const struct draft *d)
{
  struct kept *k = with;

  bytes_clear (&k->values);
  bytes_add (&k->values, d->values.at, d->values.len);
  k->count++;
  return true;
}

/* Whether the cursor stands in the text, between two letters. */
static bool
is_sound (const struct typed *t)
{
  return t->cursor <= strlen (t->text)
         && ((unsigned char) t->text[t->cursor] & 0xc0) != 0x80;
}

/* Bytes that are cut or bent are refused, or give a form all the same. */
static void
test_damage (struct app *app, const struct form *form)
{
  struct place place = { "26740", "lan", clock_now () };
  struct session *s = session_new (form, &place, true);
  struct kept k = { 0 };
  unsigned bad = 0;

  site_drafts (app->site, keep, &k, NULL);
  ok (k.count > 0, "a draft");
  for (size_t i = 0; i < k.values.len; i++)
    for (unsigned how = 0; how < 3; how++) {
      SCOPED_BYTES bent = { 0 };
      struct typed typed = { 0 };
      struct slice draft;

      bytes_add (&bent, k.values.at, how == 0 ? i : k.values.len);
      if (how > 0)
        bent.at[i] ^= how == 1 ? 0x80 : 0x01;
      draft = (struct slice){ bent.at, bent.len };
      if (entry_draft_read (draft, s, &typed, NULL) == OK)
        bad += how == 0 || !is_sound (&typed);
      typed_free (&typed);
    }
  ok (bad == 0, "%zu bytes of it, cut and bent", k.values.len);
  bytes_free (&k.values);
  session_free (s);
}

int
main (int argc, char **argv)
{
  const struct form *form;
  struct app *app;

  setenv ("HOSO_CLOCK", "2026-11-21T08:15", 1);
  test_start (argc, argv, "site");
  form = made_form ();
  app = played_open ();
  add_dossiers (app, form, 5);
  test_views (app);
  test_list (app);
  test_paste (app, form);
  test_typed_ahead (app, form);
  test_damage (app, form);
  played_close (app);
  arena_free (made);
  return tap_done ();
}
