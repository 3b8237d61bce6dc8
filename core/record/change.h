/* record/change.h - one line of the append-only log, and the chain.
 *
 * change = head (104 bytes), reason, body; body = record head, id, image, so
 * that every table can be made anew from the log alone.  hash(n) = BLAKE2b-256 of head n;
 * every head holds the hash of the head before and of its own reason and body,
 * so a body can be erased lawfully and the chain still proves itself.
 */
#ifndef RECORD_CHANGE_H
#define RECORD_CHANGE_H

#include "record/record.h"

enum { CHANGE_FORMAT = 1, CHANGE_HEAD = 104 };

enum action { CREATE = 1, AMEND, MOVE, CORRECT, ERASE };
const char *action_name (uint8_t action); /* "create", ...; NULL if unknown  */

/* u8 format, u8 action, u16 terminal, u32 officer, u64 time, u32 ordinal,
 * u32 zero, u32 version, u16 reason length, u16 length of
 * record head and id, u64 seq of the record's change before, 32 bytes hash of
 * the head before, 32 bytes hash of reason and body.  Little-endian.
 */
struct change {
  uint64_t seq;                       /* the key, not in the bytes           */
  uint8_t action;
  uint16_t terminal;
  uint32_t officer, ordinal, version;
  uint64_t time, before;              /* before: seq, 0 for the first        */
  unsigned char hash_before[HASH_SIZE], hash_body[HASH_SIZE];
  unsigned char id[ID_SIZE];          /* of the record                       */
  struct slice reason;
  struct record_head head;            /* of the record after the change      */
  struct slice body, image;           /* body = record head, id, image       */
};

/* Appends head, reason and body; fills in hash_body from reason and BODY. */
void change_add (struct change *, struct bytes *to);

/* The same without hashes; and these, put into the front of COUNT values that
 * were added so, several at a time.  CHAIN is the hash of the head before the
 * first, then of the last.
 */
enum { CHAINED_MOST = 16 };
void change_add_open (struct change *, struct bytes *to);
void changes_chain (unsigned char *const *values, const size_t *lengths,
                    size_t count, unsigned char chain[HASH_SIZE]);

/* Takes head, id and image out of BODY; ERR_DAMAGED. */
enum outcome change_open_body (struct change *, struct error *);

/* Reads one from its value; slices point into AT.  ERR_DAMAGED.  Does not
 * check hashes: change_proves does.
 */
enum outcome change_read (uint64_t seq, const void *at, size_t len,
                          struct change *, struct error *);
bool change_proves (const void *at, size_t len); /* body against its hash    */
/* The same of COUNT changes that were read, several at a time: how many of the
 * first agree with their hashes.
 */
size_t changes_prove (const struct change *, size_t count);
/* ERR_DAMAGED: C does not agree with its hash. */
enum outcome change_unproven (const struct change *, struct error *);
/* The bytes that C was read from. */
struct slice change_bytes (const struct change *);
/* Both: what is shown or goes out was saved so. */
enum outcome change_read_proven (uint64_t seq, const void *at, size_t len,
                                 struct change *, struct error *);
void change_hash (const void *at, unsigned char to[HASH_SIZE]); /* of the head */

#endif
