/* doctor-files.c - files of made-up people, places and sentences. */

#include "doctor-files.h"

#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"
#include "text/windows.h"

#include <string.h>

#define COUNT(array) (sizeof (array) / sizeof *(array))

enum { LINES_LEAST = 20, LINES_MOST = 60 };

static const char *const sentences[] = {
  "Người yêu cầu cam đoan những nội dung khai trên đây là đúng sự thật.",
  "Đề nghị bổ sung giấy chứng sinh bản chính trước ngày hẹn trả kết quả.",
  "Hồ sơ đã được tiếp nhận, chờ xác minh tại nơi cư trú cũ.",
  "Trẻ em sinh tại nhà, có văn bản của người làm chứng.",
  "Cha mẹ chưa đăng ký kết hôn nên phần khai về cha để trống.",
  "Kết quả được trả qua bưu chính, lệ phí đã nộp đủ.",
  "Tên trong sổ gốc viết tay khó đọc, cần đối chiếu lại.",
  "Bà ngoại đi khai thay vì mẹ cháu đang nằm viện.",
  "Xin cấp thêm hai bản sao trích lục để nhập học.",
  "Ông ấy mất lúc gà gáy, con cháu đều có mặt.",
  "Ruộng vườn giao lại cho con út trông nom, thờ cúng.",
  "Cán bộ hộ tịch kiểm tra rồi ký, đóng dấu giáp lai.",
};

static const char *const plain_lines[] = {
  "id,code,state,received", "2026-11-20,14:05,ok", "CCCD 001099000001",
  "Pasteur, An Lac",        "Ho so so 12/2026",    "- - -",
  "Tel. 0390005508",
};

static const char *const signs[][2] = {
  { "“", "”" },
  { "– ", "…" },
  { "‘", "’" },
  { "• ", " °" },
};

/* ---- lines ----------------------------------------------------------------
 */

static void
add_name (struct dice *dice, bool capital, struct bytes *to)
{
  char name[NAME_SIZE], raised[NAME_SIZE];

  name_make (dice, people_any (dice), dice_chance (dice, 50),
             dice_between (dice, 1930, 2025), NULL, name);
  name_capital (name, raised);
  bytes_add_text (to, capital ? raised : name);
}

static void
add_row (struct dice *dice, const struct places *places, struct bytes *to)
{
  char address[TEXT_SIZE];

  add_name (dice, false, to);
  place_address (places, dice,
                 (int) dice_below (dice, (unsigned) places->n_wards), address);
  bytes_printf (to, ",%02d/%02d/%d,\"%s\"", dice_between (dice, 1, 28),
                dice_between (dice, 1, 12), dice_between (dice, 1930, 2025),
                address);
}

static void
add_sentence (struct dice *dice, struct bytes *to)
{
  bytes_add_text (to, sentences[dice_below (dice, COUNT (sentences))]);
}

static void
add_numbers (struct dice *dice, struct bytes *to)
{
  bytes_printf (to, "%u;%012u;%u.%03u;", dice_below (dice, 999),
                dice_below (dice, 1u << 30), dice_below (dice, 900),
                dice_below (dice, 1000));
  add_name (dice, false, to);
}

static void
add_short (struct dice *dice, struct bytes *to)
{
  SCOPED_BYTES name = { 0 };

  add_name (dice, false, &name);
  bytes_add_text (to, strrchr (bytes_text (&name), ' ') != NULL
                        ? strrchr (bytes_text (&name), ' ') + 1
                        : bytes_text (&name));
}

static void
add_signs (struct dice *dice, struct bytes *to)
{
  size_t pair = dice_below (dice, COUNT (signs));

  bytes_add_text (to, signs[pair][0]);
  add_sentence (dice, to);
  bytes_add_text (to, signs[pair][1]);
}

static void
add_line (struct dice *dice, const struct places *places, enum style style,
          struct bytes *to)
{
  switch (style) {
  case STYLE_NAMES: add_name (dice, false, to); break;
  case STYLE_ROWS: add_row (dice, places, to); break;
  case STYLE_SENTENCES: add_sentence (dice, to); break;
  case STYLE_CAPITALS: add_name (dice, true, to); break;
  case STYLE_MIXED:
    if (dice_chance (dice, 65))
      bytes_add_text (to, plain_lines[dice_below (dice, COUNT (plain_lines))]);
    else
      add_row (dice, places, to);
    break;
  case STYLE_NUMBERS: add_numbers (dice, to); break;
  case STYLE_SHORT: add_short (dice, to); break;
  default: add_signs (dice, to); break;
  }
}

void
doctor_text (struct dice *dice, const struct places *places, enum style style,
             struct bytes *to)
{
  int lines = dice_between (dice, LINES_LEAST, LINES_MOST);

  for (int i = 0; i < lines; i++) {
    add_line (dice, places, style, to);
    bytes_add_text (to, "\n");
  }
}

/* ---- other languages ------------------------------------------------------
 */

static const char *const foreign[] = {
  "The café is naïve; £5 – déjà vu, résumé, Zoë & Chloë",
  "São Paulo, João não está, ação, coração, mãe, irmã, Conceição",
  "El niño comió jamón; ¿qué? ¡sí! Muñoz, Núñez, Pérez",
  "Müller, Größe, Schön, Köln, über, Straße, Jürgen Weiß",
  "crème brûlée, garçon, Noël, où, forêt, hôtel, Loïc",
  "Søren Kierkegaard, Åse, Ærø, smørrebrød, blåbær",
  "LÃ VÂN HÀ; LÀ CÔ ÂN, BÀ HÙNG, CÙNG ÔNG LÂM",
  "hà là cô bà ông hân lâm vân tâm sâm cân",
  "Ã Â À Á È É Ê Ì Í Ò Ó Ô Õ Ù Ú Ý",
  "សុខ ភារុណ, ជា សុផល; ព្រះរាជាណាចក្រ",
  "王小明, 李娜, 陈静; 胡志明市",
  "ສົມສັກ ແກ້ວມະນີ, นายสมชาย ใจดี",
  "Việt Nam 🇻🇳 cảm ơn 🙏 👍 ❤️",
  "Иванов Пётр, Ольга; Київ",
  "Nguyễn Văn A (阮文A) – bản dịch",
  "“Đã nhận” – 5 °C, 12 m², 3.000.000 ₫",
  "김철수, 박영희; 田中さくら",
  "Krông Păk, Čư Mgar, H'Lan Niê, Ayŭn, Blơt",
};

void
doctor_foreign (struct dice *dice, const struct places *places,
                struct bytes *to)
{
  int lines = dice_between (dice, 1, LINES_MOST);
  unsigned kind = dice_below (dice, COUNT (foreign));
  bool alone = dice_chance (dice, 50);

  for (int i = 0; i < lines; i++) {
    if (alone || dice_chance (dice, 50))
      bytes_add_text (to, foreign[kind]);
    else
      add_line (dice, places, (enum style) dice_below (dice, STYLES), to);
    bytes_add_text (to, "\n");
  }
}

/* ---- bytes ----------------------------------------------------------------
 */

static void
add_code (struct bytes *to, uint32_t c)
{
  char raw[4];

  if (c != 0)
    bytes_add (to, raw, utf8_put (c, raw));
}

void
doctor_decompose (const struct bytes *text, struct bytes *to)
{
  const char *at = (const char *) text->at, *end = at + text->len;

  while (at < end) {
    uint32_t c = utf8_next (&at, end);
    struct letter l;
    bool apart = letter_of (c, &l) && l.shape != SHAPE_STROKE;

    add_code (to, apart ? (unsigned char) l.base : c);
    add_code (to, apart ? letter_shape_mark (l.shape) : 0);
    add_code (to, apart ? letter_tone_mark (l.tone) : 0);
  }
}

/* The bytes as letters; false when one is none. */
static bool
go (enum way way, struct bytes *raw, struct bytes *to)
{
  bool good = true;

  for (size_t i = 0; i < raw->len; i++) {
    uint32_t c = way == WAY_WINDOWS ? windows_code (raw->at[i]) : raw->at[i];

    good &= c != 0;
    add_code (to, c);
  }
  return good;
}

bool
doctor_write (const struct charset *c, enum way way, const struct bytes *text,
              struct bytes *to)
{
  struct encoder *e = encoder_new (c);
  SCOPED_BYTES rest = { 0 }, raw = { 0 };

  bytes_add (&rest, text->at, text->len);
  encoder_lines (e, &rest, true, &raw);
  encoder_free (e);
  if (way != WAY_PLAIN)
    return go (way, &raw, to);
  bytes_add (to, raw.at, raw.len);
  return true;
}
