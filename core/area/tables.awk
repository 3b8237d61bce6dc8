# tables.awk - turns the lists in data/ into the constant tables of tables.h.
#
# LC_ALL=C awk -f tables.awk -v version=20260802 choices.csv nations.csv \
#   ethnic_groups.csv provinces_2025.csv wards_2025.csv wards_legacy_63.csv \
#   ward_convert_legacy_to_2025.csv >tables.c
#
# LC_ALL=C: lengths are in bytes, offsets into the pools count on that.

function die(what)
{
  printf "%s: %s\n", all_read ? "data" : FILENAME ":" FNR, what >"/dev/stderr"
  failed = 1
  exit 1
}

# Splits a line of RFC 4180 (no line ends inside quotes) into cell[1..].
function cells(line,    n, c, i, quoted)
{
  sub(/\r$/, "", line)
  if (index(line, "\"") == 0)
    return split(line, cell, ",")
  n = 1
  cell[1] = ""
  for (i = 1; i <= length(line); i++) {
    c = substr(line, i, 1)
    if (c == "\"") {
      if (quoted && substr(line, i + 1, 1) == "\"")
        cell[n] = cell[n] substr(line, ++i, 1)
      else
        quoted = !quoted
    } else if (c == "," && !quoted)
      cell[++n] = ""
    else
      cell[n] = cell[n] c
  }
  return n
}

function get(column)
{
  if (!(column in place))
    die("there is no column " column)
  return cell[place[column]]
}

# The offset of TEXT in pool P; every text is there once, "" at 0.
function word(p, text)
{
  if (text == "")
    return 0
  if (!((p, text) in offset)) {
    if (!(p in used))
      used[p] = 1
    offset[p, text] = used[p]
    text_of[p, ++texts[p]] = text
    used[p] += length(text) + 1
  }
  return offset[p, text]
}

function item(list, code, vi, en)
{
  if (code == "" || vi == "")
    die("code or label is missing")
  if ((list, code) in known)
    die("code " code " of " list " stands twice")
  known[list, code]
  if (list != last_list) {
    if (list in started)
      die("rows of " list " do not stand together")
    started[list]
    last_list = list
    list_name[++lists] = list
    list_first[lists] = items
  }
  list_count[lists]++
  item_line[items++] = sprintf("{ %d, %d, %d, INT32_MIN, INT32_MAX }",
    word("table", code), word("table", vi), en == vi ? 0 : word("table", en))
}

# Splits "Thành phố Thủ Đức" into kind (a name of enum unit_kind) and bare.
function unit_name(full,    k)
{
  for (k in kinds)
    if (index(full, k " ") == 1) {
      kind = kinds[k]
      bare = substr(full, length(k) + 2)
      return
    }
  die("what kind of unit is " full "?")
}

# LEVEL: wards and so on; written in the order of the codes at the end.
function unit(p, level, code, full, above)
{
  code += 0
  if (code <= 0 || code > 65535)
    die("code " code " is out of range")
  if ((level, code) in full_name) {
    if (full_name[level, code] != full)
      die(level " " code " has two names")
    return
  }
  unit_name(full)
  full_name[level, code] = full
  above_of[level, code] = above
  row[level, code] = word(p, bare) ", " code
  kind_of[level, code] = kind
}

function print_units(name, level, level_above,    c, n, i)
{
  printf "const struct unit %s[] = {\n", name
  for (c = 1; c <= 65535; c++)
    if ((level, c) in row) {
      i = 0
      if (level_above != "") {
        if (!((level_above, above_of[level, c]) in position))
          die(level " " c " belongs to an unknown unit")
        i = position[level_above, above_of[level, c]]
      }
      printf "  { %s, %d, %s },\n", row[level, c], i, kind_of[level, c]
      position[level, c] = n++
    }
  printf "};\nconst size_t %s_count = %d;\n\n", name, n
}

function print_words(name, p,    i, t)
{
  printf "const char %s[] = \"\\0\"\n", name
  for (i = 1; i <= texts[p]; i++) {
    t = text_of[p, i]
    gsub(/\\/, "\\\\", t)
    gsub(/"/, "\\\"", t)
    printf "  \"%s\\0\"\n", t
  }
  printf "  ;\n\n"
}

function print_lists(    i)
{
  printf "const struct table_item table_items[] = {\n"
  for (i = 0; i < items; i++)
    printf "  %s,\n", item_line[i]
  printf "};\n\nconst struct table_list table_lists[] = {\n"
  for (i = 1; i <= lists; i++)
    printf "  { %d, %d, %d },\n", word("table", list_name[i]), list_first[i],
           list_count[i]
  printf "};\nconst size_t table_lists_count = %d;\n\n", lists
}

function print_successions(    c, i, n)
{
  printf "const struct succession table_successions[] = {\n"
  for (c = 1; c <= 65535; c++)
    for (i = 1; i <= heirs[c]; i++) {
      printf "  { %d, %d },\n", c, heir[c, i]
      n++
    }
  printf "};\nconst size_t table_successions_count = %d;\n", n
}

BEGIN {
  kinds["Phường"] = "PHUONG"; kinds["Xã"] = "XA"; kinds["Đặc khu"] = "DAC_KHU"
  kinds["Thị trấn"] = "THI_TRAN"; kinds["Quận"] = "QUAN"
  kinds["Huyện"] = "HUYEN"; kinds["Thị xã"] = "THI_XA"
  kinds["Thành phố"] = "THANH_PHO"; kinds["Tỉnh"] = "TINH"
}

FNR == 1 {
  file = FILENAME
  sub(/.*\//, "", file)
  split("", place)
  n = cells($0)
  for (i = 1; i <= n; i++)
    place[cell[i]] = i
  next
}

{
  cells($0)
}

file == "choices.csv" {
  item(get("set"), get("code"), get("label_vi"), get("label_en"))
}

file == "nations.csv" {
  item("NATION", get("code"), get("name_vi"), get("name_en"))
}

file == "ethnic_groups.csv" {
  item("ETHNIC", get("code"), get("name"), "")
}

file == "provinces_2025.csv" {
  item("PROV", get("province_code"), get("full_name"), get("name_en"))
  unit("table", "province", get("province_code"), get("full_name"))
}

file == "wards_2025.csv" {
  unit("table", "ward", get("ward_code"), get("full_name"),
       get("province_code") + 0)
}

file == "wards_legacy_63.csv" {
  unit("old", "old province", get("province_code"), get("province"))
  unit("old", "old district", get("district_code"), get("district"),
       get("province_code") + 0)
  unit("old", "old ward", get("ward_code"), get("name"),
       get("district_code") + 0)
}

# Rows without an old ward are islands that were districts without any.
file == "ward_convert_legacy_to_2025.csv" && get("old_ward_code") != "" {
  c = get("old_ward_code") + 0
  if (!(("old ward", c) in row))
    die("old ward " c " is unknown")
  if (!(("ward", get("new_ward_code") + 0) in row))
    die("ward " get("new_ward_code") " is unknown")
  heir[c, ++heirs[c]] = get("new_ward_code") + 0
}

END {
  if (failed)
    exit 1
  all_read = 1
  print "/* Made of data/ by core/area/tables.awk. */"
  print "#include \"area/tables.h\"\n"
  printf "const uint32_t table_version = %d;\n\n", version
  print_lists()
  print_units("table_provinces", "province", "")
  print_units("table_wards", "ward", "province")
  print_units("old_provinces", "old province", "")
  print_units("old_districts", "old district", "old province")
  print_units("old_wards", "old ward", "old district")
  print_successions()
  print ""
  print_words("table_words", "table")
  print_words("old_words", "old")
}
