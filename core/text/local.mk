# core/text: everything Vietnamese and everything Unicode
noinst_LTLIBRARIES += libtext.la
libtext_la_SOURCES = \
	%D%/collate.c \
	%D%/collate.h \
	%D%/date.c \
	%D%/date.h \
	%D%/fold.c \
	%D%/fold.h \
	%D%/latin.def \
	%D%/letters.c \
	%D%/letters.def \
	%D%/letters.h \
	%D%/name.c \
	%D%/name.h \
	%D%/nfc.c \
	%D%/nfc.h \
	%D%/number.c \
	%D%/number.h \
	%D%/person-id.c \
	%D%/person-id.h \
	%D%/time.c \
	%D%/utf8.c \
	%D%/utf8.h \
	%D%/width.c \
	%D%/width.h \
	%D%/words.c
