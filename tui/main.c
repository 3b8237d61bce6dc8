/* main.c - the program: commands now, screens soon. */

#include "cli/command.h"

int
main (int argc, char **argv)
{
  return command_main (argc, argv);
}
