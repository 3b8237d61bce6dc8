# peers.sh - the same data in SQLite, by its shell.  Source this.

# Ten CHECKs on as many columns.
checks="\
nyc_so_giay_to length(nyc_so_giay_to) IN (0,9,12)
nyc_quan_he nyc_quan_he IN ('1','2','3','4','5','6','7')
ks_ho_ten length(ks_ho_ten) BETWEEN 1 AND 60
ks_ngay_sinh ks_ngay_sinh LIKE '__/__/____'
ks_gioi_tinh ks_gioi_tinh IN ('1','2','3')
ks_dan_toc length(ks_dan_toc)<=3
ks_loai ks_loai IN ('1','2','3','4')
me_ho_ten length(me_ho_ten)<=60
cha_ho_ten length(cha_ho_ten)<=60
so_ban_sao so_ban_sao='' OR so_ban_sao BETWEEN 0 AND 99"

# births_table CSV - CREATE TABLE births with the columns of CSV
births_table ()
{
  { echo "$checks"; echo; head -1 "$1" | tr ',' '\n'; } | awk '
    $0 == "" { columns = 1; next }
    !columns { name = $1; sub (/^[^ ]* /, ""); check[name] = $0; next }
    { list = list (list == "" ? "" : ",\n  ") $1 " TEXT" \
             ($1 in check ? " CHECK(" check[$1] ")" : "") }
    END { print "CREATE TABLE births(\n  " list ");" }'
}

# births_sql CSV [pieces|whole] - makes the table with four indexes and imports
# CSV; with a second word the table is there, and "pieces" are transactions of
# 500 rows
births_sql ()
{
  echo 'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;'
  if [ -z "${2-}" ]; then
    births_table "$1"
    for column in me_so_giay_to ks_ho_ten ks_ngay_sinh nyc_so_giay_to; do
      echo "CREATE INDEX i_$column ON births($column);"
    done
  fi
  echo '.mode csv'
  if [ "${2-}" = pieces ]; then
    tail -n +2 "$1" | split -a 5 -l 500 - "$work/piece-"
    printf '.import %s births\n' "$work"/piece-*
  else
    printf '.import --skip 1 %s births\n' "$1"
  fi
}

# dossiers_sql CSV - a table of dossiers with the indexes of a site, filled
# from the births in the same database
dossiers_sql ()
{
  names=$(head -1 "$1" | sed 's/,/ TEXT, /g; s/$/ TEXT/')
  sed "s/@columns@/$names/" "$srcdir/tests/bench/peer.sql"
  cat <<'SQL'
INSERT INTO dossiers
  SELECT NULL, randomblob(16), printf('H29.22.1-261121-%07d', rowid), 1, 1, 2,
    1, 1795222800000000 + rowid, 1795222800000000 + rowid % 90 * 86400000000,
    1, * FROM births;
SQL
}

# history_sql - what a site keeps of every change: the row as it was then, who,
# when, and a hash that the next one holds
history_sql ()
{
  cat <<'SQL'
CREATE TABLE history AS SELECT number AS seq, 1 AS action, 1 AS who,
  received AS time, '' AS reason, 0 AS before, randomblob(32) AS previous,
  randomblob(32) AS hash, * FROM dossiers WHERE 0;
INSERT INTO history SELECT number, 1, 1, received, '', 0, randomblob(32),
  randomblob(32), * FROM dossiers;
SQL
}

# words_sql - search by names, addresses and numbers, without a copy of them
words_sql ()
{
  cat <<'SQL'
CREATE VIRTUAL TABLE words USING fts5(ks_ho_ten, me_ho_ten, cha_ho_ten,
  nyc_ho_ten, me_noi_cu_tru, cha_noi_cu_tru, nyc_noi_cu_tru, nyc_so_giay_to,
  me_so_giay_to, cha_so_giay_to, nyc_sdt, content='', detail=none,
  tokenize="unicode61 remove_diacritics 2", prefix='1');
INSERT INTO words(rowid, ks_ho_ten, me_ho_ten, cha_ho_ten, nyc_ho_ten,
  me_noi_cu_tru, cha_noi_cu_tru, nyc_noi_cu_tru, nyc_so_giay_to, me_so_giay_to,
  cha_so_giay_to, nyc_sdt)
  SELECT number, ks_ho_ten, me_ho_ten, cha_ho_ten, nyc_ho_ten, me_noi_cu_tru,
    cha_noi_cu_tru, nyc_noi_cu_tru, nyc_so_giay_to, me_so_giay_to,
    cha_so_giay_to, nyc_sdt FROM dossiers;
SQL
}

# bytes_of DATABASE - after everything is in it, without free pages
bytes_of () { sqlite3 "$1" 'PRAGMA wal_checkpoint(TRUNCATE); VACUUM;' \
  >/dev/null; stat -c %s "$1"; }
