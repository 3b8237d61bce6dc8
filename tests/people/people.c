/* people.c - prints made-up births, deaths and marriages for an import. */

#include "synthetic.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { OFFICE_ZONE = 7 * 3600, DAY = 24 * 3600 }; /* seconds */

static const struct procedure *const procedures[] = { &births, &deaths,
                                                      &marriages };
enum { PROCEDURES = sizeof procedures / sizeof *procedures };

struct wish {
  const struct procedure *procedure;
  unsigned rows;
  uint64_t seed;
  const char *ward, *data;
  int from, until; /* days of receipt; the same: today */
  bool damage;
  struct layout layout;
};

static void
usage (FILE *to)
{
  fprintf (to,
           "Usage: people births|deaths|marriages ROWS [OPTION]...\n"
           "Prints rows of people who do not exist, for hoso import.\n"
           "\n"
           "  --seed N                the same rows for the same N (1)\n"
           "  --ward CODE             the office's ward (26740)\n"
           "  --received FROM..UNTIL  a column of days of receipt, as\n"
           "                          2026-11-02..2026-11-20; without it the\n"
           "                          rows are of today\n"
           "  --damage                every %dth row has something wrong\n"
           "  --jsonl                 JSON lines instead of CSV\n"
           "  --data DIR              where the lists of wards are\n"
           "\n"
           "With --damage, in turn:\n",
           DAMAGE_EVERY);
  for (unsigned i = 1; i <= DAMAGES; i++)
    fprintf (to, "  row %-4u %s\n", i * DAMAGE_EVERY,
             damage_name (i * DAMAGE_EVERY));
}

/* ---- what is wanted --------------------------------------------------- */

static void __attribute__ ((noreturn))
refuse (const char *what, const char *text)
{
  fprintf (stderr, "people: %s: \"%s\"; see people --help\n", what, text);
  exit (2);
}

static uint64_t
number (const char *text)
{
  char *end;
  uint64_t n;

  errno = 0;
  n = strtoull (text, &end, 10);
  if (end == text || *end != '\0' || errno != 0 || strchr (text, '-') != NULL)
    refuse ("not a number", text);
  return n;
}

/* Today in Viet Nam, or the day of HOSO_CLOCK, as hoso has it. */
static int
today (void)
{
  const char *clock = getenv ("HOSO_CLOCK");
  int day;

  if (clock != NULL && day_read (clock, &day))
    return day;
  return (int) ((time (NULL) + OFFICE_ZONE) / DAY);
}

static void
read_days (const char *text, struct wish *wish)
{
  const char *until = strstr (text, "..");

  if (until == NULL || !day_read (text, &wish->from)
      || !day_read (until + 2, &wish->until) || wish->until < wish->from)
    refuse ("not two days", text);
  wish->layout.received = true;
}

static void
read_options (int argc, char **argv, struct wish *wish)
{
  static const struct option options[] = {
    { "seed", required_argument, NULL, 's' },
    { "ward", required_argument, NULL, 'w' },
    { "received", required_argument, NULL, 'r' },
    { "damage", no_argument, NULL, 'd' },
    { "jsonl", no_argument, NULL, 'j' },
    { "data", required_argument, NULL, 'D' },
    { "help", no_argument, NULL, 'h' },
    { 0 },
  };

  for (int c; (c = getopt_long (argc, argv, "", options, NULL)) != -1;)
    switch (c) {
    case 's': wish->seed = number (optarg); break;
    case 'w': wish->ward = optarg; break;
    case 'r': read_days (optarg, wish); break;
    case 'd': wish->damage = wish->layout.procedure = true; break;
    case 'j': wish->layout.jsonl = true; break;
    case 'D': wish->data = optarg; break;
    case 'h': usage (stdout); exit (0);
    default: usage (stderr); exit (2);
    }
}

static struct wish
read_wish (int argc, char **argv)
{
  struct wish wish = { .seed = 1, .ward = "26740", .data = DATA_FOLDER };

  wish.from = wish.until = today ();
  read_options (argc, argv, &wish);
  if (argc - optind != 2) {
    usage (stderr);
    exit (2);
  }
  for (int i = 0; i < PROCEDURES; i++)
    if (strcmp (argv[optind], procedures[i]->word) == 0)
      wish.procedure = procedures[i];
  if (wish.procedure == NULL)
    refuse ("neither births nor deaths nor marriages", argv[optind]);
  wish.rows = (unsigned) number (argv[optind + 1]);
  return wish;
}

/* ---- rows ------------------------------------------------------------- */

/* A working day, or the first day when there is none, in office hours. */
static void
receive (const struct wish *wish, struct world *world, struct row *row)
{
  struct dice *dice = &world->dice;
  int year, month, day, minutes;

  for (int tries = 0; tries < 20; tries++) {
    world->today = dice_between (dice, wish->from, wish->until);
    if (day_is_working (world->today))
      break;
  }
  minutes = dice_between (dice, 0, 8 * 60);
  day_parts (world->today, &year, &month, &day);
  snprintf (row->received, sizeof row->received,
            "%04d-%02d-%02dT%02d:%02d:00+07:00", year, month, day,
            8 + minutes / 60, minutes % 60);
}

int
main (int argc, char **argv)
{
  struct wish wish = read_wish (argc, argv);
  struct places places = { 0 };
  static struct row row;

  if (!places_read (&places, wish.data, wish.ward))
    return 1;
  row_print_head (wish.procedure, &wish.layout);
  for (unsigned i = 1; i <= wish.rows; i++) {
    struct world world = { .dice = dice_of (wish.seed, i), .places = &places };

    world.plain = wish.damage && damage_name (i) != NULL;
    row_clear (&row, wish.procedure);
    receive (&wish, &world, &row);
    wish.procedure->fill (&world, &row);
    if (wish.damage)
      damage_row (&row, i);
    row_print (&row, &wish.layout);
  }
  free (places.wards);
  free (places.provinces);
  return fflush (stdout) == 0 && !ferror (stdout) ? 0 : 1;
}
