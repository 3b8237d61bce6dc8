/* kills.h - what the parts of the kill test share. */
#ifndef TESTS_KILLS_H
#define TESTS_KILLS_H

#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct site;
struct form;

/* What a client was answered, told to the killer through a pipe: less than
 * PIPE_BUF, so that no two are mixed.
 */
enum told { SAVED_ONE, KEPT_DRAFT, DROPPED_DRAFT };

struct ack {
  uint8_t told, verdict;
  unsigned char id[ID_SIZE];
  uint32_t who;                 /* a client's number, never used twice       */
  uint64_t seq;
  uint32_t ordinal, version, day, serial;
  uint64_t began, ended;        /* ticks                                     */
  unsigned char hash[HASH_SIZE]; /* of the image, or of the draft's values   */
};

struct acks {
  struct ack *at;
  size_t count, room;
};
void acks_add (struct acks *, const struct ack *);

/* ---- kills-client.c: what a client does ---- */

/* The form that all use; and that this process may be the server. */
const struct form *client_form (int argc, char **argv);
void client_form_free (void);
/* Saves again and again in one of four manners, and tells of it on REPORT; ends
 * the process, with 0 after SIGTERM, with 1 when something went wrong.
 */
__attribute__ ((noreturn)) void client_run (const char *folder, uint32_t who,
                                            unsigned manner, int report);

/* ---- kills-check.c: what is there afterwards ---- */

/* Answered saves that are not there as they were answered. */
size_t check_lost (struct site *, const struct acks *);
/* Dossiers with more changes than were answered, or fewer; a client that is
 * LATE died, and with it perhaps one answer.  Sorts ACKS.
 */
size_t check_twice (struct site *, struct acks *, const bool late[]);
/* Drafts that are not there as they were kept last, or are and were dropped. */
size_t check_drafts (struct site *, const struct acks *, const bool late[],
                     uint32_t clients);
/* Dossiers; 0 when their numbers of the day have a gap, or one is there twice.
 */
uint64_t check_serials (struct site *);

#endif
