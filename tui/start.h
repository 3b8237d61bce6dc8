/* tui/start.h - the terminal interface as commands of the program. */
#ifndef TUI_START_H
#define TUI_START_H

#include "cli/command.h"

/* "hoso" alone, and "hoso enter". */
extern const struct command command_screens, command_enter;

#endif
