#!/bin/sh
# enter-fields.sh - what the keys do in a form: one field after the other.
. "$srcdir/tests/e2e/office.sh"
. "$srcdir/tests/e2e/birth.sh"

make_site

# ---- pages ----

plays 'three pages' <<'END'
screen
key PgDn
screen
key PgDn
screen
key PgDn
screen
END
for page in 1 2 3; do
  prints "Page $page/3" "page $page"
done
lacks '…' 'no label is cut'
for label in Applicant Child Mother Father Registration; do
  grep -A1 "^  $label\$" "$work/out" | tail -1 | grep -q '[_a-z]'
  ok $? "the heading $label has its field below it"
done

# ---- the cursor ----

plays 'Enter goes on, whatever was typed' <<'END'
field nyc_ngay_cap
type 31112024
key Enter
screen
key Shift-Tab
screen
END
prints '!  Issued on                31112024' 'the finding stays visible'
prints '> Issued by' 'the cursor went on'
prints '! Issued on: the calendar has no such day' 'its sentence is read below'
prints '!> Issued on' 'back is always allowed'

plays 'groups' <<'END'
key F6
screen
key F6
screen
key F6
screen
END
prints '› Child' 'F6: the next group'
prints '> Number                   ____________________' 'and the next'
prints '› Mother' 'and the next'

plays 'skipped fields' <<'END'
field ks_loai
text 2
field ks_ngay_gcs
key Enter
screen
END
prints '> Kind of registration' 'are jumped over'

# ---- what is typed ----

plays 'codes, labels, dates, numbers' <<'END'
field ks_ngay_sinh
type 5/9/20
screen
key Enter
type 2
screen
key Enter
type ki
key Enter
screen
field so_ban_sao
type 1x2
screen
field loai_dang_ky
type 2
screen
END
prints '> Date of birth *          5/9/20____' 'a date, as it is typed'
prints 'Date of birth *          05/09/2020   6 years' 'when left, with the age'
prints 'In words                 Ngày năm tháng chín năm hai nghìn' \
  'what is given follows'
prints '> Sex *                    2_   1 Male  2 Female' 'few choices, beside it'
prints 'Sex *                    Female' 'the label when it is left'
prints 'Ethnic group *           Kinh' 'by its first letters'
prints '> Number of copies         12' 'a letter in a number is refused'
prints '> Kind of registration *   2_' 'a code takes the place of the one there'

plays 'days by their names, in a box of dates' <<'END'
field nyc_ngay_cap
type hq
key Enter
screen
field nyc_ngay_cap
type -3
key Enter
screen
field so_ban_sao
type hn
screen
END
prints 'Issued on                19/11/2026' 'yesterday'
prints 'Issued on                17/11/2026' 'three days ago'
prints '> Number of copies         __' 'no letter in another number'

plays 'a foreign name' <<'END'
type Zhang Wang
key Enter
screen
END
prints 'Full name *              Zhang Wang_' 'is left as it was typed'

plays 'the input method' <<'END'
type Nguyeenx
key Ctrl-Space
type  Xoong
screen
key Ctrl-Space
type  Booong
key Enter
type x
screen
END
prints '> Full name *              Nguyễn Xoong_' 'Ctrl-Space: off at once'
prints ' EN' 'the state line says so'
prints 'Full name *              Nguyễn Xoong Boong_' 'and on'
prints 'VN Telex' 'which it says, too'

printf '%s\n' 'type Nguye6n4' screen >"$work/keys"
gives 0 'VNI, by the option' "$HOSO" enter khai-sinh --keys "$work/keys" \
  --typing vni
prints 'Nguyễn' 'is typed'
gives 0 'by the environment' env HOSO_TYPING=vni "$HOSO" enter khai-sinh \
  --keys "$work/keys"
prints 'Nguyễn' 'is typed'
gives 0 'the option wins' env HOSO_TYPING=vni "$HOSO" enter khai-sinh \
  --keys "$work/keys" --typing off
prints 'Nguye6n4' 'nothing is changed'
echo 'typing = vni' >>"$HOSO_SITE/site.conf"
sed -i '/^typing = *$/d' "$HOSO_SITE/site.conf"
gives 0 "by the site's setting" "$HOSO" enter khai-sinh --keys "$work/keys"
prints 'Nguyễn' 'is typed'
gives 0 'the environment wins' env HOSO_TYPING=telex "$HOSO" enter khai-sinh \
  --keys "$work/keys"
prints 'Nguye6n4' 'nothing is changed'
gives 2 'a method that is none' "$HOSO" enter khai-sinh --keys "$work/keys" \
  --typing shorthand
says 'shorthand' 'is named'
gives 0 'an environment that says nothing' env HOSO_TYPING= HOSO_MARKS= \
  "$HOSO" enter khai-sinh --keys "$work/keys"
gives 2 'marks that are neither on nor off' "$HOSO" enter khai-sinh \
  --keys "$work/keys" --marks few
says 'few' 'are named'
sed -i 's/^typing = .*/typing = telex/' "$HOSO_SITE/site.conf"

plays 'undo goes from field to field' <<'END'
field nyc_ho_ten
type Lee Ba
key Enter
key Enter
type 079090001234
key Enter
type 10102020
key Ctrl-Z
screen
key Ctrl-Z
screen
key Ctrl-Z
screen
END
prints '> Issued on                ____' 'first what is being typed'
prints '> Number of the paper *    ____' 'then the field before'
prints '> Full name *              ____' 'and the one before that'

# ---- lists ----

plays 'wards' <<'END'
field nyc_noi_cu_tru
type 1 Lee
key F4
type sai gon
screen
key Enter
screen
key F4
type tan hung tp ho
key Esc
key F4
type 26740
key Enter
key Enter
screen
END
prints '/ 3321' 'all of them'
prints '> 26740  Phường Sài Gòn, Thành phố Hồ Chí Minh' 'found without marks'
prints '1 Lê, Phường Sài Gòn, Thành phố Hồ Chí Minh_' 'behind the street'
lacks 'Chí Minh, ' 'another one takes its place'

plays 'choices' <<'END'
field ks_dan_toc
type ba
key F4
screen
key Down
key Enter
screen
field ks_ho_ten
key F4
screen
END
prints 'Find: ba_' 'what is half typed is looked for'
prints '┌─ Ethnic group' 'in a frame with the label'
grep -q '> Ethnic group \*  *[0-9][0-9]_* *[A-Z]' "$work/out"
ok $? 'the code, and what it means'

# ---- the same as before ----

{ birth && cat <<'END'; } >"$work/play"
key F2
wait saved
field nyc_ho_ten
key F5
screen
field ks_noi_sinh
key Ctrl-D
screen
END
plays 'the same as in the form before' <"$work/play"
prints 'Full name *              Nguyễn Văn Bình' 'F5'
prints '> Identity paper' 'and on to the next field'
prints 'Place of birth *         Bệnh viện Từ Dũ' 'Ctrl-D'

# ---- wards of before July 2025 ----

plays 'an address with a district' <<'END'
field nyc_noi_cu_tru
text 12 Lê Lợi, Phường Bến Nghé, Quận 1, Thành phố Hồ Chí Minh
key Enter
screen
key Up
key F4
key Enter
screen
field nyc_noi_cu_tru
text Phường Cửa Đông, Quận Hoàn Kiếm, Thành phố Hà Nội
key Enter
screen
END
prints '"Residence": that ward is now Phường Sài Gòn, Thành phố Hồ Chí Minh' 'says what its ward is now'
prints ' 12 Lê Lợi, Phường Sài Gòn, Thành phố Hồ Chí Minh_' 'F4 puts that in behind the street'
prints '"Residence": that ward was divided in 2025; end' 'or that it was divided'

# ---- commands by digit ----

plays 'Esc' <<'END'
key Esc
screen
key 8
screen
key Esc
key Esc
type Lee
key Esc
key Enter
type  Ba
screen
key Esc
key Esc
screen
END
prints '1 Help  2 Save  3 Find' 'opens the commands'
prints 'Check before receiving' 'a digit is a function key'
prints '> Full name *              Lê Ba_' 'other keys are typed'
prints 'Leave the form' 'Esc Esc asks'
done_testing
