# days.awk - turns holidays.csv and swap_days.csv into the tables of days.h.
#
# awk -f days.awk holidays.csv swap_days.csv >days.c

function die(what)
{
  printf "%s:%d: %s\n", FILENAME, FNR, what >"/dev/stderr"
  failed = 1
  exit 1
}

# Days since 1970-01-01 of a date of the Gregorian calendar; years count from
# March, so that the leap day is their last.
function day_number(iso,    part, y, m)
{
  if (iso !~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]$/)
    die("write the date as 2026-11-21")
  split(iso, part, "-")
  m = (part[2] + 9) % 12
  y = part[1] - (m >= 10)
  return y * 365 + int(y / 4) - int(y / 100) + int(y / 400) \
         + int((m * 306 + 5) / 10) + part[3] - 719469
}

function print_days(name, rows, count,    i)
{
  printf "const struct special_day %s[] = {\n", name
  for (i = 1; i <= count; i++)
    printf "  { %s },\n", rows[i]
  printf "};\nconst size_t %s_count = %d;\n\n", name, count
}

BEGIN {
  FS = ","
}

# Both files begin with the date; names with commas in them come later.
FNR == 1 {
  if ($1 != "date")
    die("the first column must be the date")
  swaps += FILENAME ~ /swap_days/
  next
}

!swaps {
  holiday[++holidays] = day_number($1) ", false"
}

swaps {
  if ($2 != "off" && $2 != "work")
    die("the kind is off or work")
  swap[++swapped] = day_number($1) ", " ($2 == "work" ? "true" : "false")
}

END {
  if (failed)
    exit 1
  print "/* Made of data/ by core/dossier/days.awk. */"
  print "#include \"dossier/days.h\"\n"
  print_days("built_holidays", holiday, holidays)
  print_days("built_swaps", swap, swapped)
}
