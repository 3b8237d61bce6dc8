/* dossier/days.h - holidays and swapped days as days.awk makes them of data/. */
#ifndef DOSSIER_DAYS_H
#define DOSSIER_DAYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A day on which it is not as its weekday says; day numbers. */
struct special_day {
  int32_t day;
  bool works;   /* a day to make up on; else a day off                       */
};

extern const struct special_day built_holidays[], built_swaps[];
extern const size_t built_holidays_count, built_swaps_count;

#endif
