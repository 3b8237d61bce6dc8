/* cli/readings.h - how a file reads in one encoding and another, for a person
 * who has to say which it is.
 */
#ifndef CLI_READINGS_H
#define CLI_READINGS_H

#include "base/bytes.h"
#include "text/detect.h"

/* Appends the best guess with its first lines and the letters at risk; where it
 * is not clear, the best two, each with the OPTION ("--encoding") that takes
 * it.  Behind them some others, by name.
 */
void readings_put (struct bytes *to, const struct guesses *g,
                   struct slice sample, const char *option);

#endif
