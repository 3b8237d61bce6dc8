/* filling.h - one form, and what somebody who fills it in does and sees. */
#ifndef TESTS_CORE_ENTRY_FILLING_H
#define TESTS_CORE_ENTRY_FILLING_H

#include "entry/session.h"
#include "tests/core/made-form.h"
#include "tests/tap.h"

#include <hoso/people.h>

/* ---- the form ----------------------------------------------------------- */

static const struct hoso_choice sorts[] = {
  HOSO_OPTION ("1", "Thường"), HOSO_OPTION ("2", "Đặc biệt"),
  HOSO_OPTION ("3", "Cũ", .until = "2026-06-30"), HOSO_END_OF_CHOICES
};

static void
twice (struct hoso_check *c)
{
  int64_t n;

  if (hoso_number (c, "so", &n))
    hoso_give (c, NULL, "%lld", (long long) (2 * n));
}

static const struct hoso_field form_fields[] = {
  HOSO_PERSON ("nk", "Người khai"),
  HOSO_FIELD (NAME, REQUIRED, "ten", "Họ tên", .chars = 60),
  HOSO_FIELD (DATE, OPTIONAL, "sinh", "Ngày sinh", .fact = HOSO_BIRTH),
  HOSO_FIELD (ADDRESS, REQUIRED, "thuong_tru", "Nơi thường trú"),
  HOSO_FIELD (ADDRESS, OPTIONAL, "noi_o", "Nơi ở", .initial = "thuong_tru",
              .fact = HOSO_NO_FACT),
  HOSO_FIELD (ADDRESS, OPTIONAL, "noi_gui", "Nơi gửi", .initial = "noi_o",
              .fact = HOSO_NO_FACT),

  HOSO_SECTION ("Việc"),
  HOSO_FIELD (CHOICE, REQUIRED, "loai", "Loại", .choices = sorts,
              .initial = "1"),
  HOSO_FIELD (TEXT, OPTIONAL, "ly_do", "Lý do", .shown = "loai = 2",
              .required = "loai = 2"),
  HOSO_FIELD (ADDRESS, OPTIONAL, "tam_tru", "Nơi tạm trú", .shown = "loai = 2",
              .fact = HOSO_NO_FACT),
  HOSO_FIELD (WHOLE, OPTIONAL, "so", "Số", .max = "50"),
  HOSO_FIELD (WHOLE, GIVEN, "gap_doi", "Gấp đôi", .compute = twice),
  HOSO_FIELD (TEXT, OPTIONAL, "ghi", "Ghi", .shown = "gap_doi > 10"),
  HOSO_FIELD (DATE, OPTIONAL, "ngay", "Ngày", .initial = "received"),
  HOSO_FIELD (CHOICE, OPTIONAL, "noi", "Nơi", .set = "WARD", .initial = "ward"),
  HOSO_FIELD (TEXT, OPTIONAL, "nguoi_nhan", "Người nhận",
              .initial = "previous"),
  HOSO_FIELD (TEXT, OPTIONAL, "huong", "Hưởng", .initial = "'không'"),
  HOSO_FIELD (TEXT, OPTIONAL, "can_bo", "Cán bộ", .initial = "officer"),
  HOSO_FIELD (NOTES, OPTIONAL, "dai", "Dài", .chars = 65000),
  HOSO_FIELD (NOTES, OPTIONAL, "dai_nua", "Dài nữa", .chars = 65000),
  HOSO_FIELD (NOTES, OPTIONAL, "dai_them", "Dài thêm", .chars = 65000),
  HOSO_FIELD (SERIAL, GIVEN, "so_cc", "Số chứng thực", .set = "CC"),
  HOSO_FIELD (TEXT, OPTIONAL, "cuoi", "Cuối", .shown = "loai = 2"),
  HOSO_END_OF_FORM
};

HOSO_REGISTER (.name = "thu", .code = "9.000001", .revision = 2, .title = "Thử",
               .form = form_fields);

/* ---- a session and what one does to it ---------------------------------- */

static const struct form *form;

/* 21 November 2026, 08:15 at UTC+7, and half a year before. */
enum { DAY = 86400 };
static const uint64_t now = 1795223700000000;
static const uint64_t in_may = now - 190ull * DAY * 1000000;

static const struct place here = { "26740", "lan", now };

static uint16_t
field (const char *key)
{
  struct line line = { key, "" };

  return field_of_line (form, &line);
}

static bool
type (struct session *s, const char *key, const char *text)
{
  return session_put (s, field (key), text, strlen (text), TYPED);
}

static bool
file (struct session *s, const char *key, const char *text)
{
  return session_put (s, field (key), text, strlen (text), FILED);
}

static const char *
text (const struct session *s, const char *key)
{
  return session_text (s, field (key));
}

static const char *
saved (struct session *s, const char *key)
{
  return session_values (s)->texts[field (key)];
}

static bool
is (const char *got, const char *wanted)
{
  if (strcmp (got, wanted) != 0)
    printf ("# wanted \"%s\" got \"%s\"\n", wanted, got);
  return strcmp (got, wanted) == 0;
}

static const char *
found (struct session *s)
{
  const struct findings *findings = session_check (s);
  SCOPED_BYTES to = { 0 };

  for (size_t i = 0; i < findings->count; i++)
    bytes_printf (&to, "%s%c:%s", i > 0 ? " " : "",
                  "?RWN"[findings->at[i].severity], findings -> at[i].id);
  return arena_copy (made, bytes_text (&to));
}

static bool
at (const struct session *s, const char *key)
{
  return is (form->fields[session_cursor (s)].key, key);
}

#endif
