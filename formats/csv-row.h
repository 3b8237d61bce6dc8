/* formats/csv-row.h - where a row of CSV ends, and where its values are. */
#ifndef FORMATS_CSV_ROW_H
#define FORMATS_CSV_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where a value is in its row. */
struct row_spot {
  size_t from, len;
  bool quoted, doubled;           /* doubled: there are doubled quotes in it */
};

enum row_end {
  ROW_WHOLE,
  ROW_BROKEN,                     /* it ends all the same                    */
  ROW_UNFINISHED,                 /* more is needed to tell                  */
};

/* A look at LEN bytes at the front of a row; all other members start as 0. */
struct row_look {
  const char *at;
  size_t len;
  bool last;                      /* nothing comes behind them               */
  size_t i;                       /* how far it got                          */
  size_t row;                     /* WHOLE, BROKEN: bytes of the row         */
  size_t count;                   /* of values                               */
  size_t open;                    /* where the quote is that is at fault, or */
  bool in_quotes;                 /*   that is open when it is UNFINISHED    */
  const char *problem;            /* BROKEN: why, to be translated           */
};

/* Looks for the end of the row; notes where its first ROOM values are. */
enum row_end row_look (struct row_look *, struct row_spot *spots, size_t room);

/* The row is broken by the quote at OPEN: it ends with the line of that. */
enum row_end row_broken (struct row_look *, size_t open, const char *problem);

/* The first comma, quote, LF or CR from I on, or LEN. */
size_t row_plain_end (const char *at, size_t i, size_t len);

#endif
