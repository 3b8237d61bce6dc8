/* command-text.c - the Vietnamese text tools as filters, line by line. */

#include "base/arena.h"
#include "base/language.h"
#include "cli/command.h"
#include "cli/lines.h"
#include "cli/say.h"
#include "cli/text-tools.h"
#include "text/collate.h"
#include "text/fold.h"
#include "text/nfc.h"
#include "text/typing.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct option_row options[] = {
  { "--from", 0, "E",
    N_ ("convert: the encoding that it is in; found out "
        "without") },
  { "--to", 0, "E", N_ ("convert: the encoding to write; utf-8 without") },
  { "--lossy", 0, NULL,
    N_ ("convert: what does not fit becomes the nearest "
        "letter") },
  { "--method", 0, "telex|vni|viqr|simple-telex",
    N_ ("type: the input method") },
  { "--tone", 0, "old|new", N_ ("type: hòa (old, the usual) or hoà") },
  { "--restore", 0, NULL, N_ ("type: impossible words become their keys") },
  { "--by", 0, "given|family|whole", N_ ("sort: what counts first") },
  { NULL, 0, NULL, NULL },
};

/* What a filter keeps from line to line. */
struct filter_state {
  struct typing typing;
  enum collate by;
  struct bytes out;
  struct arena *arena;
  struct sorted {
    struct slice key, line;
  } * lines;
  size_t n_lines, room;
  uint64_t bad;
};

static void
put_line (struct filter_state *s)
{
  bytes_add_char (&s->out, '\n');
  fwrite (s->out.at, 1, s->out.len, stdout);
  bytes_clear (&s->out);
}

/* A line that is not UTF-8 goes through as it is, and is counted. */
static bool
passes (struct filter_state *s, const char *line, size_t len)
{
  if (utf8_valid (line, len))
    return true;
  s->bad++;
  bytes_add (&s->out, line, len);
  put_line (s);
  return false;
}

static void
type_line (void *with, const char *line, size_t len)
{
  struct filter_state *s = with;

  if (!passes (s, line, len))
    return;
  typing_line (&s->typing, line, len, &s->out);
  put_line (s);
}

static void
nfc_line (void *with, const char *line, size_t len)
{
  struct filter_state *s = with;

  if (!passes (s, line, len))
    return;
  nfc_add (&s->out, line, len);
  put_line (s);
}

static void
fold_line (void *with, const char *line, size_t len)
{
  struct filter_state *s = with;

  if (!passes (s, line, len))
    return;
  fold_add (&s->out, line, len);
  put_line (s);
}

static void
keep_line (void *with, const char *line, size_t len)
{
  struct filter_state *s = with;
  struct sorted *row;

  if (s->n_lines == s->room) {
    s->room = s->room == 0 ? 1024 : 2 * s->room;
    s->lines = bytes_must_again (s->lines, s->room * sizeof *s->lines);
  }
  row = &s->lines[s->n_lines++];
  row->line =
    (struct slice){ (unsigned char *) arena_copy_len (s->arena, line, len),
                    len };
  bytes_clear (&s->out);
  if (utf8_valid (line, len))
    collate_add (&s->out, line, len, s->by);
  else
    bytes_add (&s->out, line, len);
  row->key = (struct slice){ (unsigned char *) arena_copy_len (
                               s->arena, (char *) s->out.at, s->out.len),
                             s->out.len };
}

static int
order (const void *a, const void *b)
{
  const struct sorted *one = a, *other = b;
  size_t len = one->key.len < other->key.len ? one->key.len : other->key.len;
  int by = len == 0 ? 0 : memcmp (one->key.at, other->key.at, len);

  if (by != 0)
    return by;
  if (one->key.len != other->key.len)
    return one->key.len < other->key.len ? -1 : 1;
  /* Equal names keep the order they came in. */
  return one < other ? -1 : one > other;
}

static void
put_sorted (struct filter_state *s)
{
  if (s->n_lines > 0)
    qsort (s->lines, s->n_lines, sizeof *s->lines, order);
  bytes_clear (&s->out);
  for (size_t i = 0; i < s->n_lines; i++) {
    bytes_add (&s->out, s->lines[i].line.at, s->lines[i].line.len);
    put_line (s);
  }
}

static const struct filter {
  const char *name;
  line_seen line;
  void (*end) (struct filter_state *);
} filters[] = {
  { "type", type_line, NULL },
  { "nfc", nfc_line, NULL },
  { "fold", fold_line, NULL },
  { "sort", keep_line, put_sorted },
};

static const struct filter *
filter_named (const char *name)
{
  for (size_t i = 0; i < sizeof filters / sizeof *filters; i++)
    if (strcmp (filters[i].name, name) == 0)
      return &filters[i];
  return NULL;
}

/* A word of an option and what it stands for; the first is the usual one. */
struct meaning {
  const char *word;
  int value;
};
static const struct meaning tones[] = { { "old", TONE_OLD },
                                        { "new", TONE_NEW },
                                        { NULL, 0 } };
static const struct meaning orders[] = { { "whole", COLLATE_WHOLE },
                                         { "given", COLLATE_GIVEN },
                                         { "family", COLLATE_FAMILY },
                                         { NULL, 0 } };

static bool
meaning_of (const struct meaning *m, const char *word, int *value)
{
  *value = m->value;
  if (word == NULL)
    return true;
  for (; m->word != NULL; m++)
    if (strcmp (m->word, word) == 0) {
      *value = m->value;
      return true;
    }
  return false;
}

static bool
read_options (const struct arguments *a, struct filter_state *s)
{
  const char *method = argument (a, "--method");
  int value;

  if (method == NULL)
    method = getenv ("HOSO_TYPING");
  s->typing.method = TYPING_TELEX;
  if (method != NULL && method[0] != '\0'
      && !typing_method_named (method, &s->typing.method))
    return false;
  if (!meaning_of (tones, argument (a, "--tone"), &value))
    return false;
  s->typing.style = (enum tone_style) value;
  if (!meaning_of (orders, argument (a, "--by"), &value))
    return false;
  s->by = (enum collate) value;
  s->typing.restore = argument_given (a, "--restore");
  return true;
}

static int
pass_lines (const struct arguments *a, const struct filter *filter,
            struct filter_state *s)
{
  struct error e = { 0 };

  if (lines_each (a->words + 1, a->n_words - 1, filter->line, s, &e) != OK)
    return say_failed (a, &e);
  if (filter->end != NULL)
    filter->end (s);
  if (s->bad > 0) {
    say_note (_ ("%llu lines are not UTF-8 and went through as they are"),
              (unsigned long long) s->bad);
    return EXIT_SOME;
  }
  return EXIT_DONE;
}

static int
run_filter (const struct arguments *a, const struct filter *filter)
{
  struct filter_state s = { 0 };
  int status = EXIT_USAGE;

  s.arena = arena_new ();
  if (read_options (a, &s))
    status = pass_lines (a, filter, &s);
  else
    say_error ("text", _ ("an option has a value it does not know; see 'hoso "
                          "text --help'"));
  arena_free (s.arena);
  free (s.lines);
  bytes_free (&s.out);
  return status;
}

/* Tools that are no filters of lines. */
static const struct {
  const char *name;
  int (*run) (const struct arguments *);
} tools[] = {
  { "convert", text_convert },
  { "detect", text_detect },
};

static int
run (struct arguments *a)
{
  const struct filter *filter = filter_named (a->words[0]);

  if (filter != NULL)
    return run_filter (a, filter);
  for (size_t i = 0; i < sizeof tools / sizeof *tools; i++)
    if (strcmp (tools[i].name, a->words[0]) == 0)
      return tools[i].run (a);
  say_error (
    "text", _ ("there is no 'text %s': type, nfc, fold, sort, detect, convert"),
    a->words[0]);
  return EXIT_USAGE;
}

const struct command command_text = {
  .name = "text",
  .takes = "type|nfc|fold|sort|detect|convert [FILE...]",
  .help = N_ ("the Vietnamese text tools as filters, line by line"),
  .options = options,
  .least = 1,
  .most = 10000,
  .run = run,
};
