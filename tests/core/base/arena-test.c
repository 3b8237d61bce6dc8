/* arena-test.c - memory of an arena is zeroed, aligned and apart. */

#include "base/arena.h"
#include "tests/tap.h"

#include <stdint.h>
#include <string.h>

int
main (void)
{
  struct arena *a = arena_new ();
  unsigned char *pieces[200];
  size_t wrong = 0;

  for (int round = 0; round < 2; round++) {
    for (size_t i = 0; i < 200; i++) {
      pieces[i] = arena_take (a, i * 7);
      wrong += (uintptr_t) pieces[i] % _Alignof(max_align_t) != 0;
      for (size_t j = 0; j < i * 7; j++)
        wrong += pieces[i][j] != 0;
      memset (pieces[i], (int) i, i * 7);
    }
    for (size_t i = 0; i < 200; i++)
      for (size_t j = 0; j < i * 7; j++)
        wrong += pieces[i][j] != (unsigned char) i;
    ok (wrong == 0, "200 pieces, %s", round == 0 ? "new" : "after a clear");
    arena_clear (a);
  }
  ok (memset (arena_take (a, 100000), 1, 100000) != NULL, "a large piece");
  ok (strcmp (arena_copy (a, "Hồ sơ"), "Hồ sơ") == 0, "a text is copied");
  ok (strcmp (arena_copy_len (a, "Hồ sơ", 3), "H\xE1\xBB") == 0,
      "a piece of a text is ended");
  ok (arena_copy (a, NULL) == NULL, "no text is no text");
  arena_free (a);
  arena_free (NULL);
  return tap_done ();
}
