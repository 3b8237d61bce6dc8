/* out-test.c - batches are sealed once, and what came back is kept. */

#include "tests/core/store/forms.h"

static struct store *s;
static struct error e;

/* In this order, with fifty changes in the store. */
static const struct {
  const char *name;
  struct sealed batch;
  enum outcome want;
} seals[] = {
  { "a batch that is not the next", { 2, 10, 1, 10, "", 1 }, ERR_BUSY },
  { "one that leaves changes out", { 1, 10, 2, 11, "", 1 }, ERR_BUSY },
  { "one with changes that are not there", { 1, 60, 1, 60, "", 1 }, ERR_INPUT },
  { "one without changes", { 1, 0, 1, 0, "", 1 }, ERR_INPUT },
  { "the first batch", { 1, 20, 1, 20, "sum", 7 }, OK },
  { "the first again", { 1, 20, 1, 20, "sum", 7 }, ERR_BUSY },
  { "the second", { 2, 28, 21, 50, "other", 8 }, OK },
};

static enum outcome
seal (const struct sealed *batch)
{
  enum outcome done;

  store_begin (s, &e);
  done = store_seal (s, batch, &e);
  if (done == OK)
    return store_commit (s, &e);
  store_abort (s);
  return done;
}

static void
test_seals (void)
{
  struct sealed got;

  ok (store_sealed_last (s) == 0 && store_sealed (s, 1, &got, &e) == ERR_ABSENT,
      "nothing is sealed yet");
  for (size_t i = 0; i < sizeof seals / sizeof *seals; i++)
    ok (seal (&seals[i].batch) == seals[i].want, "%s is %s", seals[i].name,
        seals[i].want == OK ? "sealed" : "refused");

  store_close (s);
  s = test_open ();
  ok (store_sealed_last (s) == 2 && store_sealed (s, 2, &got, &e) == OK
        && got.number == 2 && got.first == 21 && got.last == 50
        && got.count == 28 && got.time == 8
        && memcmp (got.sha256, "other", 6) == 0,
      "what was sealed stays");
}

static void
test_abort (void)
{
  struct sealed batch = { 3, 1, 51, 51, "", 9 };

  test_save (s, 51, 52);
  store_begin (s, &e);
  store_seal (s, &batch, &e);
  store_abort (s);
  ok (store_sealed_last (s) == 2, "an aborted seal does not count");
  ok (seal (&batch) == OK, "and is sealed later");
}

static bool
add_target (void *with, const struct target *t)
{
  bytes_printf (with, "%s %u %u; ", t->name, t->offered, t->acknowledged);
  return true;
}

static void
test_targets (void)
{
  SCOPED_BYTES seen = { 0 };
  struct target t = { "file:/mnt/usb", 2, 1 };
  unsigned n;

  store_target_put (s, &t, &e);
  t.acknowledged = 2;
  store_target_put (s, &t, &e);
  strcpy (t.name, "file:/mnt/b");
  store_target_put (s, &t, &e);
  store_targets (s, add_target, &seen, &e);
  ok (strcmp (bytes_text (&seen), "file:/mnt/b 2 2; file:/mnt/usb 2 2; ") == 0,
      "a target remembers how far it is");
  t.name[0] = '\0';
  ok (store_target_put (s, &t, &e) == ERR_INPUT, "one without a name does not");
  store_begin (s, &e);
  for (n = 0; n < 2 * TARGETS_MOST; n++) {
    snprintf (t.name, sizeof t.name, "file:/%u", n);
    if (store_target_put (s, &t, &e) != OK)
      break;
  }
  ok (n == TARGETS_MOST - 2 && e.kind == ERR_INPUT, "targets have an end");
  strcpy (t.name, "file:/mnt/usb");
  ok (store_target_put (s, &t, &e) == OK, "a known one moves on");
  store_abort (s);
}

static bool
add_receipt (void *with, const struct receipt *r, const struct code *code)
{
  char text[96];

  code_text (code, "", text);
  bytes_printf (with, "%s %u %s %s; ", r->target, r->batch, r->reason, text);
  return true;
}

static void
test_receipts (void)
{
  SCOPED_BYTES seen = { 0 };
  struct dossier d;
  struct receipt r = { .target = "file:/mnt/usb",
                       .batch = 1,
                       .time = 3,
                       .reason = "thiếu ngày sinh" };

  dossier_make (&d, 12);
  memcpy (r.id, d.save.id, ID_SIZE);
  store_receipt_put (s, &r, &e);
  store_receipt_put (s, &r, &e);
  r.batch = 2;
  r.id[0] = '?';
  r.reason = "";
  store_receipt_put (s, &r, &e);
  store_receipts (s, add_receipt, &seen, &e);
  if (!ok (strcmp (bytes_text (&seen),
                   "file:/mnt/usb 1 thiếu ngày sinh 261122-0003; "
                   "file:/mnt/usb 2  ; ")
             == 0,
           "what came back is kept with the dossier's number"))
    printf ("# %s\n", bytes_text (&seen));
}

static void
test_receipts_without_end (void)
{
  static char reason[REASON_BYTES_MOST + 2];
  struct receipt r = { .target = "file:/mnt/usb", .batch = 2 };
  uint32_t n = 0, most = 2 * RECEIPTS_BYTES_MOST / REASON_BYTES_MOST;

  memset (reason, 'x', sizeof reason - 1);
  r.reason = reason;
  ok (store_receipt_put (s, &r, &e) == ERR_INPUT, "no reason of any length");
  r.reason = reason + 1;
  r.batch = 3;
  ok (store_receipt_put (s, &r, &e) == ERR_INPUT,
      "no rejection of what was not offered");
  r.batch = 2;
  store_begin (s, &e);
  for (; n < most && store_receipt_put (s, &r, &e) == OK; n++)
    memcpy (r.id, &n, sizeof n);
  ok (n > most / 4 && n < most, "rejections have an end: %u", n);
  store_abort (s);
  ok (store_receipt_put (s, &r, &e) == OK, "and are counted anew");
}

int
main (void)
{
  test_start ();
  s = test_create ();
  test_register (s);
  ok (test_save (s, 1, 50), "fifty dossiers are saved");
  test_seals ();
  test_abort ();
  test_targets ();
  test_receipts ();
  test_receipts_without_end ();
  ok (test_verify (s, NULL, NULL) == 0, "all of it agrees");
  store_close (s);
  return tap_done ();
}
