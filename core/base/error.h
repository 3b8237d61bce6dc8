/* base/error.h - one error value, filled in where the fault is known.
 *
 * A function that can fail returns enum outcome and takes a struct error *
 * last (NULL is allowed).  The kind says what the caller can do about it; the
 * text says what is wrong, where, and what to do, in the user's language.  It
 * is passed up unchanged.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

enum outcome {
  OK = 0,
  ERR_INPUT,   /* what came in is wrong: show it, let it be mended           */
  ERR_ABSENT,  /* no such record, plugin, file, procedure                    */
  ERR_BUSY,    /* someone else was first, or holds it: read again, try again */
  ERR_SYSTEM,  /* disk, memory, permission, a foreign site: ask who runs it  */
  ERR_DAMAGED, /* stored bytes do not decode or do not agree                 */
};

struct error {
  enum outcome kind;
  int os;         /* errno or library code; 0 when there is none             */
  char text[320]; /* UTF-8, one line, no full stop, for a person             */
};

/* Fills *E (which may be NULL) and returns KIND, so that a failing function
 * can end with:  return fail (e, ERR_INPUT, 0, _("..."), ...);
 * FORMAT comes translated.  A text that is too long is cut between letters.
 */
enum outcome fail (struct error *e, enum outcome kind, int os,
                   const char *format, ...)
  __attribute__ ((format (printf, 4, 5)));

/* The exit status that hoso(1) promises for KIND: 0, 3, 1, 4, 5, 6. */
int outcome_exit (enum outcome kind);

#endif
