# core/base: errors, bytes, files, the clock: nothing of the office yet
noinst_LTLIBRARIES += libbase.la
libbase_la_SOURCES = \
	%D%/arena.c \
	%D%/arena.h \
	%D%/bytes-inline.h \
	%D%/bytes.c \
	%D%/bytes.h \
	%D%/clock.c \
	%D%/clock.h \
	%D%/error.c \
	%D%/error.h \
	%D%/file.c \
	%D%/file.h \
	%D%/hash-each.c \
	%D%/hash-eight.c \
	%D%/hash-four.c \
	%D%/hash-four-512.c \
	%D%/hash-lanes.h \
	%D%/hash-wide.h \
	%D%/hash.c \
	%D%/hash.h \
	%D%/json-read.c \
	%D%/json-write.c \
	%D%/json.h \
	%D%/language.c \
	%D%/language.h \
	%D%/log.c \
	%D%/log.h \
	%D%/place.c \
	%D%/place.h \
	%D%/progress.c \
	%D%/progress.h \
	%D%/thread.c \
	%D%/thread.h \
	%D%/trust.c
