/* finds-hoso.c - words looked for in a store, as officers type them.
 *
 *    finds-hoso SITE
 *
 * prints, in microseconds of processor time, warm: the middle, the 95th of 100
 * and the slowest of whole questions, and of each key of names being typed;
 * the first 20 rows come with every answer.
 */

#include "base/language.h"
#include "site/config.h"
#include "tests/bench/timing.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CACHE = 4 << 20, ROUNDS = 9, ROWS = 20, TIMES_MOST = 512 };

static const char *const questions[] = {
  "nguyen",
  "nguyễn",
  "nguyen van an",
  "trần thị hồ",
  "tran thi ho",
  "nguyen thi",
  "an",
  "đào",
  "dao",
  "le hong 1990",
  "t",
  "ph",
  "nguyen 1984",
  "hoang 11/2026",
  "vo thi 5/9/1990",
  "bui xuan phai",
  "h'lan nie",
  "y wan eban",
  "giang a pao",
  "thach soc kha",
  "đỗ ngọc ánh",
  "le van khong co",
  "4567",
  "046094106574",
  "0390008312",
  "duong thuy",
  "mai quynh thu",
  "phan nhat",
  "nguyen nguyen nguyen",
  "thi thi",
};

static const char *const typed[] = {
  "nguyễn thị minh khai", "tran van hung", "lê hồng phong",
  "phạm quỳnh như",       "vo thi sau",    "đặng thùy trâm",
};

static struct store *store;
static double times[TIMES_MOST];
static unsigned n_times;

static bool
seen (void *with, const struct row *row)
{
  unsigned *rows = with;

  *rows += row->name.len > 0;
  return true;
}

/* The fastest of some rounds. */
static void
ask (const char *words)
{
  double best = 0;

  for (unsigned round = 0; round < ROUNDS; round++) {
    double from = timing_cpu (), took;
    uint32_t total;
    unsigned rows = 0;
    bool about;

    store_find (store, words, false, ROWS, seen, &rows, &total, &about, NULL);
    took = (timing_cpu () - from) * 1e6;
    best = round == 0 || took < best ? took : best;
  }
  if (n_times < TIMES_MOST)
    times[n_times++] = best;
}

static int
order (const void *a, const void *b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return (one > other) - (one < other);
}

static void
print (void)
{
  qsort (times, n_times, sizeof *times, order);
  printf ("%.0f %.0f %.0f ", times[n_times / 2], times[n_times * 95 / 100],
          times[n_times - 1]);
  n_times = 0;
}

/* Each beginning of the words, a letter longer than the one before. */
static void
type (const char *words)
{
  char begun[128];

  for (size_t len = 1; len <= strlen (words) && len < sizeof begun; len++)
    if ((words[len] & 0xC0) != 0x80) {
      snprintf (begun, sizeof begun, "%.*s", (int) len, words);
      ask (begun);
    }
}

int
main (int argc, char **argv)
{
  static struct config config;
  struct error e = { 0 };
  char folder[sizeof config.folder + 4];

  language_start ("", EN);
  if (argc != 2 || config_read (argv[1], &config, &e) != OK) {
    fprintf (stderr, "finds: %s\n", argc != 2 ? "SITE" : e.text);
    return 2;
  }
  snprintf (folder, sizeof folder, "%s/db", config.folder);
  if (store_open (&store, folder, &config.identity, CACHE, config.group, &e)
      != OK) {
    fprintf (stderr, "finds: %s\n", e.text);
    return 5;
  }
  for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
    ask (questions[i]);
  print ();
  for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
    type (typed[i]);
  print ();
  printf ("\n");
  store_close (store);
  return 0;
}
