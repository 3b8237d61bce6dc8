#!/bin/sh
# exports.sh - a plugin exports exactly one symbol, hoso_plugin.

n=0
command -v nm > /dev/null || { echo '1..0 # SKIP there is no nm'; exit 0; }

for plugin in "$HOSO_PLUGINS"/*.so; do
  n=$((n + 1))
  # Sanitizers add names of their own.
  got=$(nm -D --defined-only "$plugin" | sed 's/.* //' \
        | grep -v -e asan -e ubsan)
  name=$(basename "$plugin")
  if test "$got" = hoso_plugin; then
    echo "ok $n - $name exports hoso_plugin alone"
  else
    echo "not ok $n - $name exports hoso_plugin alone"
    echo "$got" | sed 's/^/# /'
  fi
done
echo "1..$n"
