/* batch.c - a run of changes as the bytes that leave the office. */

#include "delivery/batch.h"

#include "base/clock.h"
#include "base/json.h"
#include "base/language.h"
#include "batch/export.h"
#include "formats/formats.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* What every line begins with; then the header, without officer (the line
 * tells who made the change), then the fields.
 */
enum { LINE_CHANGE, LINE_ACTION, LINE_TIME, LINE_OFFICER, LINE_COLUMNS };

static const struct hoso_column line_columns[LINE_COLUMNS] = {
  [LINE_CHANGE] = { .name = "change", .kind = HOSO_COLUMN_NUMBER },
  [LINE_ACTION] = { .name = "action" },
  [LINE_TIME] = { .name = "time" },
  [LINE_OFFICER] = { .name = "officer" },
};

struct gathering {
  struct hoso_sink sink; /* first: the format writes here */
  struct batch *batch;
  struct site *site;
  struct hoso_column *columns;
  struct hoso_text *values;
  size_t count, room;
  struct error *error;
  enum outcome failed;
};

static char *
sink_room (struct hoso_sink *sink, size_t need)
{
  struct bytes *records = &((struct gathering *) sink)->batch->records;

  bytes_reserve (records, need);
  return (char *) records->at + records->len;
}

static void
sink_wrote (struct hoso_sink *sink, size_t len)
{
  ((struct gathering *) sink)->batch->records.len += len;
}

/* ---- Lines -------------------------------------------------------------- */

static void
put (struct gathering *g, struct hoso_column column, struct hoso_text text)
{
  if (g->count == g->room) {
    g->room = g->room == 0 ? 64 : 2 * g->room;
    g->columns = bytes_must_again (g->columns, g->room * sizeof *g->columns);
    g->values = bytes_must_again (g->values, g->room * sizeof *g->values);
  }
  g->columns[g->count] = column;
  g->values[g->count++] = text;
}

static void
put_text_of (struct gathering *g, int column, const char *text)
{
  put (g, line_columns[column], (struct hoso_text){ text, strlen (text) });
}

static void
put_header (struct gathering *g, const struct header_texts *header)
{
  for (int i = 0; i < HEADER_COLUMNS; i++)
    if (i != COLUMN_OFFICER)
      put (g, header_columns[i], header->at[i]);
}

static void
put_fields (struct gathering *g, const struct form *form,
            const struct image *image)
{
  for (uint16_t f = 0; f < form->n_fields; f++) {
    struct slice value = { (const unsigned char *) "", 0 };

    if (f < image->count)
      value = image_value (image, f);
    put (g, field_column (&form->fields[f]),
         (struct hoso_text){ (const char *) value.at, value.len });
  }
}

/* A body that was erased by law has no image: its fields are empty. */
static enum outcome
open_image (const struct change *change, struct image *image, struct error *e)
{
  *image = (struct image){ 0 };
  if (change->image.len == 0 && change->action == ERASE)
    return OK;
  return image_open (change->image.at, change->image.len, change->head.flags,
                     image, e);
}

static enum outcome
write_line (struct gathering *g, const unsigned char id[ID_SIZE],
            const struct change *change)
{
  const char *action = action_name (change->action);
  char number[24], time[CLOCK_TEXT];
  struct header_texts header = { 0 };
  const struct form *form;
  struct image image;

  if (site_form (g->site, change->head.procedure, change->head.revision, &form,
                 g->error)
        != OK
      || open_image (change, &image, g->error) != OK)
    return g->error->kind;
  snprintf (number, sizeof number, "%" PRIu64, change->seq);
  clock_text (change->time, time);
  header_of (g->site, id, &change->head, &header);

  g->count = 0;
  put_text_of (g, LINE_CHANGE, number);
  put_text_of (g, LINE_ACTION, action != NULL ? action : "");
  put_text_of (g, LINE_TIME, time);
  put_text_of (g, LINE_OFFICER, site_officer_name (g->site, change->officer));
  put_header (g, &header);
  put_fields (g, form, &image);
  format_jsonl.record (&g->sink, g->columns, g->values, g->count);
  return OK;
}

/* Takes one change; false when the batch is full without it. */
static bool
take_change_in (void *with, const unsigned char id[ID_SIZE],
                const struct change *change)
{
  struct gathering *g = with;
  struct sealed *sealed = &g->batch->sealed;
  size_t before = g->batch->records.len;

  if (sealed->count == BATCH_LINES)
    return false;
  if ((change->head.flags & RECORD_SECRET) == 0) {
    g->failed = write_line (g, id, change);
    if (g->failed != OK)
      return false;
    if (g->batch->records.len > BATCH_BYTES && sealed->count > 0) {
      g->batch->records.len = before;
      return false;
    }
    sealed->count++;
  }
  sealed->last = change->seq;
  return true;
}

/* The changes from sealed.first to UNTIL (0: all there are). */
static enum outcome
gather (struct batch *b, struct site *site, uint64_t until, struct error *e)
{
  struct gathering g = {
    .sink = { sink_room, sink_wrote }, .batch = b, .site = site, .error = e
  };
  struct scan scan = { .by_change = true,
                       .after = b->sealed.first - 1,
                       .until = until };
  enum outcome done = site_scan (site, &scan, take_change_in, &g, e);

  free (g.columns);
  free (g.values);
  if (done == OK)
    done = g.failed;
  if (done == OK)
    sha256_of (b->records.at, b->records.len, b->sealed.sha256);
  return done;
}

/* ---- The manifest ------------------------------------------------------- */

/* Hash of the head of change SEQ. */
static enum outcome
chain_at (struct site *site, uint64_t seq, char hex[2 * HASH_SIZE + 1],
          struct error *e)
{
  SCOPED_BYTES hold = { 0 }, whole = { 0 };
  unsigned char hash[HASH_SIZE];
  struct change change;

  if (site_change (site, seq, &change, &hold, e) != OK)
    return e->kind;
  change_add (&change, &whole);
  change_hash (whole.at, hash);
  hex_of (hash, HASH_SIZE, hex);
  return OK;
}

/* sha256 of the batch before NUMBER, "" for the first. */
static enum outcome
sha256_before (struct site *site, uint32_t number, char hex[2 * HASH_SIZE + 1],
               struct error *e)
{
  struct sealed before;

  hex[0] = '\0';
  if (number == 1)
    return OK;
  if (site_sealed (site, number - 1, &before, e) != OK)
    return e->kind;
  hex_of (before.sha256, HASH_SIZE, hex);
  return OK;
}

/* PREVIOUS: the sha256 of the batch before; CHAIN: the hash of the last head.
 */
static void
put_manifest (struct batch *b, const struct identity *identity,
              const char *previous, const char *chain)
{
  struct json_writer w = json_writer_of (&b->manifest);
  char created[CLOCK_TEXT];

  clock_text (b->sealed.time, created);
  json_open (&w, '{');
  json_key_number (&w, "format", 1);
  json_key_text (&w, "site", b->site);
  json_key_number (&w, "epoch", identity->epoch);
  json_key_text (&w, "office", identity->office);
  json_key_number (&w, "batch", b->sealed.number);
  json_key_text (&w, "file", "records.jsonl");
  json_key_number (&w, "count", b->sealed.count);
  json_key_number (&w, "first_change", (long long) b->sealed.first);
  json_key_number (&w, "last_change", (long long) b->sealed.last);
  json_key_text (&w, "sha256", b->sha256);
  json_key_text (&w, "previous_sha256", previous);
  json_key_text (&w, "chain", chain);
  json_key_text (&w, "created", created);
  json_close (&w, '}');
  bytes_add_char (&b->manifest, '\n');
}

static enum outcome
write_manifest (struct batch *b, struct site *site, struct error *e)
{
  const struct identity *identity = &site_config (site)->identity;
  char previous[2 * HASH_SIZE + 1], chain[2 * HASH_SIZE + 1];

  if (sha256_before (site, b->sealed.number, previous, e) != OK
      || chain_at (site, b->sealed.last, chain, e) != OK)
    return e->kind;
  hex_of (identity->site, ID_SIZE, b->site);
  hex_of (b->sealed.sha256, HASH_SIZE, b->sha256);
  put_manifest (b, identity, previous, chain);
  return OK;
}

/* ---- Batches ------------------------------------------------------------ */

enum outcome
batch_gather (struct batch *b, struct site *site, struct error *e)
{
  struct sealed last = { 0 };
  enum outcome done = site_sealed (site, 0, &last, e);

  *b = (struct batch){ .sealed = { .number = last.number + 1,
                                   .first = last.last + 1,
                                   .time = clock_now () } };
  if (done != OK && done != ERR_ABSENT)
    return done;
  done = gather (b, site, 0, e);
  if (done == OK && b->sealed.last == 0)
    done = fail (e, ERR_ABSENT, 0, _ ("nothing has changed since batch %u"),
                 last.number);
  if (done == OK)
    done = write_manifest (b, site, e);
  if (done != OK)
    batch_free (b);
  return done;
}

enum outcome
batch_remake (struct batch *b, struct site *site, uint32_t number,
              struct error *e)
{
  struct sealed sealed;
  enum outcome done = site_sealed (site, number, &sealed, e);

  *b = (struct batch){ 0 };
  if (done != OK)
    return done;
  b->sealed = (struct sealed){ .number = number,
                               .first = sealed.first,
                               .time = sealed.time };
  done = gather (b, site, sealed.last, e);
  if (done == OK
      && (b->sealed.last != sealed.last || b->sealed.count != sealed.count
          || memcmp (b->sealed.sha256, sealed.sha256, HASH_SIZE) != 0))
    done = fail (e, ERR_DAMAGED, 0,
                 _ ("batch %u cannot be made again as it was sealed; run 'hoso "
                    "verify'"),
                 number);
  if (done == OK)
    done = write_manifest (b, site, e);
  if (done != OK)
    batch_free (b);
  return done;
}

struct hoso_batch
batch_offered (struct batch *b)
{
  return (struct hoso_batch){
    .number = b->sealed.number,
    .site = b->site,
    .sha256 = b->sha256,
    .manifest = (const char *) b->manifest.at,
    .manifest_len = b->manifest.len,
    .records = bytes_text (&b->records),
    .records_len = b->records.len,
  };
}

void
batch_free (struct batch *b)
{
  bytes_free (&b->records);
  bytes_free (&b->manifest);
}
