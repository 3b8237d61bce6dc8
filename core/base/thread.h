/* base/thread.h - a thread beside the one that serves. */
#ifndef BASE_THREAD_H
#define BASE_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* Starts one that does WORK, with all signals blocked: they are for who serves.
 * False where the system has none to give.
 */
bool thread_start (pthread_t *, void *(*work) (void *), void *with);

#endif
