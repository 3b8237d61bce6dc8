#!/bin/sh
# layers.sh - who may include whom: the drawing in docs/architecture.md, checked
# line by line of every source.

cd "$srcdir" || exit 99
n=0

tell ()                         # tell NAME OFFENDERS
{
  n=$((n + 1))
  if [ -z "$2" ]; then
    echo "ok $n - $1"
  else
    echo "not ok $n - $1"
    printf '%s\n' "$2" | sed 's/^/# /'
  fi
}

# only FOLDER LAYER... - sources in FOLDER include quoted headers of these alone
only ()
{
  folder=$1
  shift
  allowed=$(echo "$@" | tr ' ' '|')
  found=$(grep -rnE '^#[[:space:]]*include[[:space:]]*"' "$folder" \
            --include='*.c' --include='*.h' |
          grep -vE "\"(($allowed)/|config\\.h\"|[^/\"]*-tables\\.[ch]\")")
  tell "$folder includes $*" "$found"
}

only core/base base
only core/text base text
only core/area base text area
only core/form base text area form
only core/plugin base text area form plugin
only core/record base text area form plugin record
only core/check base text area form plugin record check
only core/dossier base text area form plugin record check dossier
only core/entry base text area form plugin record check dossier entry
only core/store base text area form plugin record check dossier entry store
only core/site base text area form plugin record check dossier entry store site
only formats base text formats
below='base text area form plugin record check dossier entry site formats'
# The way in and the way out see the store's values through site.h alone.
only core/batch $below batch
only core/delivery $below batch delivery
only core/cli $below batch delivery cli
only tui $below batch delivery cli tui

# never PATTERN NAME FOLDER... - no source there has a line like PATTERN
never ()
{
  pattern=$1 name=$2
  shift 2
  tell "$name" "$(grep -rnE "$pattern" "$@" --include='*.c' --include='*.h')"
}

never '#[[:space:]]*include[[:space:]]*"' 'a plugin sees only <hoso/...>' \
  plugins examples/*.c
tell 'one folder includes <db.h>' \
  "$(grep -rlE '#[[:space:]]*include[[:space:]]*<db\.h>' core formats tui plugins |
     grep -v '^core/store/')"
tell 'one file includes curses' \
  "$(grep -rlE '#[[:space:]]*include[[:space:]]*<(ncursesw?/)?n?curses\.h>' \
       core formats tui plugins | grep -v '^tui/terminal\.c$')"
tell 'iconv appears in one file' \
  "$(grep -rlE '#[[:space:]]*include[[:space:]]*<iconv\.h>' core formats tui |
     grep -v '^core/text/charset-foreign\.c$')"
echo "1..$n"
