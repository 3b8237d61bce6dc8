#!/bin/sh
# manual.sh - hoso-plugin(3) knows every macro, function and kind there is.

n=0
include=$srcdir/core/include/hoso
manual=$srcdir/docs/hoso-plugin.3

# has WORD WHAT
has ()
{
  n=$((n + 1))
  if grep -q -e "\\(^\\|[^A-Za-z_]\\)$1\\($\\|[^A-Za-z_]\\)" "$manual"; then
    echo "ok $n - $2 $1"
  else
    echo "not ok $n - $2 $1 is not in the manual"
  fi
}

for macro in $(sed -n 's/^#define \(HOSO_[A-Z_]*\).*/\1/p' "$include/plugin.h" \
               "$include/people.h" | grep -v '_H$'); do
  has "$macro" macro
done

for function in $(sed -n 's/^\(hoso_[a-z_]*\) (struct hoso_check.*/\1/p
                          s/^#define \(hoso_[a-z]*\).*/\1/p' \
                  "$include/plugin.h"); do
  has "$function" function
done

for kind in $(sed -n '/^enum hoso_kind/,/^}/s/^  HOSO_\([A-Z_]*\) = .*/\1/p' \
              "$include/plugin.h" | grep -v -e END -e HEADING); do
  has "$kind" kind
done

# The members of STRUCT: what stands before a semicolon, comments taken away.
members ()
{
  sed -n "/^struct $1 {/,/^}/{
            s,/\\*.*,,
            s/^  [a-z].*[ *]\\([a-z_]*\\);.*/\\1/p
          }" "$include/plugin.h"
}

for member in $(members hoso_field; members hoso_procedure); do
  case $member in
  # said by the macros' own words
  _zero | kind | like | line | need | key | label) ;;
  *) has "\\.$member" member ;;
  esac
done
echo "1..$n"
