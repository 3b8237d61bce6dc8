/* text/name.h - names of people. */
#ifndef TEXT_NAME_H
#define TEXT_NAME_H

#include <stdbool.h>
#include <stddef.h>

enum name_fault {
  NAME_GOOD,
  NAME_LETTERS, /* V06, V07: something besides letters, marks, blank, - and ' */
  NAME_SINGLE,  /* V06: one single sign that is no letter                    */
  NAME_LONG,    /* V06: more than 100 letters                                */
  NAME_TYPED,   /* V07, a warning: looks like half-typed Telex or VNI        */
};

/* TEXT is NFC and tidy. */
enum name_fault name_check (const char *text, size_t len);

#endif
