#!/bin/sh
# terminal.sh - the screens played by a script: an officer registers a birth.
. "$srcdir/tests/e2e/office.sh"

HOSO_CLOCK=2026-11-20T09:00:00+07:00
export HOSO_CLOCK
make_site

# play [PROCEDURE] - plays the script on standard input; screens go to $work/out
play ()
{
  cat >"$work/script"
  "$HOSO" enter "$@" --keys "$work/script" >"$work/out" 2>"$work/err"
}

birth ()
{
  cat <<END
# The applicant, by the keyboard's own Telex
field nyc_ho_ten
type Lee Quoocs Vinh
key Enter
text 1
key Enter
text 024097604639
key Enter
text 09/07/2024
field nyc_noi_cu_tru
text 290B Phan Bội Châu, Phường Sài Gòn, Thành phố Hồ Chí Minh
field nyc_sdt
text 0810002870
field nyc_quan_he
text 1

field ks_ho_ten
text LÊ THỊ THU LY
field ks_ngay_sinh
text ${1:-29/09/2026}
field ks_gioi_tinh
text 2
field ks_dan_toc
text 01
field ks_noi_sinh
text Bệnh viện Phụ sản, Thành phố Hồ Chí Minh
field ks_noi_sinh_dvhc
text 79
field ks_que_quan
text Thành phố Hồ Chí Minh
field ks_so_gcs
text 8689
field ks_ngay_gcs
text 29/09/2026

field me_ho_ten
text Trần Ngọc Giang
field me_ngay_sinh
text 28/03/1990
field me_dan_toc
text 01
field me_quoc_tich
text VN
field me_loai_cu_tru
text 1
field me_noi_cu_tru
text 290B Phan Bội Châu, Phường Sài Gòn, Thành phố Hồ Chí Minh
field me_loai_giay_to
text 1
field me_so_giay_to
text 014190059666

field cha_ho_ten
text Lê Quốc Vinh
field cha_ngay_sinh
text 27/09/1997
field cha_dan_toc
text 01
field cha_quoc_tich
text VN
field cha_loai_cu_tru
text 1
field cha_noi_cu_tru
text 290B Phan Bội Châu, Phường Sài Gòn, Thành phố Hồ Chí Minh
field cha_loai_giay_to
text 1
field cha_so_giay_to
text 024097604639
field so_ban_sao
text 3
wait idle
END
}

{ birth; echo 'key F2'; echo 'screen'; } | play khai-sinh
ok $? 'a birth is played'
prints 'H29.22.1-261120-0001' 'and shows its number'
gives 0 'is found without marks' "$HOSO" find 'le thi thu ly' --json
prints 'LÊ THỊ THU LY' 'by the name'
gives 0 'is shown' "$HOSO" show 261120-0001
prints 'Lê Quốc Vinh' 'what went through Telex, too'
gives 0 'status' "$HOSO" status --json
[ "$(number records)" = 1 ] && [ "$(number drafts)" = 0 ]
ok $? 'one dossier, no draft left'

{ birth 31/09/2026; echo 'key F2'; echo 'screen'; } | play khai-sinh
ok $? 'a day that does not exist is played'
prints 'Check before receiving' 'and shown instead of saved'
prints 'Date of birth' 'with its field'
printf 'key Enter\nscreen\n' >>"$work/script"
"$HOSO" enter khai-sinh --keys "$work/script" >"$work/out" 2>"$work/err"
prints '!> Date of birth' 'Enter goes to it'
gives 0 'status' "$HOSO" status --json
[ "$(number records)" = 1 ]
ok $? 'nothing was saved'

# What is wrong in a script is said with its line.
echo 'field nothing' | play khai-sinh
[ $? -eq 3 ]
ok $? 'a script that cannot be played: status 3'
says 'script:1:' 'a field that is not there: the line'
says 'nothing' 'and the field'
printf 'key F1\n\nkey F99\n' | play khai-sinh
says 'script:3:' 'a key that is not there'
echo 'fly' | play
says 'script:1:' 'a word that is none'
gives 3 'a script that is not there' "$HOSO" enter --keys "$work/none"
gives 2 'a procedure that is not there' "$HOSO" enter nope --keys "$work/script"
"$HOSO" </dev/null >"$work/out" 2>"$work/err"
[ -s "$work/err" ] && [ ! -s "$work/out" ]
ok $? 'without a terminal the commands are listed'
done_testing
