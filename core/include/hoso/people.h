/* hoso/people.h - groups of fields that several forms share.
 *
 * Each macro stands for fields in a form or for columns of a table.  P is the
 * prefix of the keys and, with "btp:", of the names at the Ministry of
 * Justice.  A group is copied into the plugin when it is compiled: changing
 * it here changes no form that is in use.
 */
#ifndef HOSO_PEOPLE_H
#define HOSO_PEOPLE_H

#include <hoso/plugin.h>

/* Người yêu cầu, as on every civil-status form (TT 04/2020/TT-BTP). */
#define HOSO_APPLICANT_FIELDS(P)                                           \
  HOSO_FIELD (NAME, REQUIRED, P "_ho_ten", "Họ, chữ đệm, tên",             \
              .chars = 60, .elsewhere = "btp:" P "HoTen"),                 \
  HOSO_FIELD (CHOICE, REQUIRED, P "_loai_giay_to", "Loại giấy tờ tùy thân", \
              .set = "IDTYPE", .only = "1;2;4", .initial = "1",            \
              .elsewhere = "btp:" P "LoaiGiayToTuyThan"),                  \
  HOSO_FIELD (ID_PAPER, REQUIRED, P "_so_giay_to", "Số giấy tờ tùy thân",  \
              .chars = 12, .elsewhere = "btp:" P "SoGiayToTuyThan"),       \
  HOSO_FIELD (DATE, OPTIONAL, P "_ngay_cap", "Ngày cấp", .max = "received", \
              .fact = HOSO_ISSUED_ON,                                      \
              .elsewhere = "btp:" P "NgayCapGiayToTuyThan"),               \
  HOSO_FIELD (TEXT, OPTIONAL, P "_noi_cap", "Nơi cấp", .chars = 80,        \
              .fact = HOSO_ISSUED_BY,                                      \
              .elsewhere = "btp:" P "NoiCapGiayToTuyThan"),                \
  HOSO_FIELD (ADDRESS, REQUIRED, P "_noi_cu_tru", "Nơi cư trú",            \
              .help = "Thường trú; nếu không có: tạm trú, nơi đang sống.", \
              .chars = 200, .elsewhere = "btp:" P "NoiCuTru"),             \
  HOSO_FIELD (PHONE, OPTIONAL, P "_sdt", "Số điện thoại",                  \
              .elsewhere = "btp:" P "SoDienThoai"),                        \
  HOSO_FIELD (EMAIL, OPTIONAL, P "_email", "Email", .chars = 80,           \
              .elsewhere = "btp:" P "Email")

/* Dân tộc, quốc tịch. */
#define HOSO_ORIGIN_FIELDS(NEED, P, BTP)                                   \
  HOSO_FIELD (CHOICE, NEED, P "_dan_toc", "Dân tộc", .set = "ETHNIC",      \
              .elsewhere = "btp:" BTP "DanToc"),                           \
  HOSO_FIELD (CHOICE, NEED, P "_quoc_tich", "Quốc tịch", .set = "NATION",  \
              .initial = "VN", .elsewhere = "btp:" BTP "QuocTich")

/* Loại cư trú, nơi cư trú. */
#define HOSO_RESIDENCE_FIELDS(NEED, P, BTP)                                \
  HOSO_FIELD (CHOICE, NEED, P "_loai_cu_tru", "Loại cư trú",               \
              .set = "RESTYPE", .elsewhere = "btp:" BTP "LoaiCuTru"),      \
  HOSO_FIELD (ADDRESS, NEED, P "_noi_cu_tru", "Nơi cư trú", .chars = 200,  \
              .elsewhere = "btp:" BTP "NoiCuTru")

/* Members of a household, the columns of a table. */
#define HOSO_MEMBER_COLUMNS                                                \
  HOSO_COLUMNS (                                                           \
    HOSO_FIELD (NAME, REQUIRED, "ho_ten", "Họ, chữ đệm, tên", .chars = 60), \
    HOSO_FIELD (DATE, REQUIRED, "ngay_sinh", "Ngày sinh",                  \
                .fact = HOSO_BIRTH, .max = "received"),                    \
    HOSO_FIELD (CHOICE, REQUIRED, "gioi_tinh", "Giới tính", .set = "SEX"), \
    HOSO_FIELD (PERSON_ID, OPTIONAL, "so_dinh_danh", "Số định danh"),      \
    HOSO_FIELD (CHOICE, REQUIRED, "quan_he", "Quan hệ", .set = "REL"))

/* In time, late, or again after the first registration was lost. */
#define HOSO_REGISTRATION_FIELD                                            \
  HOSO_FIELD (CHOICE, REQUIRED, "loai_dang_ky", "Loại đăng ký",            \
              .choices = HOSO_CHOOSE (HOSO_OPTION ("1", "Đúng hạn"),       \
                                      HOSO_OPTION ("2", "Quá hạn"),        \
                                      HOSO_OPTION ("3", "Đăng ký lại")),   \
              .initial = "1", .elsewhere = "btp:loaiDangKy")

/* Where a civil-status event is registered, and how many copies are wanted. */
#define HOSO_REGISTRY_FIELDS(COPIES_LABEL, COPIES_BTP)                     \
  HOSO_FIELD (CHOICE, REQUIRED, "noi_dang_ky", "Nơi đăng ký",              \
              .set = "WARD", .initial = "ward",                            \
              .elsewhere = "btp:noiDangKy"),                               \
  HOSO_FIELD (WHOLE, OPTIONAL, "so_ban_sao", COPIES_LABEL, .max = "99",    \
              .elsewhere = "btp:" COPIES_BTP)

#endif
