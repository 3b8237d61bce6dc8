/* formats/put.h - bytes for a sink. */
#ifndef FORMATS_PUT_H
#define FORMATS_PUT_H

#include <hoso/format.h>

#include <string.h>

static inline void
put_bytes (struct hoso_sink *to, const char *from, size_t len)
{
  if (len == 0)
    return;
  memcpy (to->room (to, len), from, len);
  to->wrote (to, len);
}

#endif
