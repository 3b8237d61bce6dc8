/* kept.c - what the header columns of a row say. */

#include "batch/kept.h"

#include "base/clock.h"
#include "base/language.h"
#include "dossier/state.h"
#include "text/date.h"
#include "text/nfc.h"
#include "text/utf8.h"

#include <stdio.h>
#include <string.h>

/* Reads TEXT, which is not empty; false when it cannot be read. */
typedef bool (*take_column) (struct kept *, const char *text);

static bool
take_id (struct kept *k, const char *text)
{
  k->has_id = hex_read (text, k->id, ID_SIZE);
  return k->has_id;
}

static bool
take_code (struct kept *k, const char *text)
{
  return snprintf (k->code, sizeof k->code, "%s", text) < (int) sizeof k->code;
}

static bool
take_procedure (struct kept *k, const char *text)
{
  return snprintf (k->procedure, sizeof k->procedure, "%s", text)
         < (int) sizeof k->procedure;
}

/* A number from 1 to MOST, digits alone; 0 when it is none. */
static uint32_t
number_of (const char *text, uint32_t most)
{
  uint64_t n = 0;

  for (const char *c = text; *c != '\0'; c++) {
    if (*c < '0' || *c > '9' || c - text > 10)
      return 0;
    n = n * 10 + (uint64_t) (*c - '0');
  }
  return n <= most ? (uint32_t) n : 0;
}

static bool
take_revision (struct kept *k, const char *text)
{
  k->revision = (uint16_t) number_of (text, UINT16_MAX);
  return k->revision > 0;
}

static bool
take_version (struct kept *k, const char *text)
{
  k->version = number_of (text, UINT32_MAX - 1);
  return k->version > 0;
}

static bool
take_state (struct kept *k, const char *text)
{
  k->state = (uint8_t) state_named (text);
  return k->state > 0;
}

/* As exported, or a date as in any field: its midnight. */
static bool
read_time (const char *text, uint64_t *time)
{
  char iso[DATE_TEXT];

  return clock_read (text, time)
         || (date_parse (text, DATE_FILED, false, 0, iso, NULL) == OK
             && clock_read (iso, time));
}

static bool
take_received (struct kept *k, const char *text)
{
  return read_time (text, &k->received) && k->received > 0;
}

static bool
take_due (struct kept *k, const char *text)
{
  return read_time (text, &k->due) && k->due > 0;
}

static bool
take_officer (struct kept *k, const char *text)
{
  return snprintf (k->officer, sizeof k->officer, "%s", text)
         < (int) sizeof k->officer;
}

static bool
take_override (struct kept *k, const char *text)
{
  bytes_add_text (&k->override, text);
  return k->override.len <= OVERRIDE_MOST;
}

static const struct {
  take_column take;
  const char *problem;
} takers[HEADER_COLUMNS] = {
  [COLUMN_ID] = { take_id, N_ ("the id must have 32 hexadecimal digits") },
  [COLUMN_CODE] = { take_code, N_ ("the code must have at most 63 bytes") },
  [COLUMN_PROCEDURE] = { take_procedure, N_ ("there is no such procedure") },
  [COLUMN_REVISION] = { take_revision, N_ ("the revision must be a number") },
  [COLUMN_VERSION] = { take_version, N_ ("the version must be a number") },
  [COLUMN_STATE] = { take_state,
                     N_ ("the state must be a number from 1 to 10") },
  [COLUMN_RECEIVED] = { take_received,
                        N_ ("write the time as 2026-11-21T08:15:00+07:00") },
  [COLUMN_DUE] = { take_due,
                   N_ ("write the time as 2026-11-21T08:15:00+07:00") },
  [COLUMN_OFFICER] = { take_officer,
                       N_ ("the account must have at most 63 bytes") },
  [COLUMN_OVERRIDE] = { take_override,
                        N_ ("the reasons must have at most 4000 bytes") },
};

static void
refuse (struct findings *findings, size_t i, const char *problem)
{
  findings_add (findings, HOSO_REFUSE, header_columns[i].name, NO_FIELD, 0,
                problem);
}

/* TEXT, tidied but for override, whose reasons stay as they were given. */
static void
read_column (struct kept *k, size_t i, struct hoso_text text,
             struct findings *findings)
{
  SCOPED_BYTES tidied = { 0 };

  if (!utf8_valid (text.at, text.len)
      || utf8_has_control (text.at, text.len, false))
    refuse (findings, i,
            _ ("the text is not UTF-8, or has control "
               "characters in it"));
  else if (takers[i].take == take_override)
    bytes_add (&tidied, text.at, text.len);
  else
    nfc_add_tidy (&tidied, text.at, text.len, false);
  if (tidied.len > 0 && !takers[i].take (k, bytes_text (&tidied)))
    refuse (findings, i, _ (takers[i].problem));
}

void
kept_read (struct kept *k, const struct hoso_text at[HEADER_COLUMNS],
           const struct form *form, struct findings *findings)
{
  struct bytes override = k->override;

  bytes_clear (&override);
  *k = (struct kept){ .override = override };
  for (size_t i = 0; i < HEADER_COLUMNS; i++)
    if (at[i].len > 0)
      read_column (k, i, at[i], findings);
  if (k->procedure[0] != '\0' && strcmp (k->procedure, form->code) != 0
      && strcmp (k->procedure, form->name) != 0)
    refuse (findings, COLUMN_PROCEDURE, _ ("the row is of another procedure"));
}
