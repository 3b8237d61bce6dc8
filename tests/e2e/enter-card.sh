#!/bin/sh
# enter-card.sh - a scanner types the code of an identity card: it fills the
# fields of the person at the cursor, and nothing else.
. "$srcdir/tests/e2e/office.sh"
. "$srcdir/tests/e2e/birth.sh"

make_site

old='079190001234|271234567|Nguyễn Thị Ánh|05091990|Nữ|12/4 Nguyễn Huệ, Phường Sài Gòn, Thành phố Hồ Chí Minh|10052022'
new="$old||Nguyễn Văn Ba|Trần Thị Tư||"

# filled NAME - the applicant is who is on the card, the rest is as it was
filled ()
{
  prints 'Full name *              Nguyễn Thị Ánh_' "$1: the name"
  prints 'Identity paper *         Citizen identity card' "$1: the paper"
  prints 'Number of the paper *    079190001234' "$1: its number"
  prints 'Issued on                10/05/2022' "$1: its day"
  prints 'Residence *              12/4 Nguyễn Huệ, Phường Sài Gòn' "$1: the address"
  prints 'Telephone                0903123456' "$1: the telephone stays"
  lacks '271234567' "$1: no rest of the code"
}

for code in "$old" "$new" "]Q1$old"; do
  plays 'a card' <<END
field nyc_sdt
text 0903123456
field nyc_so_giay_to
type $code
key Enter
screen
END
  filled "$code"
  prints '> Number of the paper' 'the cursor stays'
done

plays 'in mid-word, through Telex' <<END
field nyc_sdt
text 0903123456
field nyc_email
type an@example.vn
field nyc_noi_cap
type Cujc Carnh sats
type $old
key Tab
screen
END
filled 'in mid-word'
prints '> Issued by                Cục Cảnh sát_' 'what was half typed is still there'

plays 'pasted' <<END
field nyc_sdt
text 0903123456
field nyc_ho_ten
key Paste
type $new
key Paste-End
screen
END
filled 'pasted'

plays 'without an Enter behind it' <<END
field nyc_sdt
text 0903123456
field nyc_ho_ten
type $old
wait idle
screen
END
filled 'no Enter'

plays 'a parent' <<END
field nyc_ho_ten
text Trần Văn Sáu
field me_ho_ten
type $old
key Enter
screen
key PgUp
key PgUp
screen
END
prints 'Full name *              Nguyễn Thị Ánh_' 'the name'
prints 'Date or year of birth *  05/09/1990   36 years' 'the birth, and the age'
prints 'Full name *              Trần Văn Sáu' 'the applicant is another person'

plays 'half of a code, given up' <<END
field nyc_ho_ten
type Lee Ba
type 079190001234|271234567|Ngu
screen
key Esc
screen
END
prints 'Reading a card' 'the state line says what happens'
prints '> Full name *              Lê Ba_' 'Esc: as it was before'
lacks '271234567' 'the code is gone'

plays 'fields that tell about no person' <<END
field so_ban_sao
type $old
key Enter
screen
END
prints 'These fields tell about no person' 'is said'

plays 'a code that ends too early' <<END
field nyc_ho_ten
type 079190001234|271234567|Nguy
key Enter
screen
key Esc
screen
END
prints 'the code ends too early' 'is said'
prints 'Number of the paper *    079190001234' 'what is certain is taken'

plays 'twelve digits alone are a number' <<END
field nyc_so_giay_to
type 079190001234
key Enter
screen
END
prints 'Number of the paper *    079190001234' 'and stay one'
prints '> Issued on' 'Enter is the next field'

plays 'undone, field by field' <<END
field nyc_sdt
text 0903123456
field nyc_ho_ten
text Lê Ba
type $old
key Enter
key Ctrl-Z
key Ctrl-Z
key Ctrl-Z
key Ctrl-Z
screen
END
prints 'Full name *              Lê Ba' 'the name is back'
prints 'Telephone                0903123456' 'and no more than that'
done_testing
