/* site/brief.h - waits that are usually short, without falling asleep.
 *
 * To wake a process costs some tens of microseconds, twice in a save: as much
 * as the work between.  So whoever waits for what has come soon lately goes on
 * looking for a moment before it sleeps, and lets others run meanwhile.
 */
#ifndef SITE_BRIEF_H
#define SITE_BRIEF_H

#include <poll.h>
#include <stdint.h>

/* Waits for one kind of news. */
struct brief {
  uint32_t most;    /* microseconds to stay awake at most, by its owner      */
  uint32_t usual;   /* microseconds that waits took lately; 0: not known     */
  uint64_t waits;   /* that it might stay awake for, ever                    */
};

/* As poll.  It stays awake for MOST microseconds, and only while the last waits
 * were no longer: who waits for people, or in vain, sleeps at once.
 */
int brief_poll (struct brief *, struct pollfd *, nfds_t, int ms);

#endif
