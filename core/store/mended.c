/* mended.c - the last mending of a store: kept in DB/mended, and in words.
 *
 * The file is one line of numbers, and the name of what was set aside:
 *
 *   how time tables have had until backup aside
 */

#include "store/mend.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/language.h"

#include <inttypes.h>
#include <stdio.h>

enum { LINE_MOST = 512, TABLES_SHOWN = 160, MOMENT_TEXT = 24 };

static enum outcome
mended_path (const struct store *s, char path[4096], struct error *e)
{
  return file_join (path, 4096, s->dir, "mended", e);
}

enum outcome
mended_write (const struct store *s, const struct mended *m, struct error *e)
{
  char path[4096], line[LINE_MOST];
  int len =
    snprintf (line, sizeof line,
              "%d %" PRIu64 " %" PRIu32 " %" PRIu64 " %" PRIu64 " %" PRIu64
              " %" PRIu64 " %s\n",
              (int) m->how, m->time, m->tables, m->have, m->had, m->until,
              m->backup, m->aside[0] != '\0' ? m->aside : "-");

  if (mended_path (s, path, e) != OK)
    return ERR_SYSTEM;
  return file_write (path, s->mode, line, (size_t) len, e);
}

void
mended_read (struct store *s)
{
  SCOPED_BYTES text = { 0 };
  char path[4096];
  struct mended m = { 0 };
  int how;

  s->mended = m;
  if (mended_path (s, path, NULL) != OK
      || file_read (path, LINE_MOST, &text, NULL) != OK
      || sscanf (bytes_text (&text),
                 "%d %" SCNu64 " %" SCNu32 " %" SCNu64 " %" SCNu64 " %" SCNu64
                 " %" SCNu64 " %63s",
                 &how, &m.time, &m.tables, &m.have, &m.had, &m.until, &m.backup,
                 m.aside)
           != 8
      || how <= MEND_NONE || how > MEND_BACKUP)
    return;
  m.how = (enum mend) how;
  s->mended = m;
}

/* ---- words ------------------------------------------------------------- */

/* "08:15 21/11/2026" */
static void
moment_text (uint64_t time, char text[MOMENT_TEXT])
{
  struct moment m = moment_of (time);

  snprintf (text, MOMENT_TEXT, "%02d:%02d %02d/%02d/%04u", m.hour, m.minute,
            m.day, m.month, (unsigned) m.year % 10000);
}

/* "records, i_due" */
static void
tables_text (uint32_t tables, char text[TABLES_SHOWN])
{
  size_t len = 0;

  text[0] = '\0';
  for (enum table t = 0; t < TABLES && len + 16 < TABLES_SHOWN; t++)
    if ((tables >> t & 1) != 0)
      len += (size_t) snprintf (text + len, TABLES_SHOWN - len, "%s%s",
                                len > 0 ? ", " : "", table_name (t));
}

/* What is missing, if anything. */
static void
loss_text (const struct mended *m, struct error *text)
{
  char until[MOMENT_TEXT];

  moment_text (m->until, until);
  if (m->had == 0)
    fail (text, OK, 0,
          _ ("what was saved after %s (change %" PRIu64
             ") may be missing: look "
             "it over"),
          until, m->have);
  else if (m->had <= m->have)
    fail (text, OK, 0, _ ("nothing is missing"));
  else
    fail (text, OK, 0,
          _ ("changes %" PRIu64 " to %" PRIu64 ", saved after %s, are missing: "
             "enter them again"),
          m->have + 1, m->had, until);
}

/* What was done. */
static void
cure_text (const struct mended *m, struct error *text)
{
  char tables[TABLES_SHOWN], backup[MOMENT_TEXT];

  tables_text (m->tables, tables);
  moment_text (m->backup, backup);
  if (m->how == MEND_INDEXES)
    fail (text, OK, 0,
          _ ("tables of the store were damaged (%s) and were made anew from "
             "the changes"),
          tables);
  else if (m->how == MEND_LOG)
    fail (text, OK, 0,
          _ ("the log of the store was damaged; its tables had been closed in "
             "order"));
  else
    fail (text, OK, 0,
          _ ("the store was damaged and laid anew from the backup of %s and "
             "its log; the damaged one is in %s"),
          backup, m->aside);
}

void
store_mended_text (const struct mended *m, struct error *text)
{
  struct error cure, loss;

  cure_text (m, &cure);
  loss_text (m, &loss);
  if (m->how == MEND_NONE)
    fail (text, OK, 0, "%s", "");
  else
    fail (text, OK, 0, "%s; %s", cure.text, loss.text);
}
