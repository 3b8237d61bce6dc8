#!/bin/sh
# headers.sh - every public header compiles alone, as C11 and as C++.

n=0
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT

# alone HOW COMPILER... - each header, included by nothing else
alone ()
{
  how=$1
  shift
  for header in "$srcdir"/core/include/hoso/*.h; do
    name=$(basename "$header") n=$((n + 1))
    if "$@" -Wall -Wextra -fsyntax-only -I"$srcdir/core/include" \
        "$header" > "$work/said" 2>&1 && test ! -s "$work/said"; then
      echo "ok $n - <hoso/$name> $how"
    else
      echo "not ok $n - <hoso/$name> $how"
      sed 's/^/# /' "$work/said"
    fi
  done
}

alone 'as C11' "${CC:-cc}" -std=c11 -x c
if command -v g++ > /dev/null; then
  alone 'as C++' g++ -x c++
fi
echo "1..$n"
