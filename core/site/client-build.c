/* client-build.c - a site that is empty, built by a child of its server: on a
 * connection of its own, and adopted on the first.
 */

#include "site/client.h"

enum { GOODBYE_MS = 1000 };

enum outcome
site_build (struct site *s, uint16_t procedure, struct site **build,
            struct error *e)
{
  SCOPED_BYTES body = { 0 };
  enum outcome done = client_new (build, s->config.folder, false, e);

  if (done != OK) {
    *build = NULL;
    return done;
  }
  (*build)->once = true;
  site_on_wait (*build, s->waiting, s->waiting_with);
  put_id (&body, s->id);
  put_u16 (&body, procedure);
  done = client_tell (*build, ASK_BUILD, &body, e);
  if (done != OK) {
    site_close (*build);
    *build = NULL;
  }
  return done;
}

enum outcome
site_build_end (struct site *s, struct site *build, struct error *e)
{
  enum outcome done = client_tell (build, ASK_BUILD_END, NULL, e);

  if (done == OK)
    client_closed (build, GOODBYE_MS);
  return done == OK ? client_tell (s, ASK_ADOPT, NULL, e) : done;
}

/* What the child wrote is removed when it has ended: who begins anew wants the
 * room.
 */
void
site_build_close (struct site *build)
{
  if (build == NULL)
    return;
  client_closed (build, GOODBYE_MS);
  site_close (build);
}
