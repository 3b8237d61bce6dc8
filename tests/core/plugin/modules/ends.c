/* ends.c - a plugin that does not let itself be loaded: it crashes, leaves or
 * hangs, as ENDS_BY says.
 */

#include "small.h"

#include <signal.h>
#include <unistd.h>

enum { CRASH = 1, LEAVE, HANG };

__attribute__ ((constructor)) static void
end (void)
{
  switch (ENDS_BY) {
  case CRASH: raise (SIGSEGV); break;
  case LEAVE: _exit (0);
  case HANG:
    for (;;)
      pause ();
  }
}

HOSO_REGISTER (SMALL ("ket", "9.000005"));
