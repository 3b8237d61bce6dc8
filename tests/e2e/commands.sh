#!/bin/sh
# commands.sh - every command once, as a person or a job would give it, and the
# exit statuses that jobs rely on.
. "$srcdir/tests/e2e/office.sh"

gives 0 'version' "$HOSO" --version
prints 'hoso ' 'names itself'
gives 0 'help' "$HOSO" --help
prints 'import' 'names its commands'
gives 2 'no such command' "$HOSO" fly
gives 2 'no such option' "$HOSO" list --wings
gives 2 'too few words' "$HOSO" import khai-sinh
gives 2 'init without an office' "$HOSO" init "$work/site9"
gives 2 'init with a ward that is none' \
  "$HOSO" init "$work/site9" --office H29 --name X --ward 99999
[ ! -e "$work/site9" ]
ok $? 'makes nothing'

gives 0 'init' "$HOSO" init "$HOSO_SITE" --office H29.22.1 \
  --name 'UBND Phường Thử' --ward 26740 --json
prints '"office":"H29.22.1"' 'says what it made'
[ "$(stat -c %a "$HOSO_SITE")" = 700 ]
ok $? 'for its owner alone'

gives 0 'procedures' "$HOSO" procedures --json
for code in 1.001193 1.000656 1.000894; do
  prints "\"code\":\"$code\"" "$code is loaded"
done
gives 0 'what a procedure needs' "$HOSO" procedures khai-sinh
prints 'the same day' 'how long it takes'
prints 'Birth notice or what stands for it' 'papers'
prints 'when ks_loai != 2' 'and which dossiers need them'
prints '8.000 dong × Number of copies' 'fees'
prints 'BIRTH CERTIFICATE' 'sheets'
gives 0 'the same as JSON' "$HOSO" procedures 1.001193 --json
prints '"kind":"paper","name":"Birth notice' 'has the papers'
! grep -q '"code":"1.000656"' "$work/out"
ok $? 'of that procedure alone'
gives 2 'a procedure that nobody has' "$HOSO" procedures khai-gi
mkdir -p "$HOSO_SITE/data"
printf 'name,amount\nban_sao,9000\n' >"$HOSO_SITE/data/amounts.csv"
gives 0 'the office has its own amount' "$HOSO" procedures khai-sinh
prints '9.000 dong × Number of copies' 'which counts'
rm "$HOSO_SITE/data/amounts.csv"

"$PEOPLE" births 20 --seed 5 --received 2026-11-02..2026-11-20 >"$work/births.csv"
"$PEOPLE" deaths 5 --seed 5 --received 2026-11-02..2026-11-20 >"$work/deaths.csv"
"$PEOPLE" marriages 5 --seed 5 --received 2026-11-02..2026-11-20 >"$work/marriages.csv"
gives 0 'check' "$HOSO" check khai-sinh "$work/births.csv" --json
prints '"read":20,' 'reads every row'
prints '"dry_run":true' 'and says that it only looked'
gives 0 'status' "$HOSO" status --json
prints '"records":0' 'nothing was saved'
gives 0 'births' "$HOSO" import khai-sinh "$work/births.csv" --json
gives 0 'deaths' "$HOSO" import 1.000656 "$work/deaths.csv" --json
prints '"saved":5' 'come in'
gives 0 'marriages, from standard input' \
  sh -c '"$HOSO" import ket-hon - --json <"$1"' sh "$work/marriages.csv"
prints '"saved":5' 'come in'
gives 2 'an unknown procedure' "$HOSO" import nope "$work/births.csv"
gives 3 'a file that is not there' "$HOSO" import khai-sinh "$work/none.csv"
sed '1s/ks_ho_ten/ks_ten/' "$work/births.csv" >"$work/unknown.csv"
gives 3 'an unknown column' "$HOSO" import khai-sinh "$work/unknown.csv"
says ks_ten 'is named'

gives 0 'list' "$HOSO" list --json
[ "$(wc -l <"$work/out")" -eq 30 ]
ok $? 'a line a dossier'
gives 0 'list of one procedure' "$HOSO" list --procedure khai-tu --json
[ "$(wc -l <"$work/out")" -eq 5 ]
ok $? 'only those'
gives 0 'list with a limit' "$HOSO" list --limit 3 --json
[ "$(wc -l <"$work/out")" -eq 3 ]
ok $? 'no more'
gives 0 'list with no limit to speak of' "$HOSO" list --limit 0 --json
[ ! -s "$work/out" ]
ok $? 'lists none'
gives 0 'list by state' "$HOSO" list --state 10 --json
[ ! -s "$work/out" ]
ok $? 'none is returned yet'
gives 0 'overdue' "$HOSO" list --due overdue --json
gives 2 'a state that is none' "$HOSO" list --state 11

gives 0 'list newest first' "$HOSO" list --limit 1 --procedure khai-sinh --json
code=$(sed 's/.*"code":"\([^"]*\)".*/\1/' "$work/out")
id=$(sed 's/.*"id":"\([^"]*\)".*/\1/' "$work/out")
child=$(sed 's/.*"name":"\([^"]*\)".*/\1/' "$work/out")
plain=$(printf '%s\n' "$child" | "$HOSO" text fold)

gives 0 'find without marks' "$HOSO" find "$plain" --json
prints "$id" 'finds the child'
"$HOSO" show "$code" --json \
  | sed -n 's/.*"nyc_noi_cu_tru":"\([^"]*\)".*/"address":"\1"/p' >"$work/where"
prints "$(cat "$work/where")" 'tells where its people live'
[ -s "$work/where" ]
ok $? 'which the form has'
gives 0 'find by code' "$HOSO" find "$code" --json
prints "$id" 'finds the dossier'
gives 0 'show by code' "$HOSO" show "$code" --json
prints "\"ks_ho_ten\":\"$child\"" 'has the values'
gives 0 'show by the code without the prefix' \
  "$HOSO" show "${code#H29.22.1-}" --json
prints "$id" 'the same'
gives 0 'show by id' "$HOSO" show "$id" --json --history
prints '"changes":[{' 'with its history'
gives 1 'a record that is not there' "$HOSO" show 990101-9999

gives 0 'amend' "$HOSO" amend "$code" so_ban_sao=7 --reason 'xin thêm' --json
prints '"version":2' 'makes a version'
gives 0 'history tells what was altered' "$HOSO" show "$code" --history --json
prints '"so_ban_sao":["' 'from and to'
gives 0 'history for people' env LANGUAGE=vi "$HOSO" show "$code" --history
prints '  sửa  (' 'says what was done in their language'
prints ')  xin thêm' 'and why'
gives 1 'amend with a bad value' "$HOSO" amend "$code" so_ban_sao=x
says 'refused: so_ban_sao: ' 'names the field once'
gives 2 'amend of a field that is none' "$HOSO" amend "$code" nope=1
gives 2 'amend of a field twice' "$HOSO" amend "$code" so_ban_sao=1 so_ban_sao=2
gives 2 'amend with a reason of two lines' \
  "$HOSO" amend "$code" so_ban_sao=1 --reason 'a
b'
gives 1 'a warning wants a reason' "$HOSO" amend "$code" nyc_noi_cu_tru=xa
gives 0 'that is given' \
  "$HOSO" amend "$code" nyc_noi_cu_tru=xa --reason 'khách; ks_ho_ten: bịa'
[ "$(grep -c 'nyc_noi_cu_tru' "$work/err")" -eq 1 ]
ok $? 'the warning is said once'
gives 0 'show' "$HOSO" show "$code" --json
prints '"override":"nyc_noi_cu_tru: khách, ks_ho_ten: bịa"' 'and stands'
gives 0 'an export of what changed since' "$HOSO" export --after 30
prints "$id" 'has the amended dossier'
[ "$(wc -l <"$work/out")" -eq 1 ]
ok $? 'alone'

# The same child again, as an import takes it; only the server knows of it.
sed -n "1p; /,$child,/p" "$work/births.csv" |
  sed '1s/^/id,/; 2s/^/00112233445566778899aabbccddee01,/' >"$work/same.csv"
gives 0 'the same child in another dossier' \
  "$HOSO" import khai-sinh "$work/same.csv" --json
prints '"warned":1' 'is warned of'
same=00112233445566778899aabbccddee01
gives 1 'amend of that one' "$HOSO" amend $same so_ban_sao=8
says V28 'names the rule'
gives 0 'amend with a reason' "$HOSO" amend $same so_ban_sao=8 --reason 'sinh đôi'
gives 0 'amend again: the reason stands' "$HOSO" amend $same so_ban_sao=9
[ ! -s "$work/err" ]
ok $? 'and is not asked for'

gives 0 'some columns' "$HOSO" export --procedure khai-sinh --columns code,ks_ho_ten
head -1 "$work/out" >"$work/head"
[ "$(cat "$work/head")" = code,ks_ho_ten ]
ok $? 'in that order'
gives 2 'a column that is none' "$HOSO" export --procedure khai-sinh --columns nope

# What would be opened next must not get the place of a closed output.
gives 5 'an export to an output that is closed' \
  sh -c '"$HOSO" export >&-'
gives 5 'a list, too' sh -c '"$HOSO" list --limit 1 >&-'
gives 0 'words to an output that is closed' \
  sh -c '"$HOSO" export 2>&- >/dev/null'
gives 3 'an import from an input that is closed' \
  sh -c '"$HOSO" import khai-sinh - <&-'
gives 5 'an export to a full disk' sh -c '"$HOSO" export >/dev/full'

gives 2 'a site that is not named' "$HOSO" -s
says '--site' 'is asked for'
gives 0 'due' "$HOSO" due khai-sinh 2026-11-20T15:30 --json
prints '"due":"2026-11-23T' 'after 15:00: the next working day'
gives 0 'due before the cut' "$HOSO" due khai-sinh 2026-11-20T14:00 --json
prints '"due":"2026-11-20T' 'the same day'
gives 2 'due without a time' "$HOSO" due khai-sinh soon

gives 0 'status' "$HOSO" status --json
for key in records changes unsent server_pid server_rss_kib; do
  prints "\"$key\":" "status has $key"
done
gives 0 'verify' "$HOSO" verify --json
prints '"ok":true' 'all is well'
gives 0 'stop' "$HOSO" stop
[ ! -S "$HOSO_SITE/socket" ]
ok $? 'the socket is gone'
gives 0 'stop again' "$HOSO" stop

filter () { printf '%s\n' "$1" | "$HOSO" text $2; }
[ "$(filter 'Nguyeenx Thij Hoaf' type)" = 'Nguyễn Thị Hòa' ]
ok $? 'text type: Telex'
[ "$(HOSO_TYPING='' filter 'hoaf' type)" = 'hòa' ]
ok $? 'text type: Telex, when the environment says nothing'
[ "$(filter 'Nguye64n Thi5 Hoa2' 'type --method vni --tone new')" = 'Nguyễn Thị Hoà' ]
ok $? 'text type: VNI, new tones'
[ "$(filter 'Đặng  THỊ Ước' fold)" = 'dang thi uoc' ]
ok $? 'text fold'
[ "$(printf 'e\314\202\314\243\n' | "$HOSO" text nfc)" = 'ệ' ]
ok $? 'text nfc'
[ "$(printf 'Trần Văn Ba\nLê Thị An\nPhạm Bình\n' | "$HOSO" text sort --by given |
   head -1)" = 'Lê Thị An' ]
ok $? 'text sort by given names'
printf '079095000123||Nguyễn Văn Bình|06051995|Nam|12 Lê Lợi, Phường Sài Gòn, Thành phố Hồ Chí Minh|01022022\n' >"$work/card"
gives 0 'card' "$HOSO" card "$work/card"
prints '"dob":"1995-05-06"' 'reads the birth'
done_testing
