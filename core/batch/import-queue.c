/* import-queue.c - rows on their way to the site, in the order they came. */

#include "batch/import-inside.h"

#include <string.h>

/* Where rows are queued. */
static struct site *
door (const struct import *im)
{
  return im->build != NULL ? im->build : im->job->site;
}

/* A build that fails has saved nothing. */
static bool
went_on (struct import *im, enum outcome done)
{
  im->given_up |= done != OK && im->build != NULL;
  if (done != OK)
    return import_stop (im, done);
  return im->failed == OK;
}

static bool
send (struct import *im, const struct to_save *save, uint64_t number)
{
  return went_on (
    im, site_queue (door (im), save, number, import_answered, im, im->error));
}

/* ---- a hand of rows ------------------------------------------------------ */

/* Rows that bring their id need none, and words of their own would have to be
 * kept.
 */
static bool
may_wait (const struct arrival *a)
{
  return !a->kept.has_id && a->kept.code[0] == '\0'
         && a->kept.officer[0] == '\0' && a->override.len == 0;
}

static bool
send_hand (struct import *im)
{
  struct hand *hand = &im->hand;
  unsigned char ids[HAND][ID_SIZE];
  bool goes_on = true;

  record_ids (&hand->key, hand->texts, hand->count, ids);
  for (size_t i = 0; i < hand->count && goes_on; i++) {
    struct held *held = &hand->rows[i];

    memcpy (held->save.id, ids[i], ID_SIZE);
    held->save.image = (struct slice){ held->image.at, held->image.len };
    goes_on = send (im, &held->save, held->number);
  }
  hand->count = 0;
  return goes_on;
}

static bool
hold (struct import *im, struct desk *desk, const struct to_save *save,
      uint64_t number)
{
  struct bytes *text = &im->hand.texts[im->hand.count];
  struct held *held = &im->hand.rows[im->hand.count];

  held->save = *save;
  held->number = number;
  bytes_clear (&held->image);
  held->save.flags = values_image (save->form, save->values,
                                   session_sizes (desk->session), &held->image);
  bytes_clear (text);
  record_id_text (save->form, (struct slice){ held->image.at, held->image.len },
                  held->save.flags, text);
  held->save.values = NULL;
  im->hand.count++;
  return im->hand.count < HAND || send_hand (im);
}

void
hand_free (struct hand *hand)
{
  for (size_t i = 0; i < HAND; i++) {
    bytes_free (&hand->rows[i].image);
    bytes_free (&hand->texts[i]);
  }
}

/* ---- one row ------------------------------------------------------------- */

bool
import_queue (struct import *im, struct desk *desk, struct entry *entry)
{
  struct arrival *a = &im->arrival;
  bool waits = may_wait (a);
  struct to_save save;

  entry->left = a->left;
  bytes_add (&entry->override, a->kept.override.at, a->kept.override.len);
  if (!waits && !send_hand (im))
    return false;
  if (!waits)
    arrival_identify (a, &im->all, desk);
  save = arrival_save (a, &im->all, desk, im->procedure);
  return waits ? hold (im, desk, &save, entry->number)
               : send (im, &save, entry->number);
}

bool
import_finish (struct import *im)
{
  if (im->job->dry_run)
    return true;
  return send_hand (im) && went_on (im, site_finish (door (im), im->error));
}
