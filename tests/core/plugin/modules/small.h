/* small.h - a form that is just large enough, for modules that are odd. */
#ifndef TESTS_SMALL_H
#define TESTS_SMALL_H

#include <hoso/plugin.h>

static const struct hoso_field small_form[] = {
  HOSO_PERSON ("nk", "Người khai", .role = HOSO_APPLICANT),
  HOSO_FIELD (NAME, REQUIRED, "nk_ho_ten", "Họ tên", .chars = 60, .list = 1),
  HOSO_END_OF_FORM
};

#define SMALL(name_, code_)                                                \
  .name = name_, .code = code_, .revision = 1, .title = "Thử",             \
  .form = small_form

#endif
