/* lists.c - lists by name: the built ones, and the office's own instead. */

#include "area/area.h"
#include "area/list-file.h"
#include "area/unit.h"
#include "base/language.h"
#include "text/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LISTS_MOST = 64, SET_NAME = 32 };

struct area_list {
  const char *name, *words;
  const struct table_item *items; /* NULL: WARD, whose items are units */
  size_t count;
  bool own;                      /* the office's */
  const struct area_item **made; /* each when it is first asked for */
  struct folded index;           /* of the labels, when first asked for */
};

static struct area_list lists[LISTS_MOST];
static size_t lists_count;

/* ---- what lists there are ------------------------------------------------ */

static struct area_list *
named (const char *name)
{
  for (size_t i = 0; i < lists_count; i++)
    if (strcmp (lists[i].name, name) == 0)
      return &lists[i];
  return NULL;
}

/* Puts a list in the place of the one called NAME, or beside the others. */
static void
replace (const char *name, const struct table_item *items, size_t count,
         const char *words)
{
  struct area_list *list = named (name);

  if (list == NULL)
    list = &lists[lists_count++];
  *list = (struct area_list){
    .name = name,
    .words = words,
    .items = items,
    .count = count,
  };
}

/* Makes the built lists known, and no others. */
static void
begin (void)
{
  lists_count = 0;
  for (size_t i = 0; i < table_lists_count; i++)
    replace (table_words + table_lists[i].name,
             table_items + table_lists[i].first, table_lists[i].count,
             table_words);
  replace ("WARD", NULL, units_of (WARDS)->count, NULL);
}

/* ---- the office's own ---------------------------------------------------- */

struct draft {
  struct table_item *items;
  size_t count;
  struct bytes words;
};

static uint32_t
keep_word (struct bytes *words, const char *text)
{
  uint32_t at;

  if (words->len == 0)
    put_u8 (words, 0);
  if (*text == '\0')
    return 0;
  at = (uint32_t) words->len;
  bytes_add (words, text, strlen (text) + 1);
  return at;
}

static bool
has_code (const struct draft *d, const char *code)
{
  for (size_t i = 0; i < d->count; i++)
    if (strcmp ((const char *) d->words.at + d->items[i].code, code) == 0)
      return true;
  return false;
}

/* Columns of every list of the office: code, label, English, from, until. */
enum { CODE, LABEL_VI, LABEL_EN, FROM, UNTIL, SET };

static enum outcome
draft_take (struct draft *d, struct list_file *f, struct error *e)
{
  struct table_item item = { 0 };

  if (*f->cell[CODE] == '\0' || *f->cell[LABEL_VI] == '\0')
    return list_file_fail (f, e, _ ("the code or the label is missing"));
  if (has_code (d, f->cell[CODE]))
    return list_file_fail (f, e, _ ("this code is in the list already"));
  if (!list_file_day (f, FROM, INT32_MIN, &item.from)
      || !list_file_day (f, UNTIL, INT32_MAX, &item.until))
    return list_file_fail (f, e, _ ("write the date as 2026-11-21"));
  item.code = keep_word (&d->words, f->cell[CODE]);
  item.vi = keep_word (&d->words, f->cell[LABEL_VI]);
  item.en = keep_word (&d->words, f->cell[LABEL_EN]);
  d->items = bytes_must_again (d->items, (d->count + 1) * sizeof item);
  d->items[d->count++] = item;
  return OK;
}

static void
draft_free (struct draft *d)
{
  free (d->items);
  bytes_free (&d->words);
  *d = (struct draft){ 0 };
}

/* Hands what was read to the lists, which keep it; an empty draft is none. */
static enum outcome
draft_end (struct draft *d, const char *name, struct list_file *f,
           struct error *e)
{
  if (d->count == 0)
    return OK;
  if (named (name) == NULL && lists_count == LISTS_MOST)
    return list_file_fail (f, e, _ ("there are too many lists"));
  if (named (name) != NULL && named (name)->own)
    return list_file_fail (f, e, _ ("the rows of a set must stand together"));
  replace (arena_copy (area_memory (), name),
           area_keep (d->items, d->count * sizeof *d->items), d->count,
           area_keep (d->words.at, d->words.len));
  named (name)->own = true;
  draft_free (d);
  return OK;
}

/* A file that is one list, or (NULL) with a column "set" several of them. */
static enum outcome
read_lists (const char *folder, const char *name, const char *columns,
            const char *list, struct error *e)
{
  SCOPED_LIST_FILE f;
  struct draft d = { 0 };
  char set[SET_NAME] = "";
  enum outcome rc = list_file_open (&f, folder, name, columns, e);

  if (rc != OK)
    return rc == ERR_ABSENT ? OK : rc;
  snprintf (set, sizeof set, "%s", list != NULL ? list : "");
  while (rc == OK && list_file_next (&f)) {
    if (list == NULL && strcmp (set, f.cell[SET]) != 0) {
      rc = draft_end (&d, set, &f, e);
      snprintf (set, sizeof set, "%s", f.cell[SET]);
      if (rc == OK && (set[0] == '\0' || strcmp (set, f.cell[SET]) != 0))
        rc = list_file_fail (&f, e,
                             _ ("the name of the set is missing or "
                                "too long"));
    }
    if (rc == OK)
      rc = draft_take (&d, &f, e);
  }
  if (rc == OK)
    rc = draft_end (&d, set, &f, e);
  draft_free (&d);
  return rc;
}

enum outcome
area_start (const char *folder, struct error *e)
{
  static const struct {
    const char *file, *columns, *list;
  } own[] = {
    { "choices.csv", "code label_vi label_en? from? until? set", NULL },
    { "nations.csv", "code name_vi name_en? from? until?", "NATION" },
    { "ethnic_groups.csv", "code name name_en? from? until?", "ETHNIC" },
    { "provinces_2025.csv", "province_code full_name name_en? from? until?",
      "PROV" },
  };
  enum outcome rc = units_start (folder, e);

  begin ();
  for (size_t i = 0; rc == OK && i < sizeof own / sizeof *own; i++)
    rc = read_lists (folder, own[i].file, own[i].columns, own[i].list, e);
  if (rc != OK)
    begin ();
  return rc;
}

/* ---- items --------------------------------------------------------------- */

const struct area_list *
area_list (const char *name)
{
  if (lists_count == 0)
    begin ();
  return named (name);
}

size_t
area_count (const struct area_list *list)
{
  return list->count;
}

static struct area_item
item_of (const struct area_list *list, size_t i)
{
  const struct table_item *from = &list->items[i];
  const char *vi = list->words + from->vi;

  return (struct area_item){
    .code = list->words + from->code,
    .label = { vi, from->en == 0 ? vi : list->words + from->en },
    .from = from->from,
    .until = from->until,
  };
}

static struct area_item
item_of_ward (size_t i)
{
  SCOPED_BYTES label = { 0 };
  char code[8];
  const char *text;

  snprintf (code, sizeof code, "%05u", units_of (WARDS)->at[i].code);
  area_ward_text (units_of (WARDS)->at[i].code, &label);
  text = arena_copy (area_memory (), bytes_text (&label));
  return (struct area_item){
    .code = arena_copy (area_memory (), code),
    .label = { text, text },
    .from = INT32_MIN,
    .until = INT32_MAX,
  };
}

const struct area_item *
area_item (const struct area_list *list, size_t i)
{
  struct area_list *own = &lists[list - lists];
  struct area_item *item;

  if (own->made == NULL)
    own->made = arena_take (area_memory (), own->count * sizeof *own->made);
  if (own->made[i] == NULL) {
    item = arena_take (area_memory (), sizeof *item);
    *item = own->items == NULL ? item_of_ward (i) : item_of (own, i);
    own->made[i] = item;
  }
  return own->made[i];
}

/* ---- by code, by label --------------------------------------------------- */

static const struct area_item *
ward_item (const struct area_list *list, uint32_t code)
{
  int i = unit_coded (units_of (WARDS), code);

  return i < 0 ? NULL : area_item (list, (size_t) i);
}

const struct area_item *
area_by_code (const struct area_list *list, const char *code)
{
  if (list->items == NULL)
    return strlen (code) == 5 && strspn (code, "0123456789") == 5
             ? ward_item (list, (uint32_t) strtoul (code, NULL, 10))
             : NULL;
  for (size_t i = 0; i < list->count; i++)
    if (strcmp (list->words + list->items[i].code, code) == 0)
      return area_item (list, i);
  return NULL;
}

static void
make_index (struct area_list *list)
{
  if (list->index.slots != NULL)
    return;
  folded_make (&list->index, list->count * LANGUAGES, area_memory ());
  for (size_t i = 0; i < list->count; i++) {
    const struct area_item *item = area_item (list, i);

    folded_put (&list->index, item->label[VI], (uint16_t) i);
    if (item->label[EN] != item->label[VI])
      folded_put (&list->index, item->label[EN], (uint16_t) i);
  }
}

static bool
folds_to (const char *label, const struct bytes *fold)
{
  SCOPED_BYTES own = { 0 };

  fold_add (&own, label, strlen (label));
  return own.len == fold->len && memcmp (own.at, fold->at, own.len) == 0;
}

/* The only item with a label that is equal when folded, or the exact one. */
static const struct area_item *
labelled (struct area_list *list, const char *label)
{
  SCOPED_BYTES fold = { 0 };
  const struct area_item *one = NULL;
  struct folded_walk w;
  bool several = false;
  uint16_t i;

  make_index (list);
  fold_add (&fold, label, strlen (label));
  w = folded_find (&list->index, bytes_text (&fold), fold.len);
  while (folded_next (&w, &i)) {
    const struct area_item *item = area_item (list, i);

    if (strcmp (item->label[VI], label) == 0
        || strcmp (item->label[EN], label) == 0)
      return item;
    if (folds_to (item->label[VI], &fold)
        || folds_to (item->label[EN], &fold)) {
      several |= one != NULL && one != item;
      one = item;
    }
  }
  return several ? NULL : one;
}

/* Provinces without "Tỉnh" and "Thành phố" too. */
static const struct area_item *
province_item (const struct area_list *list, const char *label)
{
  struct units *provinces = units_of (PROVINCES);
  bool kind;
  int i = unit_named (provinces, label, strlen (label), ANYWHERE, &kind);
  char code[8];

  if (i < 0)
    return NULL;
  snprintf (code, sizeof code, "%02u", provinces->at[i].code);
  return area_by_code (list, code);
}

const struct area_item *
area_by_label (const struct area_list *list, const char *label)
{
  const struct area_item *item;

  if (list->items == NULL)
    return ward_item (list, area_ward_of (label));
  item = labelled (&lists[list - lists], label);
  if (item == NULL && strcmp (list->name, "PROV") == 0)
    item = province_item (list, label);
  return item;
}
