/* state-test.c - the ten states: who may follow whom, and their names. */

#include "dossier/state.h"
#include "tests/tap.h"

#include <string.h>

/* A row a state, as the national rules have them: what may follow. */
static const struct {
  unsigned state;
  const char *next;
  bool open, stops_clock;
} rows[] = {
  { REGISTERED, "2 3 5 7", true, false },
  { RECEIVED, "4 5 6 7", true, false },
  { NOT_RECEIVED, "", false, false },
  { PROCESSING, "4 5 6 8 9", true, false },
  { SUPPLEMENT, "2 4 7 8", true, true },
  { PAYMENT, "4 8 9", true, true },
  { WITHDRAWN, "8", true, false },
  { STOPPED, "", false, false },
  { FINISHED, "10", true, false },
  { RETURNED, "", false, false },
};

static const struct {
  const char *text;
  unsigned state;
} names[] = {
  { "1", REGISTERED },
  { "10", RETURNED },
  { "0", 0 },
  { "11", 0 },
  { "01", 0 },
  { "2x", 0 },
  { "", 0 },
  { "Đang xử lý", PROCESSING },
  { "dang xu ly", PROCESSING },
  { "ĐÃ TRẢ KẾT QUẢ", RETURNED },
  { "in process", PROCESSING },
  { "Received", RECEIVED },
  { "Receive", 0 },
  { "Không được tiếp nhận", NOT_RECEIVED },
};

int
main (void)
{
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    const struct state_row *row = state_row (rows[i].state);
    char next[64] = "";
    bool good;

    for (unsigned s = 0; s < 16; s++)
      if (row->next >> s & 1)
        snprintf (next + strlen (next), sizeof next - strlen (next), "%s%u",
                  next[0] == '\0' ? "" : " ", s);
    good = row->state == rows[i].state && strcmp (next, rows[i].next) == 0
           && row->stops_clock == rows[i].stops_clock
           && state_open (rows[i].state) == rows[i].open
           && row->ended != rows[i].open;
    if (!ok (good, "%u %s", rows[i].state, row->label[VI]))
      printf ("# wanted \"%s\" got \"%s\"\n", rows[i].next, next);
    ok (state_named (row->label[VI]) == rows[i].state
          && state_named (row->label[EN]) == rows[i].state,
        "%u by both names", rows[i].state);
  }
  ok (state_row (0) == NULL && state_row (11) == NULL && !state_open (0)
        && !state_open (11),
      "there are no others");
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (!ok (state_named (names[i].text) == names[i].state, "named \"%s\"",
             names[i].text))
      printf ("# got %u\n", state_named (names[i].text));
  return tap_done ();
}
