/* site/protocol.h - what a client and the server say; private to the site.
 *
 * A frame is a u32 length, at most FRAME_MOST, and that many bytes.  The first
 * frame each way is a hello.  Then the client's frames are requests
 *
 *    u64 number, u8 what (enum ask), body
 *
 * and the server's are answers, in the order of the requests; a long one comes
 * in several frames:
 *
 *    u64 number, u8 whether more follows, piece
 *
 * whose pieces together are u8 outcome and the body, or for an outcome that is
 * not OK, u32 os and the sentence.  Numbers are little-endian; words are a
 * block that ends with its only 0, so that they are read where they lie.
 *
 * Hello and ASK_STOP never change: any hoso can end any server.
 */
#ifndef SITE_PROTOCOL_H
#define SITE_PROTOCOL_H

#include "site/shape.h"
#include "site/site.h"
#include "store/backup.h"

enum {
  PROTOCOL = 4,
  FRAME_MOST = 1024 * 1024,
  FRAME_BULK = 256 * 1024,      /* saves are sent when that much is ready    */
  SAVES_MOST = 100,             /* in a frame: others wait for all of them */
  SCAN_PIECE = 256 * 1024,      /* a save waits for it half a millisecond    */
  BUILT_MOST = 1000,            /* in a frame of a build, which nobody shares */
  ANSWER_MOST = 16 * 1024 * 1024,
};

enum ask {
  ASK_STOP = 1, ASK_STATUS, ASK_REGISTER, ASK_FORM, ASK_PROCEDURE, ASK_OFFICER,
  ASK_SAVE, ASK_GET, ASK_CHANGE, ASK_LIST, ASK_FIND, ASK_SCAN,
  ASK_DRAFT_PUT, ASK_DRAFT_GET, ASK_DRAFT_DROP, ASK_DRAFTS,
  ASK_SEAL, ASK_SEALED, ASK_TARGET, ASK_TARGETS, ASK_RECEIPT, ASK_RECEIPTS,
  ASK_VERIFY, ASK_BACKUP, ASK_BACKED, ASK_COMPACT,
  ASK_BUILD, ASK_BUILD_END, ASK_ADOPT, ASK_REPAIR, ASK_SHARE,
  ASKS
};

/* ---- frames ---- */

/* Opens a frame at the end of *TO; frame_close, given what it returned, writes
 * the length.
 */
size_t frame_open (struct bytes *to);
void frame_close (struct bytes *to, size_t opened);

enum frame { FRAME_PART, FRAME_WHOLE, FRAME_BAD };
/* What stands at the front of CAME; *FRAME: the bytes of a whole one. */
enum frame frame_first (struct slice came, struct slice *frame);

/* Answer NUMBER: WHOLE, an outcome and a body, in as many frames as it needs. */
void put_pieces (struct bytes *to, uint64_t number, struct slice whole);

/* ---- hello ---- */

struct hello {
  uint16_t protocol, terminal;
  unsigned char client[ID_SIZE];
  char version[32], language[3];
  struct error refused;         /* from the server: why it does not serve; or
                                 * OK, with a sentence for people or ""      */
};
void put_hello (struct bytes *, const struct hello *);
bool take_hello (struct slice frame, struct hello *); /* false: not hoso     */

/* ---- pieces of bodies: take_ sets BAD as those of base/bytes.h do ---- */

void put_id (struct bytes *, const unsigned char id[ID_SIZE]);
void take_id (struct reader *, unsigned char id[ID_SIZE]);
void put_error (struct bytes *, const struct error *);
void take_error (struct reader *, struct error *);

/* A to_save as the server sees it; words and slices point into the frame. */
struct asked_save {
  uint8_t action, state;
  bool take_warnings;
  uint16_t procedure, revision;
  uint32_t version_read, version;
  uint64_t received, due;
  unsigned char id[ID_SIZE];
  const char *code, *officer, *override, *reason;  /* "" for NULL            */
  uint16_t flags;               /* of the image                              */
  struct slice image;
};
void put_save (struct bytes *, const struct to_save *);
void take_save (struct reader *, struct asked_save *);

/* The taker frees an answer with answer_free, BAD or not. */
void put_answer (struct bytes *, const struct answer *);
void take_answer (struct reader *, struct answer *);

/* A row is a block, for what the store puts into it has no end of its own. */
void put_row (struct bytes *, const struct row *);
void take_row (struct reader *, struct row *);

void put_code (struct bytes *, const struct code *);
void take_code (struct reader *, struct code *);

void put_filter (struct bytes *, const struct filter *);
void take_filter (struct reader *, struct filter *);

/* AFTER says where the scan goes on: behind an ordinal, or behind a change.
 * Behind it in a request stands the u8 piece of shared memory (site/shared.h)
 * that the changes are to be put into, 0 for none; in an answer, whether it is
 * the last piece, and the u8 piece where they are, with the u32 length of them,
 * or 0 and 0: they follow.
 */
void put_scan (struct bytes *, const struct scan *);
void take_scan (struct reader *, struct scan *);

void put_change (struct bytes *, const struct change *);
void take_change (struct reader *, struct change *);

void put_draft (struct bytes *, const struct draft *);
void take_draft (struct reader *, struct draft *);

void put_sealed (struct bytes *, const struct sealed *);
void take_sealed (struct reader *, struct sealed *);

void put_target (struct bytes *, const struct target *);
void take_target (struct reader *, struct target *);

void put_receipt (struct bytes *, const struct receipt *);
void take_receipt (struct reader *, struct receipt *);

void put_status (struct bytes *, const struct status *);
void take_status (struct reader *, struct status *);

/* A step of a backup (ASK_BACKUP): BACKUP_READ is answered with the name of the
 * file, whether it ends, and the piece as a block; BACKUP_MOMENT with a struct
 * backup without name, folder and files.
 */
enum backup_ask { BACKUP_BEGIN, BACKUP_READ, BACKUP_MOMENT, BACKUP_END };
struct asked_backup {
  uint8_t step;
  uint32_t file;                /* of BACKUP_READ, and where                 */
  uint64_t at;
};
void put_asked_backup (struct bytes *, const struct asked_backup *);
void take_asked_backup (struct reader *, struct asked_backup *);
void put_backup (struct bytes *, const struct backup *);
void take_backup (struct reader *, struct backup *);

void put_compact (struct bytes *, const struct compact *);
void take_compact (struct reader *, struct compact *);

void put_repair (struct bytes *, const struct repair *);
void take_repair (struct reader *, struct repair *);
void put_verify (struct bytes *, const struct verify *);
void take_verify (struct reader *, struct verify *);

#endif
