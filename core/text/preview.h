/* text/preview.h - what a person looks at to judge an encoding: the first lines
 * as it reads them, and the letters that it cannot tell.
 */
#ifndef TEXT_PREVIEW_H
#define TEXT_PREVIEW_H

#include "text/charset.h"

enum { PREVIEW_LINES = 10, PREVIEW_CELLS = 76 };

struct preview {
  struct bytes lines;        /* the first that have marks, or the first where
                              * none has; each ends with LF, cut to its cells,
                              * without controls                             */
  struct bytes risks;        /* "Á Â": capitals that have the bytes of their
                              * small letters, which begin words there       */
};

/* How C reads a sample; *P is zeroed or made before. */
void preview_make (struct preview *p, struct slice sample,
                   const struct charset *c);
void preview_free (struct preview *);

#endif
