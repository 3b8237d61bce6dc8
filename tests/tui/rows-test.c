/* rows-test.c - the rows of a table are filled in as forms are, and are in
 * their form at once.
 */

#include "tests/tui/played.h"

static const struct hoso_field fields[] = {
  HOSO_FIELD (NAME, REQUIRED, "ten", "Họ tên", .list = 1),
  HOSO_FIELD (
    TABLE, OPTIONAL, "con", "Các con", .max = "3",
    .columns = HOSO_COLUMNS (
      HOSO_FIELD (NAME, REQUIRED, "ho_ten", "Họ tên con"),
      HOSO_FIELD (DATE, OPTIONAL, "sinh", "Ngày sinh", .max = "received"),
      HOSO_FIELD (CHOICE, OPTIONAL, "gioi", "Giới tính", .set = "SEX",
                  .shown = "sinh filled"))),
  HOSO_FIELD (TEXT, OPTIONAL, "ghi", "Ghi"), HOSO_END_OF_FORM
};

static const struct hoso_procedure procedure = {
  .name = "con",
  .code = "9.000002",
  .revision = 1,
  .title = "Các con",
  .area = "Thử",
  .form = fields,
};

/* What the form below has. */
static bool
holds (const struct app *app, const char *wanted)
{
  struct entry_view *v = NULL;
  const char *got;

  for (int i = 0; i < app->depth; i++)
    if (strcmp (app->stack[i].view->name, "entry") == 0) {
      v = app->stack[i].model;
      break;
    }
  got = v == NULL ? "?" : session_text (v->session, 1);
  if (strcmp (got, wanted) != 0)
    printf ("# wanted %s\n# got    %s\n", wanted, got);
  return strcmp (got, wanted) == 0;
}

static void
test_rows (struct app *app)
{
  played (app, "field con\nkey F4\n", NULL);
  ok (shows (app, "No rows yet"), "F4 opens the rows: there are none");
  played (app, "key Enter\ntype Nguyeenx An\nkey Enter\ntype 5/9/20\n", NULL);
  ok (shows (app, "Các con › row 1"), "a row is a form");
  ok (holds (app, "[{\"ho_ten\":\"Nguyễn An\"}]"),
      "what was left is in the form below at once");
  played (app, "key F2\n", NULL);
  ok (holds (app, "[{\"ho_ten\":\"Nguyễn An\",\"sinh\":\"2020-09-05\"}]")
        && shows (app, ">   1  Nguyễn An  ·  05/09/2020  ·  –"),
      "F2 ends it");
  played (app, "key F6\ntext Trần Bình\nkey F10\n", NULL);
  ok (shows (app, "    2  Trần Bình  ·  –  ·  –"),
      "F6 adds one, F10 leaves it as it is");
  played (app, "key F6\nkey F10\n", NULL);
  ok (holds (app, "[{\"ho_ten\":\"Nguyễn An\",\"sinh\":\"2020-09-05\"},"
                  "{\"ho_ten\":\"Trần Bình\"}]"),
      "an empty one is none");
  played (app, "key Enter\nfield gioi\ntype 2\nkey F2\n", NULL);
  ok (shows (app, "1  Nguyễn An  ·  05/09/2020  ·  "),
      "Enter opens the one that is chosen");
  ok (holds (app, "[{\"ho_ten\":\"Nguyễn An\",\"sinh\":\"2020-09-05\","
                  "\"gioi\":\"2\"},{\"ho_ten\":\"Trần Bình\"}]"),
      "and changes it");
}

static void
test_problems (struct app *app)
{
  played (app, "key Down\nkey Enter\nfield sinh\ntype 31/2/2020\nkey F2\n",
          NULL);
  ok (shows (app, "the calendar has no such day")
        && strcmp (app->stack[app->depth - 1].view->name, "summary") == 0,
      "what cannot be read stands in the way");
  played (app, "key Esc\nkey F10\n", NULL);
  ok (shows (app, "left out of the row"), "and is not left out unasked");
  played (app, "key n\nfield sinh\ntext \nkey F2\n", NULL);
  played (app, "key Del\nkey n\n", NULL);
  ok (shows (app, "Trần Bình"), "Del asks");
  played (app, "key Del\nkey y\n", NULL);
  ok (holds (app, "[{\"ho_ten\":\"Nguyễn An\",\"sinh\":\"2020-09-05\","
                  "\"gioi\":\"2\"}]"),
      "and removes the row");
}

static void
test_form (struct app *app)
{
  played (app, "key F2\n", NULL);
  ok (shows (app, "Nguyễn An, 05/09/2020"), "the form shows what is in it");
  played (app, "type x\n", NULL);
  ok (strcmp (app->stack[app->depth - 1].view->name, "rows") == 0,
      "a letter in it opens the rows");
  played (app, "key F2\nfield ten\ntext Lê Thị Cúc\nkey F2\nwait saved\n",
          NULL);
  ok (shows (app, "H29.22.1-261121-0001"), "it is saved");
}

int
main (int argc, char **argv)
{
  struct hoso_plugin plugin = hoso_plugin;
  struct app *app;

  setenv ("HOSO_CLOCK", "2026-11-21T08:15", 1);
  test_start (argc, argv, "site");
  plugin.procedure = &procedure;
  app = played_open ();
  entry_open (app, made_form_of (&plugin));
  test_rows (app);
  test_problems (app);
  test_form (app);
  played_close (app);
  arena_free (made);
  return tap_done ();
}
