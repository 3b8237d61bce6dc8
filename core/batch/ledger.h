/* batch/ledger.h - what became of each row, told once and in their order: in
 * the sums, the receipt, the rejects and to whoever listens.
 */
#ifndef BATCH_LEDGER_H
#define BATCH_LEDGER_H

#include "batch/import.h"
#include "batch/publish.h"

enum fate { WAITING, KEPT, KNOWN, REJECTED };

/* A row that was read and not told about. */
struct entry {
  uint64_t number;              /* through all files                         */
  struct hoso_row row;          /* its raw lies in RAW, if there are rejects */
  struct bytes raw;
  struct bytes override;        /* reasons that came with the row            */
  const char *file;
  const struct hoso_format *format;
  const struct form *form;
  struct findings findings;
  bool left;                    /* the site judges it: arrival.h             */
  enum fate fate;
  char code[96];                /* KEPT, KNOWN: the dossier's                */
};

struct ledger {
  const struct import_job *job;
  struct import_sum *sum;
  struct publish receipt, rejects;
  const struct hoso_format *rejects_format;  /* NULL: not begun              */
  struct bytes rejects_header;
  struct entry *ring;           /* entries FIRST .. FIRST + COUNT - 1, each  */
  size_t room, count;           /*   at its number modulo ROOM               */
  uint64_t first;
  size_t held;                  /* bytes of raw in the ring                  */
};

enum outcome ledger_open (struct ledger *, const struct import_job *,
                          struct import_sum *, struct error *);

/* A file begins.  ERR_INPUT when there are rejects of a file with another
 * header: one file cannot hold both.
 */
enum outcome ledger_file (struct ledger *, const struct hoso_format *,
                          struct hoso_text header, const char *file,
                          struct error *);

/* Adds an entry, WAITING, with a copy of the row; findings are empty.  Valid
 * until the next one is added.
 */
struct entry *ledger_add (struct ledger *, const struct hoso_row *,
                          const char *file, const struct hoso_format *,
                          const struct form *);
struct entry *ledger_entry (struct ledger *, uint64_t number);

/* Entry NUMBER has its fate: it is told about when all before it are. */
void ledger_tell (struct ledger *, uint64_t number, enum fate);

/* A piece of a row that goes on; nothing may be waiting. */
void ledger_piece (struct ledger *, const struct hoso_row *,
                   const struct hoso_format *);

/* A single file's rejects are written in the encoding that it came in. */
void ledger_encode (struct ledger *, const struct charset *);

/* Publishes what was written; ledger_drop takes it back. */
enum outcome ledger_close (struct ledger *, struct error *);
void ledger_drop (struct ledger *);

#endif
