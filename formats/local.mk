# formats: record -> bytes -> record
noinst_LTLIBRARIES += libformats.la
libformats_la_SOURCES = \
	%D%/formats.c \
	%D%/formats.h \
	%D%/csv-row.c \
	%D%/csv-row.h \
	%D%/csv.c \
	%D%/jsonl.c \
	%D%/jsonl-write.c \
	%D%/jsonl-write.h \
	%D%/plain.h \
	%D%/put.h \
	%D%/window.c \
	%D%/window.h
