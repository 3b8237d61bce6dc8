/* rows.c - a row of values by key, and how it is printed. */

#include "synthetic.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
row_clear (struct row *row, const struct procedure *procedure)
{
  memset (row, 0, sizeof *row);
  row->procedure = procedure;
  snprintf (row->of, sizeof row->of, "%s", procedure->code);
}

char *
row_value (struct row *row, const char *key)
{
  const char *const *columns = row->procedure->columns;

  for (int i = 0; columns[i] != NULL; i++)
    if (strcmp (columns[i], key) == 0)
      return row->values[i];
  fprintf (stderr, "people: %s has no field %s\n", row->procedure->word, key);
  abort ();
}

void
row_set (struct row *row, const char *key, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  vsnprintf (row_value (row, key), TEXT_SIZE, format, args);
  va_end (args);
}

void
row_set_day (struct row *row, const char *key, int day)
{
  day_text (day, row_value (row, key));
}

void
row_set_applicant (struct world *world, struct row *row,
                   const struct person *person, const char *relation)
{
  row_set (row, "nyc_ho_ten", "%s", person->name);
  row_set (row, "nyc_loai_giay_to", "1");
  row_set (row, "nyc_so_giay_to", "%s", person->id);
  row_set_day (row, "nyc_ngay_cap", person->issued);
  row_set (row, "nyc_noi_cap", "Cục Cảnh sát QLHC về TTXH");
  row_set (row, "nyc_noi_cu_tru", "%s", person->address);
  if (dice_chance (&world->dice, 80))
    row_set (row, "nyc_sdt", "%s", person->phone);
  row_set (row, "nyc_email", "%s", person_email (world, person));
  row_set (row, "nyc_quan_he", "%s", relation);
}

/* ---- printing --------------------------------------------------------- */

struct cell {
  const char *key, *value;
};

static int
cells_of (const struct row *row, const struct layout *layout,
          struct cell cells[COLUMNS_MOST + 2])
{
  const char *const *columns = row->procedure->columns;
  int count = 0;

  if (layout->procedure)
    cells[count++] = (struct cell){ "procedure", row->of };
  if (layout->received)
    cells[count++] = (struct cell){ "received", row->received };
  for (int i = 0; columns[i] != NULL; i++)
    cells[count++] = (struct cell){ columns[i], row->values[i] };
  return count - row->cut;
}

/* As RFC 4180 has it. */
static void
print_csv (const char *text, int place)
{
  if (place > 0)
    putchar (',');
  if (strpbrk (text, ",\"\r\n") == NULL) {
    fputs (text, stdout);
    return;
  }
  putchar ('"');
  for (; *text != '\0'; text++) {
    if (*text == '"')
      putchar ('"');
    putchar (*text);
  }
  putchar ('"');
}

static void
print_json (const char *text)
{
  putchar ('"');
  for (; *text != '\0'; text++)
    if (*text == '"' || *text == '\\')
      printf ("\\%c", *text);
    else if ((unsigned char) *text < ' ')
      printf ("\\u%04x", (unsigned) *text);
    else
      putchar (*text);
  putchar ('"');
}

static void
print_json_row (const struct cell *cells, int count)
{
  const char *between = "{";

  for (int i = 0; i < count; i++)
    if (cells[i].value[0] != '\0') {
      fputs (between, stdout);
      print_json (cells[i].key);
      putchar (':');
      print_json (cells[i].value);
      between = ",";
    }
  puts ("}");
}

void
row_print_head (const struct procedure *procedure, const struct layout *layout)
{
  static struct row row;
  struct cell cells[COLUMNS_MOST + 2];
  int count;

  if (layout->jsonl)
    return;
  row_clear (&row, procedure);
  count = cells_of (&row, layout, cells);
  for (int i = 0; i < count; i++)
    print_csv (cells[i].key, i);
  putchar ('\n');
}

void
row_print (const struct row *row, const struct layout *layout)
{
  struct cell cells[COLUMNS_MOST + 2];
  int count = cells_of (row, layout, cells);

  if (layout->jsonl) {
    print_json_row (cells, count);
    return;
  }
  for (int i = 0; i < count; i++)
    print_csv (cells[i].value, i);
  putchar ('\n');
}
