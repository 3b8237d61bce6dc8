#!/bin/sh
# manual.sh - the program's own help and hoso(1) name the same commands and the
# same options.
. "$srcdir/tests/e2e/office.sh"

sed 's/\\-/-/g; s/\\fI\|\\fR//g' "$srcdir/docs/hoso.1" >"$work/manual"
"$HOSO" --help | sed -n 's/^  \([a-z][a-z]*\)  *.*/\1/p' >"$work/commands"
[ "$(wc -l <"$work/commands")" -ge 19 ]
ok $? 'help lists the commands'

while read -r command; do
  grep -qE "^\.B[IR]* \"?$command( |\"|\$)" "$work/manual"
  ok $? "the manual has $command"
  "$HOSO" help "$command" | grep -oE -- '--[a-z-]+' | sort -u >"$work/options"
  missing=
  while read -r option; do
    grep -qF -- "$option" "$work/manual" || missing="$missing $option"
  done <"$work/options"
  [ -z "$missing" ]
  ok $? "and its options$missing"
done <"$work/commands"

"$HOSO" init "$work/site" --office H1 --name X >/dev/null
LANGUAGE=vi "$HOSO" --help >"$work/vi"
"$HOSO" --help >"$work/en"
! cmp -s "$work/vi" "$work/en"
ok $? 'help speaks Vietnamese too'
done_testing
