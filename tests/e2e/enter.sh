#!/bin/sh
# enter.sh - a birth from the first key to the export, as a row of a file is.
. "$srcdir/tests/e2e/office.sh"
. "$srcdir/tests/e2e/birth.sh"

make_site

# ---- typed, field by field ----

# typed TEXT... - each text typed into a field, Enter behind it
typed ()
{
  for text in "$@"; do
    [ -z "$text" ] || echo "type $text"
    echo 'key Enter'
  done
}

# Every field in its turn, as it comes under the cursor: through Telex, codes
# by number or by their first letters, dates in short.
{
  typed 'Nguyeenx Vawn Binhf' '' 079095000123 10052022 'Cujc Carnh sast' \
    '12 Lee Lowji, 26740' '0903 123 456' binh@example.vn 1
  typed 'NGUYEENX THIJ AN' 311026 2 kinh '' 'Beejnh vieejn Tuwf Dux' \
    'thanh pho ho chi minh' 'Thanhf phoos Hoof Chis Minh' '' '123/2026' \
    1/11/2026
  typed 45 2/1/2024 'Phuwowngf Saif Gonf'
  typed 'Traanf Thij Cucs' 1997 01 vn 1 '12 Lee Lowji, 26740' 1 079197000456
  typed 'Nguyeenx Vawn Binhf' 6/5/95 01 VN 1 '12 Lee Lowji, 26740' '' ''
  typed '' '' 2
  printf '%s\n' screen 'key F2' 'wait saved' screen
} >"$work/typed"
plays 'a birth, typed key by key' <"$work/typed"
prints 'Nothing is in the way' 'Enter behind the last field checks the form'
prints 'Received: H29.22.1-261120-0001' 'it has a number'
prints 'Page 1/3' 'and the next form is there'

gives 0 'it is in the list' "$HOSO" list
prints '261120-0001' 'with its number'
gives 0 'it is found without marks' "$HOSO" find nguyen thi an
prints 'NGUYỄN THỊ AN' 'by name'
gives 0 'and by the mother' "$HOSO" find cuc tran
prints '261120-0001' 'in any order'
gives 0 'it is shown with its history' "$HOSO" show 261120-0001 --history
prints 'Bệnh viện Từ Dũ' 'as it was typed'
prints 'create' 'with the change that made it'
gives 0 'the server says' "$HOSO" status --json
prints '"drafts":0' 'that no draft is left'

# ---- the same as a row of a file ----

cat >"$work/row.csv" <<'END'
nyc_ho_ten,nyc_loai_giay_to,nyc_so_giay_to,nyc_ngay_cap,nyc_noi_cap,nyc_noi_cu_tru,nyc_sdt,nyc_email,nyc_quan_he,ks_ho_ten,ks_ngay_sinh,ks_gioi_tinh,ks_dan_toc,ks_quoc_tich,ks_noi_sinh,ks_noi_sinh_dvhc,ks_que_quan,ks_loai,ks_so_gcs,ks_ngay_gcs,kh_so,kh_ngay,kh_noi,me_ho_ten,me_ngay_sinh,me_dan_toc,me_quoc_tich,me_loai_cu_tru,me_noi_cu_tru,me_loai_giay_to,me_so_giay_to,cha_ho_ten,cha_ngay_sinh,cha_dan_toc,cha_quoc_tich,cha_loai_cu_tru,cha_noi_cu_tru,loai_dang_ky,noi_dang_ky,so_ban_sao
Nguyễn Văn Bình,1,079095000123,2022-05-10,Cục Cảnh sát,"12 Lê Lợi, 26740",0903123456,binh@example.vn,Cha,NGUYỄN THỊ AN,31/10/2026,Nữ,Kinh,VN,Bệnh viện Từ Dũ,79,Thành phố Hồ Chí Minh,1,123/2026,2026-11-01,45,2024-01-02,Phường Sài Gòn,Trần Thị Cúc,1997,01,VN,1,"12 Lê Lợi, 26740",1,079197000456,Nguyễn Văn Bình,06/05/1995,01,VN,1,"12 Lê Lợi, 26740",1,26740,2
END

# same_values SITE SITE NAME - all but the id is the same, byte for byte
same_values ()
{
  for site in "$1" "$2"; do
    "$HOSO" -s "$site" export --procedure khai-sinh 2>/dev/null |
      cut -d, -f2- >"$site.values"
  done
  [ -s "$1.values" ] && cmp -s "$1.values" "$2.values"
  ok $? "$3"
}

make_site "$work/site2"
gives 0 'the same as a row of a file' \
  "$HOSO" -s "$work/site2" import khai-sinh "$work/row.csv"
same_values "$HOSO_SITE" "$work/site2" 'typed and filed are the same'

# ---- by the names of the fields ----

{
  birth nyc_ngay_cap=2022-05-10 'nyc_noi_cap=Cục Cảnh sát' \
    nyc_sdt=0903123456 nyc_email=binh@example.vn kh_so=45 kh_ngay=2024-01-02 \
    'kh_noi=Phường Sài Gòn' me_loai_giay_to=1 me_so_giay_to=079197000456 \
    so_ban_sao=2
  printf '%s\n' 'key F2' 'wait saved'
} >"$work/named"
make_site "$work/site3"
gives 0 'by the names of the fields' \
  "$HOSO" -s "$work/site3" enter khai-sinh --keys "$work/named"
same_values "$HOSO_SITE" "$work/site3" 'it is the same again'
make_site "$work/site4"
"$HOSO" -s "$work/site4" enter khai-sinh --keys - <"$work/named"
ok $? 'from standard input'
same_values "$HOSO_SITE" "$work/site4" 'once more'

# ---- on the screens ----

plays 'the list, searched while typing' <<'END'
key F10
type 2
screen
type bệnh
screen
key Esc
type an nguyeenx
screen
key Enter
screen
key Tab
key Tab
key Tab
screen
END
prints '261120-0001  NGUYỄN THỊ AN' 'has it'
prints 'No dossier has all these words' 'says when there is none'
prints '1 found' 'finds it through Telex'
prints 'TIMELINE' 'and opens it'
prints 'Entered' 'with its change'
prints 'Bệnh viện Từ Dũ' 'and with what was typed'
done_testing
