/* ket-hon.c - marriage registration, Đăng ký kết hôn (TT 04/2024/TT-BTP). */

#include <hoso/people.h>

/* Bride and groom have the same boxes.  Both hand the dossier in. */
#define PARTY(P, TITLE, SEX, OTHER, PLACE)                                 \
  HOSO_PERSON (P, TITLE, .role = HOSO_BOTH, .sex = SEX, .differs = OTHER), \
  HOSO_FIELD (NAME, REQUIRED, P "_ho_ten", "Họ, chữ đệm, tên",             \
              .chars = 60, .list = PLACE,                                  \
              .elsewhere = "btp:" P "HoTen"),                              \
  HOSO_FIELD (DATE, REQUIRED, P "_ngay_sinh", "Ngày, tháng, năm sinh",     \
              .fact = HOSO_BIRTH, .max = "received",                       \
              .elsewhere = "btp:" P "NgaySinh"),                           \
  HOSO_ORIGIN_FIELDS (REQUIRED, P, P),                                     \
  HOSO_RESIDENCE_FIELDS (REQUIRED, P, P),                                  \
  HOSO_FIELD (CHOICE, REQUIRED, P "_loai_giay_to", "Loại giấy tờ",         \
              .set = "IDTYPE", .only = "1;2;4", .initial = "1",            \
              .elsewhere = "btp:" P "LoaiGiayToTuyThan"),                  \
  HOSO_FIELD (ID_PAPER, REQUIRED, P "_so_giay_to", "Số giấy tờ",           \
              .chars = 12, .elsewhere = "btp:" P "SoGiayToTuyThan"),       \
  HOSO_FIELD (DATE, REQUIRED, P "_ngay_cap", "Ngày cấp",                   \
              .fact = HOSO_ISSUED_ON, .max = "received",                   \
              .elsewhere = "btp:" P "NgayCapGiayToTuyThan"),               \
  HOSO_FIELD (TEXT, REQUIRED, P "_noi_cap", "Nơi cấp", .chars = 80,        \
              .fact = HOSO_ISSUED_BY,                                      \
              .elsewhere = "btp:" P "NoiCapGiayToTuyThan"),                \
  HOSO_FIELD (WHOLE, REQUIRED, P "_so_lan_kh", "Kết hôn lần thứ mấy",      \
              .min = "1", .max = "99", .initial = "1",                     \
              .elsewhere = "btp:" P "SoLanKH"),                            \
  HOSO_FIELD (CHOICE, REQUIRED, P "_tthn", "Tình trạng hôn nhân",          \
              .set = "TTHN",                                               \
              .help = "Đang có vợ hoặc chồng thì không đăng ký được.",     \
              .elsewhere = "btp:" P "LoaiTinhTrangHonNhan"),               \
  HOSO_FIELD (YES_NO, REQUIRED, P "_xn_tthn",                              \
              "Cần xác minh tình trạng hôn nhân ở nơi khác",               \
              .short_label = "Xác minh hôn nhân", .initial = "0",          \
              .help = "Có: khi tra cứu trong CSDL không thấy.",            \
              .elsewhere = "btp:" P "YeuCauXNTTHN")

static const struct hoso_field form[] = {
  PARTY ("chong", "Bên nam", HOSO_MALE, "vo", 1),
  PARTY ("vo", "Bên nữ", HOSO_FEMALE, "chong", 2),

  HOSO_SECTION ("Cam đoan"),
  HOSO_FIELD (YES_NO, REQUIRED, "tu_nguyen",
              "Hai bên có mặt, tự nguyện, không thuộc trường hợp cấm",
              .short_label = "Có mặt, tự nguyện",
              .help = "Cả hai ký khi nhận kết quả; cấp 02 bản chính."),
  HOSO_FIELD (YES_NO, REQUIRED, "quan_he_cam",
              "Không cùng dòng máu trực hệ, họ trong ba đời, nuôi dưỡng",
              .short_label = "Không cấm vì họ hàng"),

  HOSO_SECTION ("Đăng ký"),
  HOSO_REGISTRY_FIELDS ("Số bản sao trích lục", "soBanSao"),
  HOSO_FIELD (NOTES, OPTIONAL, "ghi_chu", "Ghi chú", .chars = 200,
              .elsewhere = "btp:ghiChu"),
  HOSO_END_OF_FORM
};

/* Ages are counted in whole years on the day of receipt; who was born on 29
 * February has a birthday on 1 March.
 */
static const struct hoso_rule rules[] = {
  HOSO_RULE (REFUSE, "V08.NAM", "chong_ngay_sinh",
             "age (chong_ngay_sinh) >= 20",
             "Hướng dẫn trở lại khi bên nam đủ 20 tuổi.",
             .law = "Luật HNGĐ 2014 Đ8.1a"),
  HOSO_RULE (REFUSE, "V08.NU", "vo_ngay_sinh", "age (vo_ngay_sinh) >= 18",
             "Hướng dẫn trở lại khi bên nữ đủ 18 tuổi.",
             .law = "Luật HNGĐ 2014 Đ8.1a"),

  HOSO_RULE (REFUSE, "V09.NAM", "chong_tthn", "chong_tthn in 2, 3",
             "Ghi đã ly hôn hoặc vợ đã chết, hoặc sửa số lần kết hôn.",
             .when = "chong_so_lan_kh > 1", .law = "Luật HNGĐ 2014 Đ5.2c"),
  HOSO_RULE (REFUSE, "V09.NU", "vo_tthn", "vo_tthn in 2, 3",
             "Ghi đã ly hôn hoặc chồng đã chết, hoặc sửa số lần kết hôn.",
             .when = "vo_so_lan_kh > 1", .law = "Luật HNGĐ 2014 Đ5.2c"),

  /* V10: two persons (.differs), a man and a woman (.sex), not akin. */
  HOSO_RULE (REFUSE, "V10.TN", "tu_nguyen", "tu_nguyen = 1",
             "Từ chối: hai bên phải có mặt và tự nguyện.",
             .law = "Luật HNGĐ 2014 Đ8.1b"),
  HOSO_RULE (REFUSE, "V10.QH", "quan_he_cam", "quan_he_cam = 1",
             "Từ chối: người có họ trong phạm vi ba đời không được kết hôn.",
             .law = "Luật HNGĐ 2014 Đ5.2d"),

  HOSO_RULE (REFUSE, "QT.NAM", "chong_quoc_tich", "chong_quoc_tich = VN",
             "Dùng thủ tục kết hôn có yếu tố nước ngoài (2.000806).",
             .law = "Luật Hộ tịch 2014 Đ17"),
  HOSO_RULE (REFUSE, "QT.NU", "vo_quoc_tich", "vo_quoc_tich = VN",
             "Dùng thủ tục kết hôn có yếu tố nước ngoài (2.000806).",
             .law = "Luật Hộ tịch 2014 Đ17"),

  /* The amended law lets people register wherever they like. */
  HOSO_RULE (WARN, "NOICT", "chong_noi_cu_tru",
             "ward in chong_noi_cu_tru, vo_noi_cu_tru",
             "Không bên nào cư trú tại đây: hướng dẫn đến nơi cư trú.",
             .until = "2027-02-28", .law = "Luật Hộ tịch 2014 Đ17.1",
             .unverified = 1),
  HOSO_END_OF_RULES
};

HOSO_REGISTER (
  .name = "ket-hon", .code = "1.000894", .revision = 1,
  .title = "Đăng ký kết hôn", .area = "Hộ tịch",
  .law = "Luật HNGĐ 2014; Luật Hộ tịch 2014; NĐ 123/2015/NĐ-CP",
  .form = form, .rules = rules,

  .uniques = HOSO_UNIQUES (
    HOSO_UNIQUE (WARN, "V28.NAM", "chong_so_giay_to",
                 "Bên nam đã có hồ sơ kết hôn: đối chiếu tình trạng hôn"
                 " nhân."),
    HOSO_UNIQUE (WARN, "V28.NU", "vo_so_giay_to",
                 "Bên nữ đã có hồ sơ kết hôn: đối chiếu tình trạng hôn"
                 " nhân.")),

  .terms = HOSO_TERMS (
    HOSO_TERM (5, WORK_DAYS, .when = "chong_xn_tthn = 1",
               .law = "Luật Hộ tịch Đ18: xác minh không quá 05 ngày"),
    HOSO_TERM (5, WORK_DAYS, .when = "vo_xn_tthn = 1",
               .law = "Luật Hộ tịch Đ18: xác minh không quá 05 ngày"),
    HOSO_TERM (0, SAME_DAY, .cutoff = 15 * 60, .law = "Luật Hộ tịch Đ18")),

  .states = HOSO_STATES (
    HOSO_STATE ("cho-xac-minh", "Chờ nơi khác xác minh", .within = 4,
                .days = 3)),

  .amounts = HOSO_AMOUNTS (
    HOSO_AMOUNT ("ban_sao", NULL, 8000, .law = "TT 281/2016/TT-BTC")),
  .fees = HOSO_FEES (
    HOSO_FEE ("Bản sao trích lục", "ban_sao", .times = "so_ban_sao")),

  .papers = HOSO_PAPERS (
    HOSO_PAPER ("Giấy tờ tùy thân của hai bên", .copy = HOSO_SHOWN,
                .count = 2),
    HOSO_PAPER ("Bản in tra cứu tình trạng hôn nhân của bên nam",
                .lookup = 1, .when = "chong_xn_tthn = 0",
                .law = "NĐ 07/2025"),
    HOSO_PAPER ("Bản in tra cứu tình trạng hôn nhân của bên nữ",
                .lookup = 1, .when = "vo_xn_tthn = 0",
                .law = "NĐ 07/2025"),
    HOSO_PAPER ("Văn bản trả lời xác minh về bên nam", .lookup = 1,
                .when = "chong_xn_tthn = 1", .law = "NĐ 07/2025"),
    HOSO_PAPER ("Văn bản trả lời xác minh về bên nữ", .lookup = 1,
                .when = "vo_xn_tthn = 1", .law = "NĐ 07/2025"),
    HOSO_PAPER ("Bản án, quyết định ly hôn của bên nam", .copy = HOSO_EITHER,
                .when = "chong_tthn = 2"),
    HOSO_PAPER ("Bản án, quyết định ly hôn của bên nữ", .copy = HOSO_EITHER,
                .when = "vo_tthn = 2"),
    HOSO_PAPER ("Trích lục khai tử của người vợ trước", .copy = HOSO_EITHER,
                .when = "chong_tthn = 3"),
    HOSO_PAPER ("Trích lục khai tử của người chồng trước",
                .copy = HOSO_EITHER, .when = "vo_tthn = 3")),

  .sheets = HOSO_SHEETS (
    HOSO_SHEET ("to-khai", "Tờ khai đăng ký kết hôn", .paper = 4),
    HOSO_SHEET ("giay-chung-nhan", "GIẤY CHỨNG NHẬN KẾT HÔN", .paper = 4,
      .copies = 2, .text =
      "Họ, chữ đệm, tên vợ: {vo_ho_ten}\n"
      "Ngày, tháng, năm sinh: {vo_ngay_sinh}\n"
      "Dân tộc: {vo_dan_toc}  Quốc tịch: {vo_quoc_tich}\n"
      "Nơi cư trú: {vo_noi_cu_tru}\n"
      "Giấy tờ tùy thân: {vo_loai_giay_to} {vo_so_giay_to}\n\n"
      "Họ, chữ đệm, tên chồng: {chong_ho_ten}\n"
      "Ngày, tháng, năm sinh: {chong_ngay_sinh}\n"
      "Dân tộc: {chong_dan_toc}  Quốc tịch: {chong_quoc_tich}\n"
      "Nơi cư trú: {chong_noi_cu_tru}\n"
      "Giấy tờ tùy thân: {chong_loai_giay_to} {chong_so_giay_to}\n")),

  .samples = HOSO_SAMPLES (
    HOSO_SAMPLE ("lần đầu", .received = "2026-11-20T09:00", .finds = "",
      .values =
      "chong_ho_ten=Lê Quang Khải\nchong_ngay_sinh=1998-03-15\n"
      "chong_dan_toc=01\nchong_quoc_tich=VN\nchong_loai_cu_tru=1\n"
      "chong_noi_cu_tru=7 Pasteur, 26740\nchong_loai_giay_to=1\n"
      "chong_so_giay_to=079098000345\nchong_ngay_cap=2022-05-10\n"
      "chong_noi_cap=Cục CSQLHC về TTXH\nchong_so_lan_kh=1\nchong_tthn=1\n"
      "chong_xn_tthn=0\nvo_ho_ten=Đặng Thị Loan\nvo_ngay_sinh=2000-07-01\n"
      "vo_dan_toc=01\nvo_quoc_tich=VN\nvo_loai_cu_tru=1\n"
      "vo_noi_cu_tru=20 Tràng Tiền, 00070\nvo_loai_giay_to=1\n"
      "vo_so_giay_to=001300000678\nvo_ngay_cap=2023-01-09\n"
      "vo_noi_cap=Bộ Công an\nvo_so_lan_kh=1\nvo_tthn=1\nvo_xn_tthn=0\n"
      "tu_nguyen=1\nquan_he_cam=1\nnoi_dang_ky=26740\nso_ban_sao=1\n"),
    HOSO_SAMPLE ("lần hai, vợ góa, xác minh", .like = "lần đầu", .finds = "",
      .values =
      "chong_so_lan_kh=2\nchong_tthn=2\nchong_xn_tthn=1\nvo_so_lan_kh=2\n"
      "vo_tthn=3\nvo_xn_tthn=1\n"),
    HOSO_SAMPLE ("vừa đủ tuổi", .like = "lần đầu", .finds = "", .values =
      "chong_ngay_sinh=2006-11-20\nchong_so_giay_to=079206000345\n"
      "vo_ngay_sinh=2008-11-20\nvo_so_giay_to=001308000678\n"),
    HOSO_SAMPLE ("sinh ngày 29/02, đủ 18 tuổi ngày 01/3",
      .like = "lần đầu", .received = "2026-03-01T09:00", .finds = "",
      .values = "vo_ngay_sinh=2008-02-29\nvo_so_giay_to=001308000678\n"),
    HOSO_SAMPLE ("hộ chiếu, nơi khác sau ngày 01/3/2027", .like = "lần đầu",
      .received = "2027-03-01T09:00", .finds = "", .values =
      "chong_noi_cu_tru=1 Bà Triệu, 00070\nchong_loai_giay_to=2\n"
      "chong_so_giay_to=C1234567\n"),

    HOSO_SAMPLE ("thiếu một ngày", .like = "vừa đủ tuổi",
      .finds = "V08.NAM V08.NU", .values =
      "chong_ngay_sinh=2006-11-21\nvo_ngay_sinh=2008-11-21\n"),
    HOSO_SAMPLE ("sinh ngày 29/02, còn một ngày",
      .like = "sinh ngày 29/02, đủ 18 tuổi ngày 01/3",
      .received = "2026-02-28T09:00", .finds = "V08.NU"),
    HOSO_SAMPLE ("lần hai mà chưa kết hôn", .like = "lần đầu",
      .finds = "V09.NAM V09.NU", .values =
      "chong_so_lan_kh=2\nvo_so_lan_kh=2\n"),
    HOSO_SAMPLE ("không tự nguyện, có họ", .like = "lần đầu",
      .finds = "V10.TN V10.QH", .values = "tu_nguyen=0\nquan_he_cam=0\n"),
    HOSO_SAMPLE ("một người ở cả hai bên", .like = "lần đầu",
      .finds = "chong vo vo_so_giay_to", .values =
      "vo_ho_ten=Lê Quang Khải\nvo_ngay_sinh=1998-03-15\n"
      "vo_so_giay_to=079098000345\n"),
    HOSO_SAMPLE ("người nước ngoài", .like = "lần đầu",
      .finds = "QT.NAM QT.NU", .values =
      "chong_quoc_tich=LA\nvo_quoc_tich=KH\n"),
    HOSO_SAMPLE ("không ai ở phường này", .like = "lần đầu",
      .finds = "NOICT", .values =
      "chong_noi_cu_tru=1 Bà Triệu, 00070\n"),
    HOSO_SAMPLE ("lần thứ 0, thiếu nơi cấp", .like = "lần đầu",
      .finds = "chong_so_lan_kh vo_noi_cap", .values =
      "chong_so_lan_kh=0\nvo_noi_cap=\n"))
);
