/* store/transaction.h - the store's one transaction; private to the store. */
#ifndef STORE_TRANSACTION_H
#define STORE_TRANSACTION_H

#include "base/error.h"

struct store;

/* As store_begin, whatever room there is. */
enum outcome transaction_begin (struct store *, struct error *);
/* Commits when what it was for is DONE, that is OK; else aborts. */
enum outcome transaction_end (struct store *, enum outcome done,
                              struct error *);

#endif
