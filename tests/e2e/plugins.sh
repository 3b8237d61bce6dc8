#!/bin/sh
# plugins.sh - files that are no plugin, of another ABI, newer than the host,
# crashing while they load, or that others could write: named, passed over, and
# nothing else suffers; and what stays of records when their plugin is gone.
. "$srcdir/tests/e2e/office.sh"

odd=$builddir/tests/core/plugin/modules/.libs
usual=$HOSO_PLUGINS
mine=$work/plugins
mkdir -m 700 "$mine"
make_site
"$PEOPLE" births 5 --seed 2 >"$work/births.csv"

for module in ends-crash ends-leave newer-used no-plugin other-abi faulty; do
  cp "$odd/$module.so" "$mine"
done
cp "$builddir/examples/.libs/smallest.so" "$mine/to-khai.so"
echo 'a letter' >"$mine/letter.so"
: >"$mine/empty.so"
mkdir "$mine/folder.so"
ln -s "$work/nowhere" "$mine/dangling.so"
head -c 9000 "$usual/khai-sinh.so" >"$mine/cut.so"
cp "$usual/khai-sinh.so" "$mine/writable.so"
chmod 666 "$mine/writable.so"
ln -s writable.so "$mine/link.so"
HOSO_PLUGINS=$mine:$usual

# named FILE WORDS - the last list of procedures says WORDS of FILE
named ()
{
  grep -F "$1.so" "$work/err" | grep -qF "$2"
  ok $? "$1: $2"
}

gives 1 'a folder of odd plugins' "$HOSO" procedures
named ends-crash 'crashes while it is loaded'
named ends-leave 'crashes while it is loaded'
named newer-used 'a newer hoso is needed'
named no-plugin 'is no hoso plugin'
named other-abi 'is for plugin ABI 2'
named faulty 'no field has this key'
named letter 'not loaded'
named empty 'not loaded'
named folder 'not loaded'
named dangling 'not loaded'
named cut 'not loaded'
named writable 'can be changed by other users'
named link 'can be changed by other users'
[ "$(wc -l <"$work/err")" -eq 13 ]
ok $? 'one sentence each'
for name in khai-sinh khai-tu ket-hon to-khai; do
  prints " $name " "$name is loaded all the same"
done
gives 1 'the same as JSON' "$HOSO" procedures --json
[ "$(grep -c '"health":"refused"' "$work/out")" -eq 13 ] &&
  [ "$(grep -c '"health":"ok"' "$work/out")" -eq 4 ]
ok $? 'has the health of each'
gives 0 'an import among them' "$HOSO" import khai-sinh "$work/births.csv" --json
prints '"saved":5' 'brings its rows in'

# For authors: samples of a plugin, right ones and one that is wrong.
HOSO_PLUGINS=$builddir/examples/.libs:$usual
gives 0 'samples of all' "$HOSO" procedures --check
prints '2 samples, 0 of them wrong' 'the two of the smallest hold'
mkdir -m 700 "$work/author"
cp "$odd/wrong-sample.so" "$work/author"
HOSO_PLUGINS=$work/author
gives 1 'a wrong sample' "$HOSO" procedures --check
says 'sample "sai": T1 is not found' 'is named with what it lacks'
says 'no sample breaks T1' 'and so is the rule that it was to break'
gives 1 'the same as JSON' "$HOSO" procedures --check --json
prints '"samples":1,"failed":1,"remarks":["' 'counts them'
HOSO_PLUGINS=$mine:$usual

chmod 777 "$mine"
gives 1 'a folder that others can write' "$HOSO" procedures
says "$mine: not loaded" 'is named'
says 'take that right away' 'with what to do'
! grep -qF to-khai "$work/out"
ok $? 'and nothing in it is loaded'
gives 2 'an import with its plugin' "$HOSO" import to-khai "$work/births.csv"
chmod 700 "$mine"

# A plugin that is taken away leaves records that can still be worked with.
HOSO_PLUGINS=$builddir/examples/.libs
printf 'nk_ho_ten,nk_ngay_sinh,noi_dung\nLê Thử,1990-01-02,một\n' >"$work/rows.csv"
gives 0 'a row by the smallest plugin' "$HOSO" import to-khai "$work/rows.csv"
gives 0 'show' "$HOSO" list --procedure to-khai --json
id=$(sed 's/.*"id":"\([^"]*\)".*/\1/' "$work/out")
gives 0 'export' "$HOSO" export --procedure to-khai -o "$work/before.csv"
HOSO_PLUGINS=$usual
gives 2 'no more rows without the plugin' "$HOSO" import to-khai "$work/rows.csv"
gives 0 'show without the plugin' "$HOSO" show "$id"
prints 'Họ, chữ đệm, tên' 'has the labels'
gives 0 'find' "$HOSO" find 'le thu' --json
prints "$id" 'finds it'
gives 0 'list by name' "$HOSO" list --procedure to-khai --json
prints "$id" 'lists it'
gives 0 'export by name' "$HOSO" export --procedure to-khai -o "$work/after.csv"
same "$work/before.csv" "$work/after.csv" 'to the same bytes'
gives 1 'the declared rules hold' \
  "$HOSO" amend "$id" nk_ngay_sinh="$(date +%Y)-01-01"
says T1 'by their names'
gives 0 'amend' "$HOSO" amend "$id" noi_dung=hai --json
prints '"version":2' 'makes a version'
done_testing
