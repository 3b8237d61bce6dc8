/* find-oracle.h - made-up records and queries, and a plain scan that answers.
 *
 * It knows neither the index nor its tokeniser: records and queries are made
 * of the words of a table that says how each is folded.
 */
#ifndef TESTS_STORE_FIND_ORACLE_H
#define TESTS_STORE_FIND_ORACLE_H

#include "store/find-terms.h"
#include "tests/core/store/fixture.h"

enum {
  RECORDS = 20000,
  NAMES = 3,
  WORDS = 6,
  NUMBERS = 4,
  PARTS = 4,
};

static uint64_t state = 20261121;

static unsigned
next_random (unsigned most)
{
  state =
    state * UINT64_C (6364136223846793005) + UINT64_C (1442695040888963407);
  return (unsigned) (state >> 33) % most;
}

static bool
one_in (unsigned n)
{
  return next_random (n) == 0;
}

/* ---- words ------------------------------------------------------------ */

static const struct {
  const char *small, *title, *fold;
  const char *same; /* another spelling of the same marks, or NULL */
  unsigned often;
} words[] = {
  { "nguyễn", "Nguyễn", "nguyen", NULL, 300 },
  { "nguyên", "Nguyên", "nguyen", NULL, 1 },
  { "trần", "Trần", "tran", NULL, 100 },
  { "lê", "Lê", "le", NULL, 80 },
  { "đặng", "Đặng", "dang", NULL, 30 },
  { "đăng", "Đăng", "dang", NULL, 30 },
  { "dang", "Dang", "dang", NULL, 10 },
  { "văn", "VĂN", "van", NULL, 150 },
  { "vân", "Vân", "van", NULL, 50 },
  { "thị", "Thị", "thi", NULL, 150 },
  { "thi", "Thi", "thi", NULL, 20 },
  { "an", "An", "an", NULL, 40 },
  { "ân", "Ân", "an", NULL, 30 },
  { "án", "Án", "an", NULL, 1 },
  { "ẩn", "Ẩn", "an", NULL, 10 },
  { "anh", "Anh", "anh", NULL, 50 },
  { "ánh", "ÁNH", "anh", NULL, 30 },
  { "đào", "Đào", "dao", NULL, 30 },
  { "đạo", "Đạo", "dao", NULL, 30 },
  { "dao", "Dao", "dao", NULL, 10 },
  { "hoà", "Hoà", "hoa", "hòa", 30 },
  { "hòa", "Hòa", "hoa", NULL, 30 },
  { "hoa", "Hoa", "hoa", NULL, 40 },
  { "hoàng", "Hoàng", "hoang", NULL, 50 },
  { "huỳnh", "Huỳnh", "huynh", NULL, 30 },
  { "thuý", "Thuý", "thuy", "thúy", 20 },
  { "thúy", "Thúy", "thuy", NULL, 20 },
  { "thủy", "Thủy", "thuy", NULL, 20 },
  { "phương", "Phương", "phuong", NULL, 60 },
  { "phượng", "Phượng", "phuong", NULL, 20 },
  { "y", "Y", "y", NULL, 20 },
  { "ý", "Ý", "y", NULL, 10 },
  { "h", "H", "h", NULL, 20 },
  { "hen", "Hen", "hen", NULL, 10 },
  { "wăn", "Wăn", "wan", NULL, 10 },
  { "êban", "Êban", "eban", NULL, 10 },
  { "niê", "Niê", "nie", NULL, 10 },
  { "68", "68", "68", NULL, 10 },
  { "1990", "1990", "1990", NULL, 10 },
  { "3t", "3T", "3t", NULL, 10 },
  { "t3", "T3", "t3", NULL, 10 },
};

enum { KNOWN = sizeof words / sizeof *words };

static unsigned
random_word (void)
{
  unsigned sum = 0, at;

  for (unsigned i = 0; i < KNOWN; i++)
    sum += words[i].often;
  at = next_random (sum);
  for (unsigned i = 0; i < KNOWN; i++) {
    if (at < words[i].often)
      return i;
    at -= words[i].often;
  }
  return 0;
}

static const char *
same_of (unsigned word)
{
  return words[word].same != NULL ? words[word].same : words[word].small;
}

/* ---- records ---------------------------------------------------------- */

struct text {
  uint8_t words[WORDS];
  unsigned count;
};

struct record {
  uint32_t ordinal, received;
  bool live;
  struct text names[NAMES], address;
  unsigned n_names, n_numbers, n_births;
  char numbers[NUMBERS][16];
  char births[NAMES][11];
};

static struct record records[RECORDS];

static void
random_text (struct text *text, unsigned least)
{
  text->count = least + next_random (WORDS - least);
  for (unsigned i = 0; i < text->count; i++)
    text->words[i] = (uint8_t) random_word ();
}

/* Numbers from few digits, so that ends are often equal. */
static void
random_number (char number[16])
{
  static const char *const fronts[] = { "", "", "", "0", "B", "AB", "C1" };
  static const char *const backs[] = { "", "", "", "", "", "", "K" };
  unsigned digits = one_in (3) ? 3 + next_random (4) : 7 + next_random (5);
  char middle[12];

  for (unsigned i = 0; i < digits; i++)
    middle[i] = (char) ('0' + next_random (i + 6 < digits ? 10 : 3));
  middle[digits] = '\0';
  snprintf (number, 16, "%s%s%s", fronts[next_random (7)], middle,
            backs[next_random (7)]);
}

static void
random_birth (char birth[11])
{
  static const char *const forms[] = { "%04u", "%04u-%02u", "%04u-%02u-%02u",
                                       "%04u-%02u-%02u" };
  unsigned form = next_random (4);

  snprintf (birth, 11,
            form == 0   ? forms[0]
            : form == 1 ? forms[1]
                        : forms[2],
            1898 + next_random (8) * 16, 1 + next_random (3),
            1 + next_random (5));
}

static void
random_record (struct record *r)
{
  r->live = true;
  r->received = 20260000 + 100 * (1 + next_random (4)) + 1 + next_random (9);
  r->n_names = 1 + next_random (NAMES);
  for (unsigned i = 0; i < r->n_names; i++)
    random_text (&r->names[i], 1);
  random_text (&r->address, 0);
  r->n_numbers = next_random (NUMBERS + 1);
  for (unsigned i = 0; i < r->n_numbers; i++)
    random_number (r->numbers[i]);
  r->n_births = next_random (NAMES + 1);
  for (unsigned i = 0; i < r->n_births; i++)
    random_birth (r->births[i]);
}

/* Some dense, some with whole chunks between them, beyond 64 chunks. */
static void
random_records (void)
{
  uint32_t ordinal = 0;

  for (unsigned i = 0; i < RECORDS; i++) {
    ordinal += one_in (300) ? 1 + next_random (40000) : 1 + next_random (2);
    records[i].ordinal = ordinal;
    random_record (&records[i]);
  }
}

/* ---- as facts --------------------------------------------------------- */

static const char *
text_of (const struct text *text, struct arena *arena)
{
  SCOPED_BYTES bytes = { 0 };

  for (unsigned i = 0; i < text->count; i++) {
    const char *title = words[text->words[i]].title;

    bytes_add_text (&bytes, title);
    bytes_add_text (&bytes, strcmp (title, "H") == 0 ? "'"
                            : i % 2 == 0             ? " "
                                                     : ", ");
  }
  return arena_copy (arena, bytes_text (&bytes));
}

static struct facts
facts_of_record (const struct record *r, struct arena *arena)
{
  struct facts f = { .name = "", .birth = "" };

  f.names = arena_take (arena, NAMES * sizeof *f.names);
  f.numbers = arena_take (arena, NUMBERS * sizeof *f.numbers);
  f.births = arena_take (arena, NAMES * sizeof *f.births);
  f.addresses = arena_take (arena, sizeof *f.addresses);
  for (unsigned i = 0; i < r->n_names; i++)
    f.names[f.n_names++] = text_of (&r->names[i], arena);
  for (unsigned i = 0; i < r->n_numbers; i++)
    f.numbers[f.n_numbers++] = r->numbers[i];
  for (unsigned i = 0; i < r->n_births; i++)
    f.births[f.n_births++] = r->births[i];
  f.addresses[f.n_addresses++] = text_of (&r->address, arena);
  return f;
}

static enum outcome
give_facts (void *with, uint32_t ordinal, struct arena *arena,
            struct facts *facts, struct error *e)
{
  unsigned low = 0, high = RECORDS;

  (void) with;
  while (high - low > 1) {
    unsigned middle = (low + high) / 2;

    if (records[middle].ordinal <= ordinal)
      low = middle;
    else
      high = middle;
  }
  if (records[low].ordinal != ordinal || !records[low].live)
    return fail (e, ERR_ABSENT, 0, "no record %u", ordinal);
  *facts = facts_of_record (&records[low], arena);
  return OK;
}

/* ---- queries ---------------------------------------------------------- */

enum kind { WORD, DIGITS, MIXED, DATE, MONTH };

struct asked {
  enum kind kind;
  char typed[32]; /* as it stands in the query */
  char fold[32];
  char small[32]; /* marks kept, in the table's spelling */
  bool beginning;
  unsigned date; /* 19900614, or 199006 */
  uint8_t levels[KNOWN]; /* how well each word of the table is what it says */
};

struct query {
  struct asked parts[PARTS];
  unsigned count;
  bool any, marked;
  uint32_t limit;
  char words[160];
};

/* How many bytes the first LETTERS letters of TEXT take. */
static size_t
bytes_of (const char *text, size_t letters)
{
  size_t at = 0;

  while (text[at] != '\0' && letters > 0) {
    at++;
    while ((text[at] & 0xc0) == 0x80)
      at++;
    letters--;
  }
  return at;
}

/* The table's spelling of what is typed: a word cut short may be another one
 * that has two, "hoà" of "hoàng".
 */
static const char *
spelling_of (const char *typed)
{
  for (unsigned i = 0; i < KNOWN; i++)
    if (strcmp (words[i].small, typed) == 0)
      return same_of (i);
  return typed;
}

static void
ask_word (struct asked *a, unsigned word, bool last)
{
  size_t letters = strlen (words[word].fold), cut = letters;
  bool plain = one_in (2);

  if (last && one_in (2))
    cut = 1 + next_random ((unsigned) letters);
  a->kind = WORD;
  snprintf (a->fold, sizeof a->fold, "%.*s", (int) cut, words[word].fold);
  if (plain)
    snprintf (a->typed, sizeof a->typed, "%s", a->fold);
  else
    snprintf (a->typed, sizeof a->typed, "%.*s",
              (int) bytes_of (words[word].small, cut), words[word].small);
  snprintf (a->small, sizeof a->small, "%s", spelling_of (a->typed));
  if (strspn (a->fold, "0123456789") == cut)
    a->kind = DIGITS;
  else if (strpbrk (a->fold, "0123456789") != NULL)
    a->kind = MIXED;
}

/* The end of a number, in small letters. */
static void
ask_number (struct asked *a, const char *number)
{
  size_t len = strlen (number);
  size_t take = one_in (2) ? len : 1 + next_random ((unsigned) len);

  a->kind = DIGITS;
  snprintf (a->typed, sizeof a->typed, "%.15s", number + len - take);
  for (char *at = a->typed; *at != '\0'; at++)
    if (*at >= 'A' && *at <= 'Z') {
      *at = (char) (*at - 'A' + 'a');
      a->kind = MIXED;
    }
  memcpy (a->fold, a->typed, sizeof a->fold);
  memcpy (a->small, a->typed, sizeof a->small);
}

static void
ask_date (struct asked *a, unsigned date)
{
  a->kind = date > 999999 ? DATE : MONTH;
  a->date = date;
  if (a->kind == DATE)
    snprintf (a->typed, sizeof a->typed, "%u/%02u/%u", date % 100,
              date / 100 % 100, date / 10000);
  else
    snprintf (a->typed, sizeof a->typed, "%u/%u", date % 100, date / 100);
}

static void
ask_birth (struct asked *a, const char *birth)
{
  unsigned year, month = 1, day = 1;

  sscanf (birth, "%u-%u-%u", &year, &month, &day);
  if (one_in (2)) {
    a->kind = DIGITS;
    snprintf (a->typed, sizeof a->typed, "%u", year);
    snprintf (a->fold, sizeof a->fold, "%u", year);
    snprintf (a->small, sizeof a->small, "%u", year);
  } else
    ask_date (a, year * 10000 + month * 100 + day);
}

/* Something of record R, or, now and then, of nobody in particular. */
static void
ask (struct asked *a, const struct record *r, bool any, bool last)
{
  const struct text *name = &r->names[next_random (r->n_names)];
  unsigned what = next_random (10);

  memset (a, 0, sizeof *a);
  if (any && one_in (2) && r->address.count > 0)
    name = &r->address;
  if (what == 0 && r->n_numbers > 0)
    ask_number (a, r->numbers[next_random (r->n_numbers)]);
  else if (what == 1 && r->n_births > 0)
    ask_birth (a, r->births[next_random (r->n_births)]);
  else if (what == 2)
    ask_date (a, one_in (2) ? r->received : r->received / 100);
  else if (what == 3)
    ask_word (a, random_word (), last);
  else
    ask_word (a, name->words[next_random (name->count)], last);
  a->beginning = last && (a->fold[0] < '0' || a->fold[0] > '9');
}

static bool
has_marks (const char *text)
{
  for (; *text != '\0'; text++)
    if ((*text & 0x80) != 0)
      return true;
  return false;
}

static void
random_query (struct query *q)
{
  static const uint32_t limits[] = { 20, 20, 20, 20, 0, 1, 5, 1500, 5000 };
  const struct record *r = &records[next_random (RECORDS)];
  bool blank = one_in (3);
  size_t len = 0;

  memset (q, 0, sizeof *q);
  q->any = one_in (4);
  q->limit = limits[next_random (9)];
  q->count = one_in (3) ? 1 : 1 + next_random (PARTS);
  for (unsigned i = 0; i < q->count; i++) {
    struct asked *a = &q->parts[i];

    ask (a, r, q->any, i + 1 == q->count);
    a->beginning &= !blank;
    q->marked |= has_marks (a->typed);
    len += (size_t) snprintf (q->words + len, sizeof q->words - len, "%s%s",
                              i > 0 ? " " : "", a->typed);
  }
  if (blank)
    snprintf (q->words + len, sizeof q->words - len, " ");
}

/* ---- the oracle ------------------------------------------------------- */

enum { EXACT, WHOLE, BEGINNING, NONE };

static int
better (int a, int b)
{
  return a < b ? a : b;
}

static int
level_of_word (const struct asked *a, unsigned word)
{
  const char *fold = words[word].fold;

  if (strcmp (fold, a->fold) == 0)
    return strcmp (a->small, same_of (word)) == 0 ? EXACT : WHOLE;
  if (a->beginning && strncmp (fold, a->fold, strlen (a->fold)) == 0)
    return BEGINNING;
  return NONE;
}

static int
level_in (const struct asked *a, const struct text *text)
{
  int level = NONE;

  for (unsigned i = 0; i < text->count; i++)
    level = better (level, a->levels[text->words[i]]);
  return level;
}

static int
level_of_words (const struct asked *a, const struct record *r, bool any)
{
  int level = any ? level_in (a, &r->address) : NONE;

  for (unsigned i = 0; i < r->n_names; i++)
    level = better (level, level_in (a, &r->names[i]));
  return level;
}

static bool
has_number (const struct asked *a, const struct record *r)
{
  size_t len = strlen (a->fold), digits = 0;

  while (digits < len && a->fold[len - 1 - digits] >= '0'
         && a->fold[len - 1 - digits] <= '9')
    digits++;
  for (unsigned i = 0; i < r->n_numbers; i++) {
    size_t whole = strlen (r->numbers[i]);

    if (whole == len && strcasecmp (r->numbers[i], a->fold) == 0)
      return true;
    if (digits >= 4 && whole >= len
        && strcasecmp (r->numbers[i] + whole - len, a->fold) == 0)
      return true;
  }
  return false;
}

static bool
has_birth (const char *begins, const struct record *r)
{
  for (unsigned i = 0; i < r->n_births; i++)
    if (strncmp (r->births[i], begins, strlen (begins)) == 0)
      return true;
  return false;
}

static bool
has_date (const struct asked *a, const struct record *r)
{
  char iso[16];

  snprintf (iso, sizeof iso, "%04u-%02u-%02u", a->date / 10000,
            a->date / 100 % 100, a->date % 100);
  return r->received == a->date || has_birth (iso, r);
}

static bool
is_year (const char *text)
{
  return strlen (text) == 4
         && (strncmp (text, "19", 2) == 0 || strncmp (text, "20", 2) == 0);
}

static int
level_of_part (const struct asked *a, const struct record *r, bool any)
{
  switch (a->kind) {
  case WORD: return level_of_words (a, r, any);
  case MIXED: return has_number (a, r) ? EXACT : level_of_words (a, r, any);
  case DIGITS:
    if (has_number (a, r) || (is_year (a->fold) && has_birth (a->fold, r)))
      return EXACT;
    return level_of_words (a, r, any) <= WHOLE ? EXACT : NONE;
  case DATE: return has_date (a, r) ? EXACT : NONE;
  case MONTH: return r->received / 100 == a->date ? EXACT : NONE;
  }
  return NONE;
}

static int
level_of (const struct query *q, const struct record *r)
{
  int level = q->marked ? EXACT : WHOLE;

  for (unsigned i = 0; i < q->count && level < NONE; i++) {
    int part = level_of_part (&q->parts[i], r, q->any);

    level = part > level ? part : level;
  }
  return level;
}

struct answer {
  uint32_t found[RECORDS];
  uint32_t count, total;
  bool about;
};

static void
ask_oracle (struct query *q, struct answer *answer)
{
  static uint8_t levels[RECORDS];
  uint32_t most = q->limit > FIND_COUNTED ? q->limit : FIND_COUNTED;
  uint32_t count = 0;

  for (unsigned i = 0; i < q->count; i++)
    for (unsigned word = 0; word < KNOWN; word++)
      q->parts[i].levels[word] = (uint8_t) level_of_word (&q->parts[i], word);
  for (unsigned i = 0; i < RECORDS; i++)
    levels[i] = records[i].live ? (uint8_t) level_of (q, &records[i]) : NONE;
  for (int level = EXACT; level < NONE; level++)
    for (unsigned i = RECORDS; i-- > 0;)
      if (levels[i] == level)
        answer->found[count++] = records[i].ordinal;
  answer->about = count > most;
  answer->total = answer->about ? most : count;
  answer->count = count < q->limit ? count : q->limit;
}

#endif
