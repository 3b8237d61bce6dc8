/* charset-foreign.c - encodings that the system's iconv knows. */

#include "text/charset-foreign.h"

#include <errno.h>
#include <iconv.h>

enum { ROOM = 4096 };

struct foreign {
  iconv_t cd;
};

struct foreign *
foreign_new (const char *to, const char *from)
{
  iconv_t cd = iconv_open (to, from);
  struct foreign *f;

  if (cd == (iconv_t) -1)
    return NULL;
  f = bytes_must (sizeof *f);
  f->cd = cd;
  return f;
}

void
foreign_free (struct foreign *f)
{
  if (f == NULL)
    return;
  iconv_close (f->cd);
  free (f);
}

size_t
foreign_add (struct foreign *f, const char *from, size_t len, struct bytes *to,
             bool *bad)
{
  const char *at = from;
  void *text = &at; /* iconv takes it as char ** or const char **, as it is */
  size_t left = len;

  *bad = false;
  while (left > 0) {
    size_t room, done;
    char *out;

    bytes_reserve (to, ROOM);
    room = to->room - to->len;
    out = (char *) to->at + to->len;
    done = iconv (f->cd, text, &left, &out, &room);
    to->len = to->room - room;
    if (done == (size_t) -1 && errno != E2BIG) {
      *bad = errno == EILSEQ;
      break;
    }
  }
  return len - left;
}

void
foreign_end (struct foreign *f, struct bytes *to)
{
  size_t room;
  char *out;

  bytes_reserve (to, ROOM);
  room = to->room - to->len;
  out = (char *) to->at + to->len;
  iconv (f->cd, NULL, NULL, &out, &room);
  to->len = to->room - room;
}
