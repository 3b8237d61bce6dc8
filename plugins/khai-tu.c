/* khai-tu.c - death registration, Đăng ký khai tử (TT 04/2024/TT-BTP). */

#include <hoso/people.h>

/* Giấy báo tử, or what stands for it (NĐ 123/2015 Đ4). */
static const struct hoso_choice notices[] = {
  HOSO_OPTION ("1", "Cơ sở y tế"),
  HOSO_OPTION ("2", "UBND cấp xã"),
  HOSO_OPTION ("3", "Văn bản thi hành án"),
  HOSO_OPTION ("4", "Bản án, quyết định của Tòa án"),
  HOSO_OPTION ("5", "Công an / giám định"),
  HOSO_OPTION ("6", "Khác"),
  HOSO_END_OF_CHOICES
};

/* Only a notice from elsewhere has number, day and issuer. */
#define NOTICED .required = "gbt_loai != 6"

static const struct hoso_field form[] = {
  HOSO_PERSON ("nyc", "Người yêu cầu", .role = HOSO_APPLICANT,
               .differs = "nkt"),
  HOSO_APPLICANT_FIELDS ("nyc"),
  HOSO_FIELD (CHOICE, REQUIRED, "nyc_quan_he", "Quan hệ với người chết",
              .set = "REL", .elsewhere = "btp:nycQuanHe"),

  HOSO_PERSON ("nkt", "Người chết", .role = HOSO_SUBJECT),
  HOSO_FIELD (NAME, REQUIRED, "kt_ho_ten", "Họ, chữ đệm, tên", .chars = 60,
              .list = 1, .elsewhere = "btp:nktHoTen"),
  HOSO_FIELD (CHOICE, REQUIRED, "kt_gioi_tinh", "Giới tính", .set = "SEX",
              .elsewhere = "btp:nktGioiTinh"),
  HOSO_FIELD (PARTIAL_DATE, REQUIRED, "kt_ngay_sinh", "Ngày hoặc năm sinh",
              .fact = HOSO_BIRTH, .max = "received",
              .help = "Không rõ ngày: chỉ ghi năm.",
              .elsewhere = "btp:nktNgaySinh"),
  HOSO_ORIGIN_FIELDS (REQUIRED, "kt", "nkt"),
  HOSO_FIELD (CHOICE, REQUIRED, "kt_loai_cu_tru", "Loại cư trú cuối cùng",
              .set = "RESTYPE", .elsewhere = "btp:nktLoaiCuTru"),
  HOSO_FIELD (ADDRESS, REQUIRED, "kt_noi_cu_tru", "Nơi cư trú cuối cùng",
              .chars = 200, .elsewhere = "btp:nktNoiCuTru"),
  HOSO_FIELD (CHOICE, OPTIONAL, "kt_loai_giay_to", "Loại giấy tờ tùy thân",
              .set = "IDTYPE", .elsewhere = "btp:nktLoaiGiayToTuyThan"),
  HOSO_FIELD (ID_PAPER, OPTIONAL, "kt_so_giay_to", "Số giấy tờ tùy thân",
              .chars = 12, .elsewhere = "btp:nktSoGiayToTuyThan"),
  HOSO_FIELD (PARTIAL_DATE, REQUIRED, "kt_ngay_chet", "Ngày chết",
              .fact = HOSO_DEATH, .min = "kt_ngay_sinh", .max = "received",
              .list = 2, .help = "Không rõ ngày: ghi tháng, năm hoặc năm.",
              .elsewhere = "btp:nktNgayChet"),
  HOSO_FIELD (TIME, OPTIONAL, "kt_gio_chet", "Giờ, phút chết",
              .elsewhere = "btp:nktGioPhutChet"),
  HOSO_FIELD (TEXT, REQUIRED, "kt_noi_chet", "Nơi chết", .chars = 200,
              .elsewhere = "btp:nktNoiChet"),
  HOSO_FIELD (TEXT, REQUIRED, "kt_nguyen_nhan", "Nguyên nhân chết",
              .chars = 120, .privacy = HOSO_SENSITIVE,
              .elsewhere = "btp:nktNguyenNhanChet"),

  HOSO_SECTION ("Giấy báo tử hoặc giấy tờ thay thế"),
  HOSO_FIELD (CHOICE, REQUIRED, "gbt_loai", "Loại giấy báo tử / thay thế",
              .short_label = "Loại giấy báo tử", .choices = notices,
              .initial = "1", .elsewhere = "btp:gbtLoai"),
  HOSO_FIELD (TEXT, OPTIONAL, "gbt_so", "Số", NOTICED, .chars = 30,
              .elsewhere = "btp:gbtSo"),
  HOSO_FIELD (DATE, OPTIONAL, "gbt_ngay", "Ngày", NOTICED,
              .min = "kt_ngay_chet", .max = "received",
              .elsewhere = "btp:gbtNgay"),
  HOSO_FIELD (TEXT, OPTIONAL, "gbt_co_quan", "Cơ quan cấp", NOTICED,
              .chars = 120, .elsewhere = "btp:gbtCoQuanCap"),

  HOSO_SECTION ("Đăng ký"),
  HOSO_REGISTRATION_FIELD,
  HOSO_REGISTRY_FIELDS ("Số bản sao trích lục", "soLuongBanSao"),
  HOSO_END_OF_FORM
};

/* V14, birth <= death <= notice <= received, is said by .min and .max. */
static const struct hoso_rule rules[] = {
  HOSO_RULE (NOTE, "V02", "kt_ngay_chet",
             "kt_ngay_chet > kt_ngay_sinh + 60 days",
             "Trẻ sống từ 24 giờ rồi chết: khai cả khai sinh.",
             .law = "BLDS 2015 Đ30"),
  HOSO_RULE (WARN, "V05", "nyc_quan_he", NULL,
             "Kiểm tra văn bản ủy quyền; người thân thích không phải chứng"
             " thực.",
             .when = "nyc_quan_he = 7", .law = "TT 04/2020 Đ2",
             .unverified = 1),
  HOSO_RULE (WARN, "V13", "kt_ngay_chet",
             "received <= kt_ngay_chet + 15 days",
             "Quá 15 ngày: chọn loại đăng ký Quá hạn, thu lệ phí.",
             .when = "loai_dang_ky = 1", .law = "Luật Hộ tịch 2014 Đ33.1"),
  HOSO_END_OF_RULES
};

HOSO_REGISTER (
  .name = "khai-tu", .code = "1.000656", .revision = 1,
  .title = "Đăng ký khai tử", .area = "Hộ tịch",
  .law = "Luật Hộ tịch 2014; NĐ 123/2015/NĐ-CP; TT 04/2020/TT-BTP",
  .form = form, .rules = rules,

  .uniques = HOSO_UNIQUES (
    HOSO_UNIQUE (WARN, "V28", "kt_ho_ten;kt_ngay_sinh;kt_ngay_chet",
                 "Người này đã có hồ sơ khai tử: mở hồ sơ đó để đối"
                 " chiếu.")),

  .terms = HOSO_TERMS (
    HOSO_TERM (0, SAME_DAY, .cutoff = 15 * 60, .law = "Luật Hộ tịch Đ34"),
    HOSO_TERM (3, WORK_DAYS, .more = 1, .when = "gbt_loai = 6",
               .law = "Luật Hộ tịch Đ34: xác minh không quá 03 ngày")),

  .amounts = HOSO_AMOUNTS (
    HOSO_AMOUNT ("ban_sao", NULL, 8000, .law = "TT 281/2016/TT-BTC"),
    HOSO_AMOUNT ("qua_han", NULL, 5000, .law = "HĐND tỉnh", .local = 1,
                 .unverified = 1)),
  .fees = HOSO_FEES (
    HOSO_FEE ("Lệ phí khai tử quá hạn", "qua_han", .when = "loai_dang_ky = 2",
              .exempt = "Người thuộc hộ nghèo, người khuyết tật, người có"
                        " công."),
    HOSO_FEE ("Bản sao trích lục", "ban_sao", .times = "so_ban_sao")),

  .papers = HOSO_PAPERS (
    HOSO_PAPER ("Giấy báo tử hoặc giấy tờ thay thế", .when = "gbt_loai != 6",
                .law = "NĐ 123/2015 Đ4.2"),
    HOSO_PAPER ("Văn bản xác minh việc chết", .lookup = 1,
                .when = "gbt_loai = 6"),
    HOSO_PAPER ("Văn bản ủy quyền", .when = "nyc_quan_he = 7"),
    HOSO_PAPER ("Giấy tờ tùy thân của người yêu cầu", .copy = HOSO_SHOWN)),

  .sheets = HOSO_SHEETS (
    HOSO_SHEET ("to-khai", "Tờ khai đăng ký khai tử", .paper = 4),
    HOSO_SHEET ("trich-luc-khai-tu", "TRÍCH LỤC KHAI TỬ", .paper = 4, .text =
      "Họ, chữ đệm, tên: {kt_ho_ten}\n"
      "Ngày, tháng, năm sinh: {kt_ngay_sinh}\n"
      "Giới tính: {kt_gioi_tinh}  Dân tộc: {kt_dan_toc}"
      "  Quốc tịch: {kt_quoc_tich}\n"
      "Nơi cư trú cuối cùng: {kt_noi_cu_tru}\n"
      "Giấy tờ tùy thân: {kt_loai_giay_to} {kt_so_giay_to}\n"
      "Đã chết vào lúc: {kt_gio_chet}, ngày {kt_ngay_chet}\n"
      "Ghi bằng chữ: {kt_ngay_chet:words}\n"
      "Nơi chết: {kt_noi_chet}\n"
      "Nguyên nhân chết: {kt_nguyen_nhan}\n")),

  .samples = HOSO_SAMPLES (
    HOSO_SAMPLE ("đúng hạn", .received = "2026-11-20T09:00", .finds = "",
      .values =
      "nyc_ho_ten=Phạm Văn Giang\nnyc_loai_giay_to=1\n"
      "nyc_so_giay_to=079080000234\nnyc_noi_cu_tru=5 Hàm Nghi, 26740\n"
      "nyc_quan_he=9\nkt_ho_ten=Phạm Thị Hạnh\nkt_gioi_tinh=2\n"
      "kt_ngay_sinh=1948\nkt_dan_toc=01\nkt_quoc_tich=VN\n"
      "kt_loai_cu_tru=1\nkt_noi_cu_tru=5 Hàm Nghi, 26740\n"
      "kt_loai_giay_to=1\nkt_so_giay_to=079148000567\n"
      "kt_ngay_chet=2026-11-16\nkt_gio_chet=04:30\n"
      "kt_noi_chet=Bệnh viện Chợ Rẫy\nkt_nguyen_nhan=Bệnh già\n"
      "gbt_loai=1\ngbt_so=88/GBT\ngbt_ngay=2026-11-16\n"
      "gbt_co_quan=Bệnh viện Chợ Rẫy\nloai_dang_ky=1\nnoi_dang_ky=26740\n"
      "so_ban_sao=3\n"),
    HOSO_SAMPLE ("chết tại nhà, xác minh", .like = "đúng hạn", .finds = "",
      .values =
      "kt_noi_chet=5 Hàm Nghi, Phường Sài Gòn\nkt_gio_chet=\ngbt_loai=6\n"
      "gbt_so=\ngbt_ngay=\ngbt_co_quan=\n"),
    HOSO_SAMPLE ("chỉ biết tháng chết, có thể còn trong hạn",
      .like = "đúng hạn", .finds = "", .values =
      "kt_ngay_chet=2026-11\nkt_gio_chet=\n"),
    HOSO_SAMPLE ("quá hạn nhiều năm", .like = "đúng hạn", .finds = "",
      .values =
      "kt_ngay_chet=2019\nkt_gio_chet=\ngbt_ngay=2019-07-02\n"
      "loai_dang_ky=2\n"),

    HOSO_SAMPLE ("ngày thứ 16", .like = "đúng hạn", .finds = "V13", .values =
      "kt_ngay_chet=2026-11-04\ngbt_ngay=2026-11-05\n"),
    HOSO_SAMPLE ("trẻ sống hai ngày, ủy quyền", .like = "đúng hạn",
      .finds = "V02 V05", .values =
      "kt_ho_ten=Phạm An\nkt_ngay_sinh=2026-11-14\nkt_loai_giay_to=\n"
      "kt_so_giay_to=\nnyc_quan_he=7\n"),
    HOSO_SAMPLE ("chết trước khi sinh", .like = "đúng hạn",
      .finds = "kt_ngay_chet V02", .values =
      "kt_ngay_sinh=2026-11-18\nkt_so_giay_to=\nkt_loai_giay_to=\n"),
    HOSO_SAMPLE ("giấy báo tử trước ngày chết, không có số",
      .like = "đúng hạn", .finds = "gbt_ngay gbt_so", .values =
      "gbt_ngay=2026-11-15\ngbt_so=\n"),
    HOSO_SAMPLE ("tự khai tử cho mình", .like = "đúng hạn", .finds = "nyc",
      .values = "nyc_ho_ten=Phạm Thị Hạnh\nnyc_so_giay_to=079148000567\n"),
    HOSO_SAMPLE ("số ĐDCN của nam", .like = "đúng hạn",
      .finds = "kt_so_giay_to", .values = "kt_so_giay_to=079048000567\n"))
);
