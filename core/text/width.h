/* text/width.h - how many terminal cells a text takes. */
#ifndef TEXT_WIDTH_H
#define TEXT_WIDTH_H

#include <stddef.h>
#include <stdint.h>

int width_of_code (uint32_t c); /* 0, 1 or 2 cells; 0 for combining marks   */
size_t width_cells (const char *text, size_t len);

/* Bytes of the longest beginning of TEXT that fits into CELLS. */
size_t width_fit (const char *text, size_t len, size_t cells);

#endif
