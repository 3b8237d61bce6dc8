/* text/windows.h - Windows-1252, which most mistaken text went through. */
#ifndef TEXT_WINDOWS_H
#define TEXT_WINDOWS_H

#include "base/bytes.h"

/* What BYTE shows as; 0 for the five bytes that show as nothing. */
uint32_t windows_code (unsigned char byte);

/* The byte that shows as C there, or in Latin-1; -1 when none does. */
int windows_byte (uint32_t c);

/* Appends the bytes that show as TEXT, which is UTF-8; false, and nothing, when
 * one of its letters is none.
 */
bool windows_bytes (struct bytes *to, const char *text, size_t len);

#endif
