/* number-test.c - numbers as typed, stored, shown and said. */

#include "tests/tap.h"
#include "text/number.h"

#include <inttypes.h>
#include <string.h>

static const struct {
  const char *text;
  int64_t filed, typed; /* -1 when it is refused */
} wholes[] = {
  { "0", 0, 0 },
  { "12", 12, 12 },
  { "007", 7, 7 },
  { "999999999999", 999999999999, 999999999999 },
  { "1000000000000", -1, -1 },
  { "99999999999999999999", -1, -1 },
  { "1.000.000", -1, 1000000 },
  { "1 000 000", -1, 1000000 },
  { "12.000", -1, 12000 },
  { "1.000 000", -1, -1 },
  { "1000.000", -1, -1 },
  { "1.00", -1, -1 },
  { "1.0000", -1, -1 },
  { "1.", -1, -1 },
  { ".5", -1, -1 },
  { "1,5", -1, -1 },
  { "-1", -1, -1 },
  { "1 ", -1, -1 },
  { "12a", -1, -1 },
  { "", -1, -1 },
};

static void
test_wholes (void)
{
  for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++) {
    int64_t filed = -1, typed = -1;
    struct error e = { OK, 0, "" };

    number_parse (wholes[i].text, false, &filed, &e);
    number_parse (wholes[i].text, true, &typed, &e);
    if (!ok (filed == wholes[i].filed && typed == wholes[i].typed
               && (filed != -1 || e.text[0] != '\0'),
             "number_parse: \"%s\"", wholes[i].text))
      printf ("# got %" PRId64 " and %" PRId64 "\n", filed, typed);
  }
}

enum { ODD = -1, TWO = -2 }; /* refused: no amount; one of two */

static const struct {
  const char *text;
  int64_t dong;
} amounts[] = {
  { "0", 0 },
  { "1000000", 1000000 },
  { "1.000.000", 1000000 },
  { "1 000 000", 1000000 },
  { "1.000 đ", 1000 },
  { "1.000.000đ", 1000000 },
  { "1.000.000 đồng", 1000000 },
  { "540000 VNĐ", 540000 },
  { "540.000vnd", 540000 },
  { "540.000 ₫", 540000 },
  { "500d", 500 },
  { "500k", 500000 },
  { "500 K", 500000 },
  { "500kđ", 500000 },
  { "1000k", 1000000 },
  { "2k5", 2500 },
  { "1,5k", 1500 },
  { "500 nghìn", 500000 },
  { "500 ngàn đồng", 500000 },
  { "1tr", 1000000 },
  { "1tr5", 1500000 },
  { "1tr5đ", 1500000 },
  { "1TR500", 1500000 },
  { "1,5tr", 1500000 },
  { "1.5tr", 1500000 },
  { "1,25 triệu", 1250000 },
  { "0,5tr", 500000 },
  { "2 triệu", 2000000 },
  { "2 trieu", 2000000 },
  { "2 TRIỆU", 2000000 },
  { "2triệu rưỡi", 2500000 },
  { "2 triệu 5", 2500000 },
  { "2 triệu 500 nghìn", 2500000 },
  { "2tr500k", 2500000 },
  { "1 tỷ", 1000000000 },
  { "1 tỉ 2", 1200000000 },
  { "1 tỷ 200 triệu 500 nghìn", 1200500000 },
  { "999999 triệu", 999999000000 },
  { "999999999k", 999999999000 },
  { "1tr50", TWO },
  { "1tr05", TWO },
  { "1tr500đ", TWO },
  { "1.500k", TWO },
  { "1,500 triệu", TWO },
  { "1000000 triệu", ODD },
  { "999999999999 tỷ", ODD },
  { "1000000000000", ODD },
  { "1.500.000k", ODD },
  { "1 000k", ODD },
  { "k", ODD },
  { "tr5", ODD },
  { "500x", ODD },
  { "500kk", ODD },
  { "500k 2tr", ODD },
  { "1tr5x", ODD },
  { "1tr5 6", ODD },
  { "1,tr", ODD },
  { "1,5tr,5", ODD },
  { "2 triệu rưỡi 5", ODD },
  { "đ", ODD },
  { "đồng", ODD },
  { "-500k", ODD },
  { "500 đ đ", ODD },
  { "1,5", ODD },
  { "", ODD },
};

static void
test_amounts (void)
{
  for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
    struct error e = { OK, 0, "" };
    int64_t got = ODD;

    if (money_parse (amounts[i].text, &got, &e) != OK)
      got = strstr (e.text, "two ways") != NULL ? TWO : ODD;
    if (!ok (got == amounts[i].dong && (got >= 0 || e.text[0] != '\0'),
             "money_parse: \"%s\"", amounts[i].text))
      printf ("# got %" PRId64 " (%s)\n", got, e.text);
  }
}

static const struct {
  const char *text;
  unsigned decimals;
  int64_t scaled; /* -1 when it is refused */
  const char *stored;
} decimals[] = {
  { "1,5", 1, 15, "1.5" },
  { "1.5", 2, 150, "1.5" },
  { "1,50", 2, 150, "1.5" },
  { "12", 2, 1200, "12" },
  { "0,05", 2, 5, "0.05" },
  { "0", 3, 0, "0" },
  { "100", 0, 100, "100" },
  { "1,555", 2, -1, NULL },
  { "1,", 2, -1, NULL },
  { ",5", 2, -1, NULL },
  { "1,5,5", 2, -1, NULL },
  { "x", 2, -1, NULL },
  { "", 2, -1, NULL },
  { "999999999999", 3, 999999999999000, "999999999999" },
  { "9999999999999", 3, -1, NULL },
  { "999999999999", 12, -1, NULL },
};

static void
test_decimals (void)
{
  for (size_t i = 0; i < sizeof decimals / sizeof *decimals; i++) {
    int64_t got = -1;
    char stored[24] = "";

    if (decimal_parse (decimals[i].text, decimals[i].decimals, &got, NULL)
        == OK)
      decimal_text (got, decimals[i].decimals, stored);
    if (!ok (got == decimals[i].scaled
               && (got == -1 || strcmp (stored, decimals[i].stored) == 0),
             "decimal: \"%s\" of %u", decimals[i].text, decimals[i].decimals))
      printf ("# got %" PRId64 " \"%s\"\n", got, stored);
  }
}

static const struct {
  int64_t number;
  const char *shown, *words;
} said[] = {
  { 0, "0", "không" },
  { 1, "1", "một" },
  { 5, "5", "năm" },
  { 10, "10", "mười" },
  { 11, "11", "mười một" },
  { 14, "14", "mười bốn" },
  { 15, "15", "mười lăm" },
  { 20, "20", "hai mươi" },
  { 21, "21", "hai mươi mốt" },
  { 24, "24", "hai mươi tư" },
  { 25, "25", "hai mươi lăm" },
  { 31, "31", "ba mươi mốt" },
  { 100, "100", "một trăm" },
  { 101, "101", "một trăm linh một" },
  { 104, "104", "một trăm linh bốn" },
  { 105, "105", "một trăm linh năm" },
  { 110, "110", "một trăm mười" },
  { 115, "115", "một trăm mười lăm" },
  { 555, "555", "năm trăm năm mươi lăm" },
  { 1000, "1.000", "một nghìn" },
  { 1005, "1.005", "một nghìn không trăm linh năm" },
  { 2005, "2.005", "hai nghìn không trăm linh năm" },
  { 2026, "2.026", "hai nghìn không trăm hai mươi sáu" },
  { 1000000, "1.000.000", "một triệu" },
  { 1000005, "1.000.005", "một triệu không trăm linh năm" },
  { 1005000, "1.005.000", "một triệu không trăm linh năm nghìn" },
  { 540000, "540.000", "năm trăm bốn mươi nghìn" },
  { 12345678, "12.345.678",
    "mười hai triệu ba trăm bốn mươi lăm nghìn sáu trăm bảy mươi tám" },
  { 1000000000, "1.000.000.000", "một tỷ" },
  { 1000000021, "1.000.000.021", "một tỷ không trăm hai mươi mốt" },
  { 999999999999, "999.999.999.999",
    "chín trăm chín mươi chín tỷ chín trăm chín mươi chín triệu chín trăm "
    "chín mươi chín nghìn chín trăm chín mươi chín" },
  { -21, "-21", "âm hai mươi mốt" },
};

static void
test_saying (void)
{
  for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
    SCOPED_BYTES got = { 0 };
    char shown[32];

    number_show (said[i].number, shown);
    number_in_words (said[i].number, &got);
    if (!ok (strcmp (shown, said[i].shown) == 0
               && strcmp (bytes_text (&got), said[i].words) == 0,
             "%s: %s", said[i].shown, said[i].words))
      printf ("# got %s: %s\n", shown, bytes_text (&got));
  }
}

static const struct {
  int64_t dong;
  const char *words;
} paid[] = {
  { 0, "Không đồng" },
  { 8000, "Tám nghìn đồng" },
  { 1200000, "Một triệu hai trăm nghìn đồng" },
  { 5005, "Năm nghìn không trăm linh năm đồng" },
  { -5000, "Âm năm nghìn đồng" },
  { 2000000000, "Hai tỷ đồng" },
};

static void
test_money (void)
{
  for (size_t i = 0; i < sizeof paid / sizeof *paid; i++) {
    SCOPED_BYTES got = { 0 };

    money_in_words (paid[i].dong, &got);
    ok (strcmp (bytes_text (&got), paid[i].words) == 0, "%s", paid[i].words);
  }
}

static void
test_limits (void)
{
  SCOPED_BYTES got = { 0 };
  char shown[32], stored[24];

  number_show (INT64_MIN, shown);
  ok (strcmp (shown, "-9.223.372.036.854.775.808") == 0, "the least number");
  decimal_text (INT64_MIN, 6, stored);
  ok (strcmp (stored, "-9223372036854.775808") == 0, "as a decimal: %s",
      stored);
  number_in_words (INT64_MAX, &got);
  ok (strncmp (bytes_text (&got), "chín tỷ hai trăm hai mươi ba triệu", 30)
        == 0,
      "the largest in words");
}

int
main (void)
{
  test_wholes ();
  test_amounts ();
  test_decimals ();
  test_saying ();
  test_money ();
  test_limits ();
  return tap_done ();
}
