/* tui/home-numbers.h - the numbers of the day. */
#ifndef TUI_HOME_NUMBERS_H
#define TUI_HOME_NUMBERS_H

#include "site/site.h"

struct numbers {
  struct status status;
  unsigned received;   /* today                                              */
  unsigned open;       /* in progress: with a day they are due               */
  bool more;           /* than that                                          */
};

enum outcome numbers_look (struct site *, struct numbers *, struct error *);

#endif
