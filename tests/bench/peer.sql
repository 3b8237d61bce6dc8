-- peer.sql - births in SQLite with the indexes that a site has, as someone
-- would make it who wants lists, persons and duplicates found: the peer of
-- saves, lookups and sizes.  BIRTHS is the table that .import filled.
CREATE TABLE dossiers(
  number INTEGER PRIMARY KEY, id BLOB, code TEXT, procedure INTEGER,
  revision INTEGER, state INTEGER, version INTEGER, received INTEGER,
  due INTEGER, officer INTEGER, @columns@);
CREATE UNIQUE INDEX d_id ON dossiers(id);
CREATE UNIQUE INDEX d_code ON dossiers(code);
CREATE INDEX d_due ON dossiers(due, state) WHERE state < 7;
CREATE INDEX d_procedure ON dossiers(procedure, received);
CREATE INDEX d_applicant ON dossiers(nyc_so_giay_to)
  WHERE nyc_so_giay_to <> '';
CREATE INDEX d_mother ON dossiers(me_so_giay_to) WHERE me_so_giay_to <> '';
CREATE INDEX d_father ON dossiers(cha_so_giay_to) WHERE cha_so_giay_to <> '';
CREATE INDEX d_unique ON dossiers(ks_ho_ten, ks_ngay_sinh, me_ho_ten);
