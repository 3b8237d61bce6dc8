# birth.sh - a birth for scripts of "hoso enter --keys".  Source this.
#
# The day is 20 November 2026; the people do not exist.

HOSO_CLOCK=2026-11-20T09:00
export HOSO_CLOCK

# birth [KEY=VALUE]... - prints the script that fills in every field that a
# birth must have, with other values for some
birth ()
{
  {
    cat <<'END'
nyc_ho_ten=Nguyễn Văn Bình
nyc_so_giay_to=079095000123
nyc_noi_cu_tru=12 Lê Lợi, 26740
nyc_quan_he=1
ks_ho_ten=NGUYỄN THỊ AN
ks_ngay_sinh=2026-10-31
ks_gioi_tinh=2
ks_dan_toc=01
ks_noi_sinh=Bệnh viện Từ Dũ
ks_noi_sinh_dvhc=79
ks_que_quan=Thành phố Hồ Chí Minh
ks_so_gcs=123/2026
ks_ngay_gcs=2026-11-01
me_ho_ten=Trần Thị Cúc
me_ngay_sinh=1997
me_dan_toc=01
me_quoc_tich=VN
me_loai_cu_tru=1
me_noi_cu_tru=12 Lê Lợi, 26740
cha_ho_ten=Nguyễn Văn Bình
cha_ngay_sinh=1995-05-06
cha_dan_toc=01
cha_quoc_tich=VN
cha_loai_cu_tru=1
cha_noi_cu_tru=12 Lê Lợi, 26740
END
    [ $# -eq 0 ] || printf '%s\n' "$@"
  } | sed 's/^\([a-z_]*\)=\(.*\)/field \1\ntext \2/'
}

# plays NAME [STATUS] - plays standard input on the form of a birth; what is
# printed is in $work/out and $work/err
plays ()
{
  cat >"$work/keys"
  gives "${2:-0}" "$1" "$HOSO" enter khai-sinh --keys "$work/keys"
}

# lacks TEXT NAME - passes when the last command did not print TEXT
lacks ()
{
  ! grep -qF -- "$1" "$work/out"
  ok $? "$2"
}
