/* khai-sinh.c - birth registration, Đăng ký khai sinh (TT 04/2024/TT-BTP). */

#include <hoso/people.h>
#include <string.h>

static const struct hoso_choice birth_kinds[] = {
  HOSO_OPTION ("1", "Thông thường"),
  HOSO_OPTION ("2", "Trẻ bị bỏ rơi"),
  HOSO_OPTION ("3", "Chưa xác định được cha hoặc mẹ"),
  HOSO_OPTION ("4", "Mang thai hộ"),
  HOSO_END_OF_CHOICES
};

/* Mother and father have the same boxes.  All are needed as soon as there is
 * a name; the name is needed unless that parent is not determined.
 */
#define KNOWN(P) .required = P "_ho_ten filled"
#define PARENT(P, TITLE, SEX)                                              \
  HOSO_PERSON (P, TITLE, .sex = SEX, .shown = "ks_loai != 2"),             \
  HOSO_FIELD (NAME, OPTIONAL, P "_ho_ten", "Họ, chữ đệm, tên",             \
              .required = "ks_loai in 1, 4", .chars = 60,                  \
              .elsewhere = "btp:" P "HoTen"),                              \
  HOSO_FIELD (PARTIAL_DATE, OPTIONAL, P "_ngay_sinh", "Ngày hoặc năm sinh", \
              KNOWN (P), .fact = HOSO_BIRTH, .max = "ks_ngay_sinh",        \
              .help = "Không rõ ngày: chỉ ghi năm.",                       \
              .elsewhere = "btp:" P "NgaySinh"),                           \
  HOSO_FIELD (CHOICE, OPTIONAL, P "_dan_toc", "Dân tộc", KNOWN (P),        \
              .set = "ETHNIC", .elsewhere = "btp:" P "DanToc"),            \
  HOSO_FIELD (CHOICE, OPTIONAL, P "_quoc_tich", "Quốc tịch", KNOWN (P),    \
              .set = "NATION", .elsewhere = "btp:" P "QuocTich"),          \
  HOSO_FIELD (CHOICE, OPTIONAL, P "_loai_cu_tru", "Loại cư trú", KNOWN (P), \
              .set = "RESTYPE", .elsewhere = "btp:" P "LoaiCuTru"),        \
  HOSO_FIELD (ADDRESS, OPTIONAL, P "_noi_cu_tru", "Nơi cư trú", KNOWN (P), \
              .chars = 200, .elsewhere = "btp:" P "NoiCuTru"),             \
  HOSO_FIELD (CHOICE, OPTIONAL, P "_loai_giay_to", "Loại giấy tờ tùy thân", \
              .set = "IDTYPE",                                             \
              .elsewhere = "btp:" P "LoaiGiayToTuyThan"),                  \
  HOSO_FIELD (ID_PAPER, OPTIONAL, P "_so_giay_to", "Số giấy tờ / số ĐDCN", \
              .chars = 12, .elsewhere = "btp:" P "SoGiayToTuyThan")

static const struct hoso_field form[] = {
  HOSO_PERSON ("nyc", "Người yêu cầu", .role = HOSO_APPLICANT),
  HOSO_APPLICANT_FIELDS ("nyc"),
  HOSO_FIELD (CHOICE, REQUIRED, "nyc_quan_he",
              "Quan hệ với người được khai sinh",
              .short_label = "Quan hệ với trẻ", .set = "REL",
              .only = "1;2;3;4;5;6;7", .elsewhere = "btp:nycQuanHe"),

  HOSO_PERSON ("tre", "Người được khai sinh", .role = HOSO_SUBJECT),
  HOSO_FIELD (NAME, REQUIRED, "ks_ho_ten", "Họ, chữ đệm, tên (in hoa)",
              .short_label = "Họ, chữ đệm, tên", .chars = 60, .list = 1,
              .elsewhere = "btp:nksHoTen"),
  HOSO_FIELD (DATE, REQUIRED, "ks_ngay_sinh", "Ngày, tháng, năm sinh",
              .fact = HOSO_BIRTH, .max = "received", .list = 2,
              .help = "Trẻ sống từ 24 giờ rồi chết: khai cả khai tử.",
              .elsewhere = "btp:nksNgaySinh"),
  HOSO_FIELD (TEXT, GIVEN, "ks_ngay_sinh_chu", "Ghi bằng chữ", .chars = 120,
              .value = "ks_ngay_sinh in words",
              .elsewhere = "btp:nksNgaySinhBangChu"),
  HOSO_FIELD (CHOICE, REQUIRED, "ks_gioi_tinh", "Giới tính", .set = "SEX",
              .elsewhere = "btp:nksGioiTinh"),
  HOSO_ORIGIN_FIELDS (REQUIRED, "ks", "nks"),
  HOSO_FIELD (TEXT, REQUIRED, "ks_noi_sinh", "Nơi sinh", .chars = 200,
              .help = "Tên cơ sở y tế và địa chỉ; sinh ngoài: ghi địa chỉ.",
              .elsewhere = "btp:nksNoiSinh"),
  HOSO_FIELD (CHOICE, REQUIRED, "ks_noi_sinh_dvhc", "Tỉnh nơi sinh",
              .set = "PROV", .elsewhere = "btp:nksNoiSinhDVHC"),
  HOSO_FIELD (TEXT, REQUIRED, "ks_que_quan", "Quê quán", .chars = 200,
              .help = "Theo quê quán của cha hoặc của mẹ.",
              .elsewhere = "btp:nksQueQuan"),
  HOSO_FIELD (CHOICE, REQUIRED, "ks_loai", "Loại khai sinh",
              .choices = birth_kinds, .initial = "1",
              .elsewhere = "btp:nksLoaiKhaiSinh"),
  HOSO_FIELD (TEXT, OPTIONAL, "ks_so_gcs", "Số giấy chứng sinh / thay thế",
              .short_label = "Số giấy chứng sinh", .chars = 30,
              .required = "ks_loai != 2"),
  HOSO_FIELD (DATE, OPTIONAL, "ks_ngay_gcs", "Ngày cấp giấy chứng sinh",
              .short_label = "Ngày giấy chứng sinh",
              .required = "ks_loai != 2", .min = "ks_ngay_sinh",
              .max = "received", .elsewhere = "btp:ngayCapGCS"),

  HOSO_SECTION ("Giấy chứng nhận kết hôn của cha mẹ",
                .shown = "ks_loai != 2"),
  HOSO_FIELD (TEXT, OPTIONAL, "kh_so", "Số", .chars = 20),
  HOSO_FIELD (DATE, OPTIONAL, "kh_ngay", "Ngày", .max = "received",
              .required = "kh_so filled"),
  HOSO_FIELD (TEXT, OPTIONAL, "kh_noi", "Nơi đăng ký", .chars = 120,
              .required = "kh_so filled"),

  PARENT ("me", "Người mẹ", HOSO_FEMALE),
  PARENT ("cha", "Người cha", HOSO_MALE),

  HOSO_SECTION ("Đăng ký"),
  HOSO_REGISTRATION_FIELD,
  HOSO_REGISTRY_FIELDS ("Số lượng bản sao", "soLuongBanSao"),
  HOSO_END_OF_FORM
};

static const char *
plain_name (struct hoso_check *c, const char *key)
{
  return hoso_plain (c, hoso_value (c, key));
}

/* The surname is the first word. */
static bool
same_surname (const char *one, const char *other)
{
  size_t length = strcspn (one, " ");

  return length == strcspn (other, " ") && strncmp (one, other, length) == 0;
}

/* c->arg is the key of the name of the one known parent. */
static bool
surname_of_that_parent (struct hoso_check *c)
{
  return same_surname (plain_name (c, "ks_ho_ten"), plain_name (c, c->arg));
}

/* Most have the father's. */
static bool
surname_of_a_parent (struct hoso_check *c)
{
  const char *child = plain_name (c, "ks_ho_ten");

  return same_surname (child, plain_name (c, "cha_ho_ten"))
         || same_surname (child, plain_name (c, "me_ho_ten"));
}

static const struct hoso_rule rules[] = {
  HOSO_RULE (WARN, "V01", "ks_ngay_sinh",
             "received <= ks_ngay_sinh + 60 days",
             "Quá 60 ngày: chọn loại đăng ký Quá hạn, thu lệ phí.",
             .when = "loai_dang_ky = 1", .law = "Luật Hộ tịch 2014 Đ15.1"),

  /* One parent is not determined: the child follows the other. */
  HOSO_RULE (REFUSE, "V03.1", "ks_loai", "cha_ho_ten empty",
             "Để trống phần của người cha hoặc người mẹ chưa xác định.",
             .when = "ks_loai = 3 and me_ho_ten filled",
             .law = "NĐ 123/2015 Đ15"),
  HOSO_RULE (REFUSE, "V03.2", "ks_loai", "cha_ho_ten filled",
             "Ghi người cha hoặc người mẹ đã biết.",
             .when = "ks_loai = 3 and me_ho_ten empty",
             .law = "NĐ 123/2015 Đ15"),
  HOSO_RULE (REFUSE, "V03.ME", "ks_dan_toc",
             "ks_dan_toc = me_dan_toc and ks_quoc_tich = me_quoc_tich",
             "Ghi dân tộc, quốc tịch theo mẹ.",
             .when = "ks_loai = 3 and me_ho_ten filled",
             .law = "NĐ 123/2015 Đ15.2"),
  HOSO_RULE (REFUSE, "V03.CHA", "ks_dan_toc",
             "ks_dan_toc = cha_dan_toc and ks_quoc_tich = cha_quoc_tich",
             "Ghi dân tộc, quốc tịch theo cha.",
             .when = "ks_loai = 3 and cha_ho_ten filled",
             .law = "NĐ 123/2015 Đ15.3"),
  HOSO_TEST (REFUSE, "V03.HOME", "ks_ho_ten", surname_of_that_parent,
             "Ghi họ theo mẹ.", .arg = "me_ho_ten",
             .when = "ks_loai = 3 and me_ho_ten filled",
             .law = "NĐ 123/2015 Đ15.2"),
  HOSO_TEST (REFUSE, "V03.HOCHA", "ks_ho_ten", surname_of_that_parent,
             "Ghi họ theo cha.", .arg = "cha_ho_ten",
             .when = "ks_loai = 3 and cha_ho_ten filled",
             .law = "NĐ 123/2015 Đ15.3"),

  HOSO_RULE (WARN, "V05", "nyc_quan_he", NULL,
             "Kiểm tra văn bản ủy quyền; người thân thích không phải chứng"
             " thực.",
             .when = "nyc_quan_he = 7", .law = "TT 04/2020 Đ2",
             .unverified = 1),
  HOSO_RULE (REFUSE, "P12.ME", "me_ngay_sinh",
             "ks_ngay_sinh >= me_ngay_sinh + 12 years",
             "Sửa ngày sinh: mẹ phải hơn con từ 12 tuổi."),
  HOSO_RULE (REFUSE, "P12.CHA", "cha_ngay_sinh",
             "ks_ngay_sinh >= cha_ngay_sinh + 12 years",
             "Sửa ngày sinh: cha phải hơn con từ 12 tuổi."),
  HOSO_RULE (WARN, "P18.ME", "me_ngay_sinh",
             "ks_ngay_sinh >= me_ngay_sinh + 18 years",
             "Mẹ chưa đủ 18 tuổi khi sinh: kiểm tra lại ngày sinh."),
  HOSO_RULE (WARN, "P18.CHA", "cha_ngay_sinh",
             "ks_ngay_sinh >= cha_ngay_sinh + 18 years",
             "Cha chưa đủ 18 tuổi khi sinh con: kiểm tra lại ngày sinh."),
  HOSO_TEST (WARN, "HO", "ks_ho_ten", surname_of_a_parent,
             "Họ của con khác cả cha và mẹ: kiểm tra thỏa thuận, tập quán.",
             .when = "ks_loai in 1, 4", .law = "BLDS 2015 Đ26.2"),
  HOSO_RULE (WARN, "DANTOC", "ks_dan_toc",
             "ks_dan_toc in me_dan_toc, cha_dan_toc",
             "Dân tộc của con khác cả cha và mẹ: kiểm tra lại.",
             .when = "ks_loai in 1, 4", .law = "BLDS 2015 Đ29.2"),
  HOSO_RULE (REFUSE, "NOIDK", "noi_dang_ky", "noi_dang_ky = ward",
             "Chọn đúng xã, phường của cơ quan đăng ký."),
  HOSO_END_OF_RULES
};

HOSO_REGISTER (
  .name = "khai-sinh", .code = "1.001193", .revision = 1,
  .title = "Đăng ký khai sinh", .area = "Hộ tịch",
  .law = "Luật Hộ tịch 2014; NĐ 123/2015/NĐ-CP; TT 04/2020/TT-BTP",
  .form = form, .rules = rules,

  .uniques = HOSO_UNIQUES (
    HOSO_UNIQUE (WARN, "V28", "ks_ho_ten;ks_ngay_sinh;me_ho_ten",
                 "Trẻ này đã có hồ sơ khai sinh: mở hồ sơ đó để đối chiếu.")),

  .terms = HOSO_TERMS (
    HOSO_TERM (7, DAYS, .when = "ks_loai = 2",
               .law = "NĐ 123/2015 Đ14: niêm yết 07 ngày"),
    HOSO_TERM (0, SAME_DAY, .cutoff = 15 * 60, .law = "Luật Hộ tịch Đ16")),

  .amounts = HOSO_AMOUNTS (
    HOSO_AMOUNT ("ban_sao", NULL, 8000, .law = "TT 281/2016/TT-BTC"),
    HOSO_AMOUNT ("qua_han", NULL, 5000, .law = "HĐND tỉnh", .local = 1,
                 .unverified = 1)),
  .fees = HOSO_FEES (
    HOSO_FEE ("Lệ phí khai sinh quá hạn", "qua_han",
              .when = "loai_dang_ky = 2",
              .exempt = "Người thuộc hộ nghèo, người khuyết tật, người có"
                        " công."),
    HOSO_FEE ("Bản sao trích lục", "ban_sao", .times = "so_ban_sao")),

  .papers = HOSO_PAPERS (
    HOSO_PAPER ("Giấy chứng sinh hoặc văn bản thay thế",
                .when = "ks_loai != 2"),
    HOSO_PAPER ("Biên bản về việc trẻ bị bỏ rơi", .when = "ks_loai = 2",
                .law = "NĐ 123/2015 Đ14"),
    HOSO_PAPER ("Văn bản chứng minh việc mang thai hộ",
                .when = "ks_loai = 4"),
    HOSO_PAPER ("Văn bản ủy quyền", .when = "nyc_quan_he = 7"),
    HOSO_PAPER ("Giấy tờ tùy thân của người yêu cầu", .copy = HOSO_SHOWN),
    HOSO_PAPER ("Bản in tra cứu tình trạng hôn nhân của cha mẹ", .lookup = 1,
                .when = "kh_so filled", .law = "NĐ 07/2025")),

  .sheets = HOSO_SHEETS (
    HOSO_SHEET ("to-khai", "Tờ khai đăng ký khai sinh", .paper = 4),
    HOSO_SHEET ("giay-khai-sinh", "GIẤY KHAI SINH", .paper = 4, .text =
      "Họ, chữ đệm, tên: {ks_ho_ten}\n"
      "Ngày, tháng, năm sinh: {ks_ngay_sinh}\n"
      "Ghi bằng chữ: {ks_ngay_sinh_chu}\n"
      "Giới tính: {ks_gioi_tinh}  Dân tộc: {ks_dan_toc}"
      "  Quốc tịch: {ks_quoc_tich}\n"
      "Nơi sinh: {ks_noi_sinh}\n"
      "Quê quán: {ks_que_quan}\n"
      "Người mẹ: {me_ho_ten}, {me_ngay_sinh}\n"
      "Người cha: {cha_ho_ten}, {cha_ngay_sinh}\n")),

  .samples = HOSO_SAMPLES (
    HOSO_SAMPLE ("đúng hạn", .received = "2026-11-20T09:00", .finds = "",
      .values =
      "nyc_ho_ten=Nguyễn Văn Bình\nnyc_loai_giay_to=1\n"
      "nyc_so_giay_to=079095000123\nnyc_noi_cu_tru=12 Lê Lợi, 26740\n"
      "nyc_quan_he=1\nks_ho_ten=NGUYỄN THỊ AN\nks_ngay_sinh=2026-10-31\n"
      "ks_ngay_sinh_chu=Ngày ba mươi mốt tháng mười năm hai nghìn không trăm"
      " hai mươi sáu\n"
      "ks_gioi_tinh=2\nks_dan_toc=01\nks_quoc_tich=VN\n"
      "ks_noi_sinh=Bệnh viện Từ Dũ\nks_noi_sinh_dvhc=79\n"
      "ks_que_quan=Thành phố Hồ Chí Minh\nks_loai=1\nks_so_gcs=123/2026\n"
      "ks_ngay_gcs=2026-11-01\nkh_so=45\nkh_ngay=2024-01-02\n"
      "kh_noi=Phường Sài Gòn\nme_ho_ten=Trần Thị Cúc\nme_ngay_sinh=1997\n"
      "me_dan_toc=01\nme_quoc_tich=VN\nme_loai_cu_tru=1\n"
      "me_noi_cu_tru=12 Lê Lợi, 26740\nme_loai_giay_to=1\n"
      "me_so_giay_to=079197000456\ncha_ho_ten=Nguyễn Văn Bình\n"
      "cha_ngay_sinh=1995-05-06\ncha_dan_toc=01\ncha_quoc_tich=VN\n"
      "cha_loai_cu_tru=1\ncha_noi_cu_tru=12 Lê Lợi, 26740\n"
      "loai_dang_ky=1\nnoi_dang_ky=26740\nso_ban_sao=2\n"),
    HOSO_SAMPLE ("ngày thứ 60, theo họ mẹ", .like = "đúng hạn", .finds = "",
      .values =
      "ks_ho_ten=TRẦN NGUYỄN AN\nks_ngay_sinh=2026-09-21\n"
      "ks_ngay_sinh_chu=Ngày hai mươi mốt tháng chín năm hai nghìn không trăm"
      " hai mươi sáu\n"),
    HOSO_SAMPLE ("quá hạn", .like = "đúng hạn", .finds = "", .values =
      "ks_ngay_sinh=2020-02-29\nks_ngay_gcs=2020-03-01\nloai_dang_ky=2\n"
      "ks_ngay_sinh_chu=Ngày hai mươi chín tháng hai năm hai nghìn không trăm"
      " hai mươi\nkh_so=\nkh_ngay=\nkh_noi=\n"),
    HOSO_SAMPLE ("trẻ bị bỏ rơi", .like = "đúng hạn", .finds = "", .values =
      "ks_loai=2\nks_so_gcs=\nks_ngay_gcs=\nnyc_quan_he=6\n"),
    HOSO_SAMPLE ("chưa xác định cha", .like = "đúng hạn", .finds = "",
      .values =
      "ks_loai=3\nks_ho_ten=TRẦN THỊ AN\ncha_ho_ten=\ncha_ngay_sinh=\n"
      "cha_dan_toc=\ncha_quoc_tich=\ncha_loai_cu_tru=\ncha_noi_cu_tru=\n"),
    HOSO_SAMPLE ("chưa xác định mẹ", .like = "đúng hạn", .finds = "",
      .values =
      "ks_loai=3\nkh_so=\nkh_ngay=\nkh_noi=\nme_ho_ten=\nme_ngay_sinh=\n"
      "me_dan_toc=\nme_quoc_tich=\nme_loai_cu_tru=\nme_noi_cu_tru=\n"
      "me_loai_giay_to=\nme_so_giay_to=\n"),

    HOSO_SAMPLE ("quá 60 ngày", .like = "đúng hạn", .finds = "V01", .values =
      "ks_ngay_sinh=2026-09-20\n"
      "ks_ngay_sinh_chu=Ngày hai mươi tháng chín năm hai nghìn không trăm hai"
      " mươi sáu\n"),
    HOSO_SAMPLE ("số ĐDCN của mẹ là của nam", .like = "đúng hạn",
      .finds = "me_so_giay_to", .values = "me_so_giay_to=079097000456\n"),
    HOSO_SAMPLE ("chưa xác định cha, nhưng theo cha", .like = "đúng hạn",
      .finds = "V03.1 V03.HOME", .values = "ks_loai=3\n"),
    HOSO_SAMPLE ("chưa xác định cha, khác họ và dân tộc mẹ",
      .like = "chưa xác định cha", .finds = "V03.ME V03.HOME", .values =
      "ks_ho_ten=LÊ AN\nks_dan_toc=04\n"),
    HOSO_SAMPLE ("chưa xác định mẹ, khác họ và quốc tịch cha",
      .like = "chưa xác định mẹ", .finds = "V03.CHA V03.HOCHA", .values =
      "ks_ho_ten=LÊ AN\ncha_quoc_tich=LA\n"),
    HOSO_SAMPLE ("chưa xác định cả hai", .like = "chưa xác định cha",
      .finds = "V03.2", .values =
      "kh_so=\nkh_ngay=\nkh_noi=\nme_ho_ten=\nme_ngay_sinh=\nme_dan_toc=\n"
      "me_quoc_tich=\nme_loai_cu_tru=\nme_noi_cu_tru=\nme_loai_giay_to=\n"
      "me_so_giay_to=\n"),
    HOSO_SAMPLE ("khác họ, dân tộc; cha quá trẻ; ủy quyền; nơi khác",
      .like = "đúng hạn",
      .finds = "HO DANTOC P12.CHA P18.CHA V05 NOIDK", .values =
      "ks_ho_ten=LÊ AN\nks_dan_toc=04\ncha_ngay_sinh=2016\n"
      "nyc_quan_he=7\nnoi_dang_ky=00004\n"),
    HOSO_SAMPLE ("mẹ 11 tuổi, thiếu ngày cấp", .like = "đúng hạn",
      .finds = "P12.ME P18.ME ks_ngay_gcs", .values =
      "me_ngay_sinh=2015\nme_so_giay_to=\nks_ngay_gcs=\n"))
);
