/* arguments-test.c - what the command line takes, and what it turns away. */

#include "tests/tap.h"

#include "base/bytes.h"
#include "cli/command.h"

#include <stdlib.h>
#include <string.h>

static const struct option_row options[] = {
  { "--limit", 0, "N", "at most" },
  { "--output", 'o', "FILE", "where to" },
  { "--any", 0, NULL, "addresses too" },
  { NULL, 0, NULL, NULL },
};
static const struct command command = {
  .name = "find", .takes = "WORDS...", .options = options, .least = 1, .most = 3
};

/* Words are joined by "|"; words NULL: refused, with PROBLEM in the sentence.
 */
static const struct {
  const char *name, *line, *words, *limit, *output, *site, *problem;
} cases[] = {
  { "words alone", "an binh", "an|binh", NULL, NULL, NULL, NULL },
  { "a value behind", "an --limit 5", "an", "5", NULL, NULL, NULL },
  { "a value with =", "--limit=5 an", "an", "5", NULL, NULL, NULL },
  { "the last one counts", "--limit 5 an --limit 6", "an", "6", NULL, NULL,
    NULL },
  { "a letter", "-o x an", "an", NULL, "x", NULL, NULL },
  { "a letter with its value", "-ox an", "an", NULL, "x", NULL, NULL },
  { "the site behind the command", "-s dir an", "an", NULL, NULL, "dir", NULL },
  { "standard input is a word", "-", "-", NULL, NULL, NULL, NULL },
  { "behind -- all are words", "-- --limit", "--limit", NULL, NULL, NULL,
    NULL },
  { "no such option", "an --wings", NULL, NULL, NULL, NULL, "--wings" },
  { "the beginning of one is none", "an --lim 5", NULL, NULL, NULL, NULL,
    "--lim" },
  { "a value that is missing", "an --limit", NULL, NULL, NULL, NULL,
    "--limit N" },
  { "a value too many", "an --any=1", NULL, NULL, NULL, NULL, "--any" },
  { "too few words", "--any", NULL, NULL, NULL, NULL, "usage" },
  { "too many words", "a b c d", NULL, NULL, NULL, NULL, "usage" },
};

static int
split (char *line, char **words)
{
  int n = 0;

  for (char *at = strtok (line, " "); at != NULL; at = strtok (NULL, " "))
    words[n++] = at;
  return n;
}

static bool
same (const char *want, const char *got)
{
  return want == NULL ? got == NULL : got != NULL && strcmp (want, got) == 0;
}

static bool
words_are (const struct arguments *a, const char *want)
{
  SCOPED_BYTES all = { 0 };

  for (size_t i = 0; i < a->n_words; i++)
    bytes_printf (&all, "%s%s", i > 0 ? "|" : "", a->words[i]);
  return strcmp (bytes_text (&all), want) == 0;
}

static void
test_case (size_t i)
{
  struct arguments a = { .site = NULL };
  struct error e = { 0 };
  char line[128], *words[16];
  int n;
  enum outcome got;
  bool good;

  strcpy (line, cases[i].line);
  n = split (line, words);
  got = arguments_read (&a, &command, n, words, &e);
  if (cases[i].words == NULL)
    good = got == ERR_INPUT && strstr (e.text, cases[i].problem) != NULL;
  else
    good = got == OK && words_are (&a, cases[i].words)
           && same (cases[i].limit, argument (&a, "--limit"))
           && same (cases[i].output, argument (&a, "--output"))
           && same (cases[i].site, a.site);
  if (!ok (good, "arguments: %s", cases[i].name))
    printf ("# \"%s\" gave %d: %s\n", cases[i].line, got, e.text);
  arguments_free (&a);
}

static const struct {
  const char *text;
  uint64_t number;
  bool good;
} numbers[] = {
  { "0", 0, true },
  { "50", 50, true },
  { "18446744073709551615", UINT64_MAX, true },
  { "18446744073709551616", 0, false },
  { "-1", 0, false },
  { "5x", 0, false },
  { "", 0, false },
  { " 5", 0, false },
};

static void
test_number (size_t i)
{
  struct arguments a = { 0 };
  struct error e = { 0 };
  char option[] = "--limit", word[] = "an", text[32];
  char *words[] = { word, option, text };
  uint64_t n = 7;
  enum outcome got;

  strcpy (text, numbers[i].text);
  arguments_read (&a, &command, 3, words, &e);
  got = argument_number (&a, "--limit", 7, &n, &e);
  ok (numbers[i].good ? got == OK && n == numbers[i].number : got == ERR_INPUT,
      "a number: \"%s\"", numbers[i].text);
  arguments_free (&a);
}

int
main (void)
{
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    test_case (i);
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    test_number (i);
  return tap_done ();
}
