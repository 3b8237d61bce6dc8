/* server-fuzz.c - whatever a client asks, the server answers or hangs up.
 *
 * The input is some requests, each a u8 of what is asked, a u16 length and the
 * body.  They are asked of a site with a few dossiers in it, one after the
 * other; now and then it is made anew.
 */

#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/served.h"

enum { DOSSIERS = 5, REQUESTS_MOST = 8, ANEW = 20000, CHECKPOINT = 500 };

static struct peer peer;
static uint64_t number;

/* What forks, or asks for a folder of its own. */
static bool
is_left_out (uint8_t what)
{
  return what == ASK_BUILD || what == ASK_BUILD_END || what == ASK_ADOPT;
}

static void
ask (uint8_t what, const void *body, size_t len)
{
  size_t frame;

  if (is_left_out (what))
    return;
  bytes_clear (&peer.stream.in);
  bytes_clear (&peer.stream.out);
  peer.stream.read = peer.stream.sent = 0;
  peer.gone = false;
  frame = frame_open (&peer.stream.in);
  put_u64 (&peer.stream.in, ++number);
  put_u8 (&peer.stream.in, what);
  bytes_add (&peer.stream.in, body, len);
  frame_close (&peer.stream.in, frame);
  peer_serve (&served, &peer);
  served.ends = served.wrote = false;
}

static void
fill (void)
{
  SCOPED_BYTES declared = { 0 }, body = { 0 };
  struct sealed sealed = { .number = 1, .first = 1, .last = 2, .count = 2 };

  form_declare (served_form, &declared);
  put_block (&body, declared.at, declared.len);
  ask (ASK_REGISTER, body.at, body.len);
  for (uint32_t n = 0; n < DOSSIERS; n++) {
    struct dossier d;

    bytes_clear (&body);
    dossier_make (&d, served_form, 1, 1, n);
    put_save (&body, &d.save);
    ask (ASK_SAVE, body.at, body.len);
  }
  bytes_clear (&body);
  put_sealed (&body, &sealed);
  ask (ASK_SEAL, body.at, body.len);
}

static void
begin (void)
{
  served_begin ();
  peer = (struct peer){ .greeted = true, .language = VI, .account = "lan" };
  peer.hello.protocol = PROTOCOL;
  stream_start (&peer.stream, -1);
  fill ();
}

/* The same site, empty again. */
static void
begin_anew (void)
{
  char folder[PATH_MAX];
  struct error e;

  store_close (served.store);
  peer.officer = 0;
  if (file_join (folder, sizeof folder, test_folder, "db", &e) != OK
      || folder_remove (folder, &e) != OK
      || store_create (folder, &served.config.identity, false, &e) != OK)
    bail_out (&e);
  while (served.n_memories > 0)
    check_memory_free (served.memories[--served.n_memories].memory);
  served_open ();
  fill ();
}

/* The next input is another connection's. */
static void
share_anew (void)
{
  shared_free (&peer.shared);
  stream_pass (&peer.stream, -1);
  peer.was_shared = false;
}

int
LLVMFuzzerTestOneInput (const uint8_t *at, size_t len)
{
  static unsigned runs;
  struct reader r = reader_of (at, len);

  if (runs == 0)
    begin ();
  else if (runs % ANEW == 0)
    begin_anew ();
  else if (runs % CHECKPOINT == 0)
    store_checkpoint (served.store, 0, NULL);
  runs++;
  share_anew ();
  for (unsigned n = 0; n < REQUESTS_MOST && r.left > 0; n++) {
    uint8_t what = take_u8 (&r);
    uint16_t size = take_u16 (&r);
    struct slice body = take (&r, size < r.left ? size : r.left);

    ask (what, body.at, body.len);
  }
  return 0;
}
