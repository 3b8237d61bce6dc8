/* charset-test.c - every encoding, both ways, all letters and all pairs, in
 * pieces of any size; and against iconv where it knows them.
 */

#include "tests/tap.h"
#include "text/charset.h"
#include "text/letters.h"
#include "text/utf8.h"

#include <string.h>

/* The letters, small ones and capitals apart, and each behind every other. */
struct letters {
  uint32_t at[400];
  size_t count;
};

static struct letters
all_letters (void)
{
  struct letters all = { .count = 0 };
  struct letter l;

  for (uint32_t c = 0xC0; c <= 0x1EF9; c++)
    if (letter_of (c, &l))
      all.at[all.count++] = c;
  return all;
}

static void
add_code (struct bytes *to, uint32_t c)
{
  char raw[4];

  bytes_add (to, raw, utf8_put (c, raw));
}

static void
encode (const struct charset *c, const struct bytes *text, struct bytes *to,
        struct misfit *misfit)
{
  struct encoder *e = encoder_new (c);
  const char *at = (const char *) text->at;
  size_t done = 0;

  while (done < text->len) {
    const char *end = memchr (at + done, '\n', text->len - done);
    size_t len =
      end == NULL ? text->len - done : (size_t) (end - at) - done + 1;

    encoder_line (e, at + done, len, to);
    done += len;
  }
  encoder_end (e, to);
  *misfit = *encoder_misfit (e);
  encoder_free (e);
}

/* Decodes in pieces of STEP bytes. */
static void
decode (const struct charset *c, const struct bytes *raw, size_t step,
        struct bytes *to, struct misfit *misfit)
{
  struct decoder *d = decoder_new (c, "?");

  for (size_t i = 0; i < raw->len; i += step)
    decoder_add (d, raw->at + i, raw->len - i < step ? raw->len - i : step, to);
  decoder_end (d, to);
  *misfit = *decoder_misfit (d);
  decoder_free (d);
}

static bool
same (const struct bytes *a, const struct bytes *b)
{
  return a->len == b->len && memcmp (a->at, b->at, a->len) == 0;
}

/* ---- there and back --------------------------------------------------------
 */

static bool
tells_all (const struct charset *c, const struct letters *all)
{
  for (size_t i = 0; i < all->count; i++)
    if (!charset_tells_case (c, all->at[i]))
      return false;
  return c->kind != CHARSET_BKHCM1 && c->kind != CHARSET_TCVN3_H;
}

/* All pairs, a line each, with a blank between lines' words. */
/* No such line is valid UTF-8 by chance: "đường" never is. */
static void
add_pairs (struct bytes *to, const struct letters *all, bool small)
{
  bytes_add_text (to, "đường ");
  for (size_t i = 0; i < all->count; i++)
    for (size_t j = 0; j < all->count; j++) {
      if (small
          && (letter_small (all->at[i]) != all->at[i]
              || letter_small (all->at[j]) != all->at[j]))
        continue;
      bytes_add_char (to, 'x');
      add_code (to, all->at[i]);
      add_code (to, all->at[j]);
      add_code (to, 'h');
      bytes_add_text (to, j % 7 == 0 ? "\nđường " : " ");
    }
}

static void
test_round (enum charset_kind kind)
{
  struct charset c = charset_of (kind);
  struct letters all = all_letters ();
  SCOPED_BYTES text = { 0 };
  SCOPED_BYTES raw = { 0 };
  SCOPED_BYTES back = { 0 };
  struct misfit out, in;

  if (kind == CHARSET_TCVN3_H)
    return;
  add_pairs (&text, &all, !tells_all (&c, &all));
  encode (&c, &text, &raw, &out);
  ok (out.count == 0, "%s: all pairs are written: %llu are not, U+%04X", c.name,
      (unsigned long long) out.count, out.what);
  decode (&c, &raw, 1 << 20, &back, &in);
  ok (same (&text, &back) && in.count == 0, "%s: all pairs come back", c.name);
}

static void
test_pieces (enum charset_kind kind)
{
  static const char words[] =
    "nguyễn thị ánh, ấp 3 xã bình hưng\ngiàng a páo; quận 8\n"
    "đặng thùy uyên - khuỷu đường nghĩa ngẫu";
  struct charset c = charset_of (kind);
  struct bytes text = { 0 };
  SCOPED_BYTES raw = { 0 };
  struct misfit none;
  bool good = true;

  bytes_add_text (&text, words);
  encode (&c, &text, &raw, &none);
  bytes_free (&text);
  for (size_t step = 2; good && step < 9; step++) {
    SCOPED_BYTES whole = { 0 };
    SCOPED_BYTES pieces = { 0 };

    decode (&c, &raw, raw.len, &whole, &none);
    decode (&c, &raw, step, &pieces, &none);
    good = same (&whole, &pieces);
    decode (&c, &raw, 1, &text, &none);
    good &= same (&whole, &text);
    bytes_free (&text);
  }
  ok (good, "%s: the same in pieces of any size", c.name);
}

/* ---- single cases -----------------------------------------------------------
 */

static const struct {
  const char *charset, *raw, *text;
} readings[] = {
  { "tcvn3", "Nguy\xd4n V\xa8n \xb8nh", "Nguyễn Văn ánh" },
  { "tcvn3", "NGUY\xd4N V\xa1N T\xf3, x", "NGUYỄN VĂN TÚ, x" },
  { "tcvn3", "T\xf3", "Tú" },
  { "tcvn3", "H\xa7ND", "HĐND" },
  { "tcvn3", "L\xaa T\xf3 B\xd7nh", "Lê Tú Bình" },
  { "tcvn3-h", "Nguy\xd4n", "NGUYỄN" },
  { "tcvn3", "\x93ph\xad\xeang\x94", "“phường”" },
  { "abc", "\xae\xad\xeang", "đường" },
  { "vni-win", "Nguye\xe3n Va\xean A\xd9nh", "Nguyễn Văn Ánh" },
  { "vni-win", "\xf1\xf6\xf4\xf8ng", "đường" },
  { "cp1258", "Nguy\xea\xden", "Nguyễn" },
  { "cp1258", "Hoa", "Hoa" },
  { "cp1258", "l\xe0 la\xcc", "là là" },
  { "cp1258", "5 \xfe", "5 ₫" },
  { "tcvn5712-1", "H\xb5 Hoa\xb0", "Hà Hoà" },
  { "tcvn5712-1", "\x01t \x11\xc7", "Út Ứầ" },
  { "viscii", "Ti\xeang Vi\xaet", "Tiêng Việt" },
  { "viqr", "Vie^.t Nam. \\(a)", "Việt Nam. (a)" },
  { "viqr", "DDa^'t d\\d ho\\?", "Đất dd ho?" },
  { "viqr", "thu+o+ng tho*`i", "thương thời" },
  { "ncr", "Vi&#7879;t &#x1EC7; &#; &amp; &#xFFFFFFFF;",
    "Việt ệ &#; &amp; &#xFFFFFFFF;" },
  { "c-string", "Vi\\u1ec7t \\x1EC7 \\U00001EC7 \\\\n \\t",
    "Việt ệ ệ \\n \\t" },
  { "utf-8", "\xef\xbb\xbfVie\xcc\xa3\xcc\x82t", "Việt" },
  { "utf-8", "Nguyá»…n", "Nguyễn" },
  { "utf-8", "Đà là", "Đà là" },
  /* bytes that were taken for Windows-1252 or Latin-1, saved as UTF-8 */
  { "tcvn3", "NguyÔn V¨n", "Nguyễn Văn" },
  { "vni-win", "Nguyeãn Vaên", "Nguyễn Văn" },
  { "tcvn3", "\xc2\xae\xc2\xad\xc3\xaang", "đường" },
};

static void
test_readings (void)
{
  for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
    struct bytes raw = { 0 };
    SCOPED_BYTES text = { 0 };
    struct charset c;
    struct misfit misfit;
    bool known = charset_named (readings[i].charset, &c);

    bytes_add_text (&raw, readings[i].raw);
    if (known)
      decode (&c, &raw, 3, &text, &misfit);
    if (!ok (known && strcmp (bytes_text (&text), readings[i].text) == 0,
             "%s reads \"%s\"", readings[i].charset, readings[i].text))
      printf ("# got: %s\n", bytes_text (&text));
    bytes_free (&raw);
  }
}

/* What is written, and where the first letter stands that is not. */
static const struct {
  const char *charset, *text, *raw;
  unsigned long long count, line, column;
} writings[] = {
  { "tcvn3", "NGUYỄN Văn", "NGUY\xd4N V\xa8n", 0, 0, 0 },
  { "tcvn3", "a\nbc Ánh", "a\nbc \xb8nh", 1, 2, 4 },
  { "tcvn3-h", "BÌNH", "B\xd7NH", 0, 0, 0 },
  { "tcvn3", "€5 日",
    "\x80"
    "5 ?",
    1, 1, 4 },
  { "vni-win", "Ánh ŏ", "A\xd9nh o", 1, 1, 5 },
  { "cp1258", "Vie\xcc\xa3\xcc\x82t", "Vi\xea\xf2t", 0, 0, 0 },
  { "viscii", "\x02", "?", 1, 1, 1 },
  /* columns, each of which is read for itself */
  { "tcvn3-h", "BA,ba;BÀ", "BA,ba;B\xb5", 2, 1, 4 },
  { "tcvn3", "NGUYỄN ÁI,ÁI", "NGUY\xd4N \xb8I,\xb8I", 1, 1, 11 },
  { "tcvn3", "日,NGUYỄN\tÁI ŏ", "?,NGUY\xd4N\t\xb8I o", 3, 1, 1 },
  { "vni-win", "日,ŏ Ánh", "?,o A\xd9nh", 2, 1, 1 },
  { "bkhcm1", "ĐẶNG LỤC", NULL, 1, 1, 7 },
  { "viqr", "Ho? d d dd Đ (x) a(b\\", "Ho\\? d d d\\d DD (x) a\\(b\\\\", 0, 0,
    0 },
  { "ncr", "& &# ệ", "& &#38;# &#7879;", 0, 0, 0 },
  { "c-string", "ệ\\", "\\u1ec7\\\\", 0, 0, 0 },
};

static void
test_writings (void)
{
  for (size_t i = 0; i < sizeof writings / sizeof *writings; i++) {
    struct bytes text = { 0 };
    SCOPED_BYTES raw = { 0 };
    struct charset c;
    struct misfit m;
    bool good = charset_named (writings[i].charset, &c);

    bytes_add_text (&text, writings[i].text);
    encode (&c, &text, &raw, &m);
    good &= m.count == writings[i].count && m.line == writings[i].line
            && m.column == writings[i].column
            && (writings[i].raw == NULL
                || strcmp (bytes_text (&raw), writings[i].raw) == 0);
    if (!ok (good, "%s writes case %zu", writings[i].charset, i))
      printf ("# %llu misfits, the first at %llu:%llu; wrote %s\n",
              (unsigned long long) m.count, (unsigned long long) m.line,
              (unsigned long long) m.column, bytes_text (&raw));
    bytes_free (&text);
  }
}

/* A line whose bytes are UTF-8 by chance will be read as that. */
static void
test_chance (void)
{
  struct charset c = charset_of (CHARSET_VIETWARE_F);
  SCOPED_BYTES text = { 0 };
  SCOPED_BYTES raw = { 0 };
  struct misfit m;

  bytes_add_text (&text, "ằ");
  encode (&c, &text, &raw, &m);
  ok (m.count == 0, "one byte that is no UTF-8");
  bytes_add_text (&text, "à"); /* C2 AA: U+00AA */
  encode (&c, &text, &raw, &m);
  ok (m.count == 2 && m.column == 1, "two bytes that are: %llu of 2 misfits",
      (unsigned long long) m.count);
}

static void
test_misfit (void)
{
  struct charset c = charset_of (CHARSET_TCVN3);
  struct bytes raw = { 0 };
  SCOPED_BYTES text = { 0 };
  struct misfit m;

  bytes_add_text (&raw, "a\nph\xad\xeang \xff!\n\xf0");
  decode (&c, &raw, 4, &text, &m);
  ok (m.count == 2 && m.line == 2 && m.column == 8 && m.what == 0xff,
      "a byte that is no letter: its line and column");
  ok (strcmp (bytes_text (&text), "a\nphường ?!\n?") == 0,
      "the text goes on behind it");
  bytes_free (&raw);
}

/* ---- names
 * -------------------------------------------------------------------- */

static void
test_names (void)
{
  struct charset c;

  for (enum charset_kind k = 0; k < CHARSETS; k++) {
    struct charset known = charset_of (k);

    ok (charset_named (known.name, &c) && c.kind == k, "%s is known by name",
        known.name);
  }
  ok (charset_named ("UTF-8", &c) && c.kind == CHARSET_UTF8, "in any case");
  ok (!charset_named ("klingon", &c) && !charset_named ("", &c),
      "a name that nobody knows");
}

/* ---- iconv
 * ---------------------------------------------------------------------- */

static void
test_iconv (enum charset_kind kind, const char *name)
{
  struct charset c = charset_of (kind), theirs;
  struct letters all = all_letters ();
  bool good = true;

  if (!charset_named (name, &theirs) || theirs.kind != CHARSET_ICONV) {
    ok (true, "%s # SKIP iconv does not know it", name);
    return;
  }
  for (size_t i = 0; i < all.count && good; i++) {
    SCOPED_BYTES text = { 0 };
    SCOPED_BYTES raw = { 0 };
    SCOPED_BYTES back = { 0 };
    struct misfit m;

    add_code (&text, all.at[i]);
    bytes_add_text (&text, "n");
    encode (&c, &text, &raw, &m);
    decode (&theirs, &raw, 1, &back, &m);
    good = same (&text, &back) && m.count == 0;
    raw.len = back.len = 0;
    encode (&theirs, &text, &raw, &m);
    decode (&c, &raw, 1, &back, &m);
    good &= same (&text, &back);
  }
  ok (good, "%s: iconv and the table agree on every letter", name);
}

int
main (void)
{
  for (enum charset_kind k = 0; k < CHARSETS; k++) {
    test_round (k);
    test_pieces (k);
  }
  test_readings ();
  test_writings ();
  test_chance ();
  test_misfit ();
  test_names ();
  test_iconv (CHARSET_CP1258, "iconv:cp1258");
  test_iconv (CHARSET_TCVN5712, "iconv:tcvn5712-1");
  test_iconv (CHARSET_VISCII, "iconv:viscii");
  return tap_done ();
}
