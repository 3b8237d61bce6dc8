/* unit.c - names of units of government as people write them. */

#include "area/unit.h"

#include "text/fold.h"

#include <ctype.h>
#include <string.h>

enum { CANDIDATES = 8 };

static const struct {
  const char *word, *fold, *brief;
} kind_words[UNIT_KINDS] = {
  [PHUONG] = { "Phường", "phuong", "p" },
  [XA] = { "Xã", "xa", "x" },
  [DAC_KHU] = { "Đặc khu", "dac khu", "dk" },
  [THI_TRAN] = { "Thị trấn", "thi tran", "tt" },
  [QUAN] = { "Quận", "quan", "q" },
  [HUYEN] = { "Huyện", "huyen", "h" },
  [THI_XA] = { "Thị xã", "thi xa", "tx" },
  [THANH_PHO] = { "Thành phố", "thanh pho", "tp" },
  [TINH] = { "Tỉnh", "tinh", "t" },
};

/* What people write in full nowhere. */
static const struct {
  const char *brief, *fold;
} abbreviations[] = {
  { "hcm", "ho chi minh" },
  { "tphcm", "ho chi minh" },
};

struct arena *
area_memory (void)
{
  static struct arena *memory;

  if (memory == NULL)
    memory = arena_new ();
  return memory;
}

void *
area_keep (const void *from, size_t size)
{
  return memcpy (arena_take (area_memory (), size), from, size);
}

static const char *
name_of (const struct units *u, size_t i)
{
  return u->words + u->at[i].name;
}

enum unit_kind
unit_kind_of (const char *full, const char **name)
{
  for (unsigned k = 0; k < UNIT_KINDS; k++) {
    size_t len = strlen (kind_words[k].word);

    if (strncmp (full, kind_words[k].word, len) == 0 && full[len] == ' ') {
      *name = full + len + 1;
      return k;
    }
  }
  return UNIT_KINDS;
}

/* What follows kind K in FOLD, "sai gon" of "p.sai gon"; NULL when FOLD does
 * not begin with it.
 */
static const char *
after_kind (const char *fold, unsigned k)
{
  size_t full = strlen (kind_words[k].fold);
  size_t brief = strlen (kind_words[k].brief);

  if (strncmp (fold, kind_words[k].fold, full) == 0 && fold[full] == ' ')
    return fold + full + 1;
  if (strncmp (fold, kind_words[k].brief, brief) != 0)
    return NULL;
  fold += brief;
  if (*fold != '.' && *fold != ' ' && !isdigit ((unsigned char) *fold))
    return NULL;
  return fold + strspn (fold, ". ");
}

static const char *
unabbreviated (const char *name)
{
  for (size_t i = 0; i < sizeof abbreviations / sizeof *abbreviations; i++)
    if (strcmp (name, abbreviations[i].brief) == 0)
      return abbreviations[i].fold;
  return name;
}

struct found {
  int unit[CANDIDATES];
  bool kind[CANDIDATES];
  unsigned count;
};

static void
note (struct found *f, int unit, bool kind)
{
  for (unsigned i = 0; i < f->count; i++)
    if (f->unit[i] == unit)
      return;
  if (f->count < CANDIDATES) {
    f->unit[f->count] = unit;
    f->kind[f->count++] = kind;
  }
}

/* All units called NAME, of kind K unless that is UNIT_KINDS. */
static void
collect (struct units *u, const char *name, unsigned k, int above,
         struct found *f)
{
  SCOPED_BYTES fold = { 0 };
  struct folded_walk w;
  uint16_t i;

  name = unabbreviated (name);
  w = folded_find (&u->index, name, strlen (name));
  while (folded_next (&w, &i)) {
    if (above != ANYWHERE && u->at[i].above != (unsigned) above)
      continue;
    if (k != UNIT_KINDS && !u->lax && u->at[i].kind != k)
      continue;
    bytes_clear (&fold);
    fold_add (&fold, name_of (u, i), strlen (name_of (u, i)));
    if (strcmp (bytes_text (&fold), name) == 0)
      note (f, i, k != UNIT_KINDS);
  }
}

/* Whether PART, in small letters, ends in the name of unit I, marks and all. */
static bool
spelled (const struct units *u, int i, const struct bytes *part)
{
  SCOPED_BYTES name = { 0 };

  small_add (&name, name_of (u, (size_t) i), strlen (name_of (u, (size_t) i)));
  return part->len >= name.len
         && memcmp (part->at + part->len - name.len, name.at, name.len) == 0;
}

/* The one of several candidates that is written exactly. */
static int
exact (const struct units *u, const struct found *f, const char *part,
       size_t len, bool *kind)
{
  SCOPED_BYTES small = { 0 };
  int one = NO_UNIT;

  small_add (&small, part, len);
  while (small.len > 0 && small.at[small.len - 1] == ' ')
    small.len--;
  for (unsigned i = 0; i < f->count; i++)
    if (spelled (u, f->unit[i], &small)) {
      if (one != NO_UNIT)
        return MANY_UNITS;
      one = f->unit[i];
      *kind = f->kind[i];
    }
  return one == NO_UNIT ? MANY_UNITS : one;
}

static void
make_index (struct units *u)
{
  if (u->index.slots != NULL)
    return;
  folded_make (&u->index, u->count, area_memory ());
  for (size_t i = 0; i < u->count; i++)
    folded_put (&u->index, name_of (u, i), (uint16_t) i);
}

int
unit_named (struct units *u, const char *part, size_t len, int above,
            bool *kind)
{
  SCOPED_BYTES fold = { 0 };
  struct found f = { .count = 0 };
  const char *whole;

  make_index (u);
  fold_add (&fold, part, len);
  whole = bytes_text (&fold);
  collect (u, whole, UNIT_KINDS, above, &f);
  for (unsigned k = 0; k < UNIT_KINDS; k++) {
    const char *name = (u->kinds >> k & 1) ? after_kind (whole, k) : NULL;

    if (name != NULL)
      collect (u, name, k, above, &f);
  }
  if (f.count > 1)
    return exact (u, &f, part, len, kind);
  if (f.count == 0)
    return NO_UNIT;
  *kind = f.kind[0];
  return f.unit[0];
}

bool
unit_kind_said (uint16_t kinds, const char *part, size_t len)
{
  SCOPED_BYTES fold = { 0 };

  fold_add (&fold, part, len);
  for (unsigned k = 0; k < UNIT_KINDS; k++)
    if ((kinds >> k & 1) && after_kind (bytes_text (&fold), k) != NULL)
      return true;
  return false;
}

int
unit_coded (const struct units *u, uint32_t code)
{
  size_t low = 0, high = u->count;

  while (low < high) {
    size_t middle = low + (high - low) / 2;

    if (u->at[middle].code == code)
      return (int) middle;
    if (u->at[middle].code < code)
      low = middle + 1;
    else
      high = middle;
  }
  return NO_UNIT;
}

void
unit_add (const struct units *u, size_t i, struct bytes *to)
{
  bytes_add_text (to, kind_words[u->at[i].kind].word);
  bytes_add_char (to, ' ');
  bytes_add_text (to, name_of (u, i));
}
