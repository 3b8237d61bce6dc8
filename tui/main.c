/* main.c - the program: commands, or the screens when there is none. */

#include "tui/start.h"

int
main (int argc, char **argv)
{
  return command_main (argc, argv, &command_screens, &command_enter);
}
