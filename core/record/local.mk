# core/record: a dossier as bytes
noinst_LTLIBRARIES += librecord.la
librecord_la_SOURCES = \
	%D%/record.h
