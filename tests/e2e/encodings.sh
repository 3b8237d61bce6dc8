# encodings.sh - files in old encodings are found out, converted and imported,
# and come out as the same dossiers; nothing is guessed that is not clear.
. "$srcdir/tests/e2e/office.sh"

make_site
"$PEOPLE" births 60 --seed 31 | sed 's/[ŏĕŬŭĬĭčÑñ]/o/g' >"$work/in.csv"

convert () { "$HOSO" text convert "$@"; }

for e in tcvn3 vni-win cp1258 tcvn5712-1 viscii vps vni-mac bkhcm1 bkhcm2 \
    vietware-x vietware-f viqr ncr c-string; do
  gives 0 "to $e, with the letters it lacks replaced" \
    "$HOSO" text convert --to $e --lossy "$work/in.csv"
  cp "$work/out" "$work/$e.csv"
  convert --from $e "$work/$e.csv" >"$work/$e.back"
  gives 0 "$e is found out" "$HOSO" text detect --json "$work/$e.csv"
  prints "\"encoding\":\"$e\"" "as $e"
  case $e in
    vni-* | cp1258 | viscii | tcvn5712-1 | bkhcm2 | *-x | viqr | ncr | c-string)
      cmp -s "$work/in.csv" "$work/$e.back"
      ok $? "$e and back: the same bytes" ;;
  esac
done

gives 0 'an import finds out vni-win' \
  "$HOSO" import khai-sinh "$work/vni-win.csv" --json
prints '"saved":60,"duplicate":0,"rejected":0' 'every row of it'
says 'read as vni-win' 'and says so'
gives 0 'the same rows in UTF-8' "$HOSO" import khai-sinh "$work/in.csv" --json
prints '"saved":0,"duplicate":60' 'are the same dossiers'
gives 0 'the same in cp1258, by name' \
  "$HOSO" import khai-sinh "$work/cp1258.csv" --encoding windows-1258 --json
prints '"saved":0,"duplicate":60' 'are the same dossiers'
gives 0 'from a pipe' sh -c \
  "cat '$work/viscii.csv' | '$HOSO' import khai-sinh - --json"
prints '"saved":0,"duplicate":60' 'are the same dossiers'
iconv -f utf-8 -t utf-16 "$work/in.csv" >"$work/wide.csv"
gives 0 'UTF-16, as spreadsheets save it' \
  "$HOSO" import khai-sinh "$work/wide.csv" --json
prints '"saved":0,"duplicate":60' 'are the same dossiers'
iconv -f latin1 -t utf-8 "$work/vni-win.csv" >"$work/through.csv"
gives 0 'letters that went through Latin-1' \
  "$HOSO" import khai-sinh "$work/through.csv" --encoding vni-win --json
prints '"saved":0,"duplicate":60' 'are the same dossiers'
for order in le be; do
  iconv -f utf-8 -t utf-16$order "$work/in.csv" >"$work/wide.csv"
  gives 0 "UTF-16$order without its mark" \
    "$HOSO" import khai-sinh "$work/wide.csv" --json
  prints '"saved":0,"duplicate":60' 'are the same dossiers'
done

# What is UTF-8 is read as it is, however doubtful; but that is said.
gives 0 'letters that went through Latin-1, without --encoding' \
  "$HOSO" check khai-sinh "$work/through.csv" --json
says 'looks like vni-win that was taken for Windows-1252' 'are noticed'
says '--encoding vni-win' 'and what to give'
says "$(sed -n 2p "$work/in.csv" | cut -c 1-20)" 'with a preview'
[ "$(grep -c '^    ' "$work/err")" -eq 10 ]
ok $? 'of ten lines'
iconv -f latin1 -t utf-8 "$work/in.csv" >"$work/twice.csv"
gives 1 'UTF-8 that went through it, whose controls are rejected' \
  "$HOSO" check khai-sinh "$work/twice.csv" --json
says "'hoso text convert'" 'is noticed too'
convert "$work/twice.csv" >"$work/mended"
cmp -s "$work/in.csv" "$work/mended"
ok $? 'and text convert mends it'
"$HOSO" check khai-sinh "$work/in.csv" 2>"$work/err" >"$work/out"
! grep -q 'Windows-1252' "$work/err"
ok $? 'good UTF-8 is not doubted'

# A byte that is no letter costs its row.
{ head -3 "$work/vni-win.csv"; tail -1 "$work/vni-win.csv" \
    | sed 's/Nam/Na\xc5m/; s/,/\xc5,/'; } >"$work/bad.csv"
gives 1 'a byte that is no letter of the encoding' "$HOSO" import khai-sinh \
  "$work/bad.csv" --encoding vni-win --json
prints '"saved":0,"duplicate":2,"rejected":1' 'costs its row alone'

# Rejects are as they came, and go in again when they were mended.
"$PEOPLE" births 2 --seed 77 | sed '3s/,VN,/,Vinland,/' \
  | "$HOSO" text convert --to cp1258 >"$work/half.csv"
gives 1 'a row is rejected' "$HOSO" import khai-sinh "$work/half.csv" \
  --encoding cp1258 --rejects "$work/rejects.csv" --json
prints '"saved":1,"duplicate":0,"rejected":1' 'the other is saved'
sed -n 3p "$work/half.csv" >"$work/row"
grep -qaF "$(cat "$work/row")" "$work/rejects.csv"
ok $? 'the reject file has its bytes'

# Out again, in the encoding that somebody asks for.
gives 0 'an export in vni-win' "$HOSO" export --procedure khai-sinh \
  --encoding vni-win -o "$work/out.csv"
gives 0 'the same in UTF-8' "$HOSO" export --procedure khai-sinh \
  -o "$work/out8.csv"
convert --from vni-win "$work/out.csv" >"$work/back"
cmp -s "$work/out8.csv" "$work/back"
ok $? 'both say the same'
gives 2 'an encoding without all the letters' "$HOSO" export \
  --procedure khai-sinh --encoding tcvn3 -o "$work/none.csv"
says 'cannot be written in tcvn3' 'is named'
[ ! -e "$work/none.csv" ]
ok $? 'and leaves no file'
gives 0 'or loses them knowingly' "$HOSO" export --procedure khai-sinh \
  --encoding tcvn3 --lossy -o "$work/some.csv"
gives 2 'an encoding that nobody knows' "$HOSO" export --procedure khai-sinh \
  --encoding klingon

# What is not clear is not guessed.
printf 'ks_ho_ten\n\201\376\235\343 \252\273\n\363\364 \217\236\n' >"$work/noise.csv"
gives 3 'noise is in no encoding' \
  "$HOSO" import khai-sinh "$work/noise.csv" --json
says '--encoding' 'and the way out is said'
gives 3 'nor for the doctor' "$HOSO" text detect "$work/noise.csv"
prints 'not clear' 'who says so'
gives 3 'nothing is converted on a guess' "$HOSO" text convert "$work/noise.csv"

# Too little to tell: the best readings are shown, with what to give.
printf 'ten\nÁnh Thẩm\n' | convert --to tcvn3 --lossy >"$work/few.csv"
gives 3 'two words are too few' \
  "$HOSO" import khai-sinh "$work/few.csv" --json
says '    ánh Thẩm' 'they are shown as the best reads them'
says 'look at them: Á' 'with the letter at risk'
says 'give: --encoding tcvn3' 'and the option'
says 'give: --encoding vps' 'and the next best with its own'
cp "$work/err" "$work/err.import"
gives 3 'the doctor' "$HOSO" text detect "$work/few.csv"
grep '^  ' "$work/err.import" >"$work/shown"
grep '^  ' "$work/out" | cmp -s - "$work/shown"
ok $? 'shows the same'
gives 3 'a conversion' "$HOSO" text convert "$work/few.csv"
says 'give: --from tcvn3' 'asks for its own option'
gives 2 'an encoding that nobody knows' \
  "$HOSO" import khai-sinh "$work/in.csv" --encoding klingon

# What cannot be written is named.
printf 'một\nhai Ánh\n' >"$work/words"
gives 3 'a letter that would come back as another' \
  "$HOSO" text convert --to tcvn3 "$work/words"
says 'line 2, column 5' 'its place'
says '"Á" (U+00C1)' 'and which it is'
gives 0 'unless one says so' "$HOSO" text convert --to tcvn3 --lossy "$work/words"
says '1 letters did not fit' 'then they are counted'
printf 'm\353 \377\n' >"$work/raw"
gives 3 'a byte that is none' "$HOSO" text convert --from tcvn3 "$work/raw"
says 'line 1, column 4: byte 0xff' 'its place'
printf 'Vie\314\243\314\202t\n' | "$HOSO" text convert --to viqr >"$work/out"
prints 'Vie^.t' 'marks apart are put together first'
done_testing
