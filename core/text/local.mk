# core/text: everything Vietnamese and everything Unicode
noinst_LTLIBRARIES += libtext.la
libtext_la_SOURCES = \
	%D%/card.c \
	%D%/card.h \
	%D%/collate.c \
	%D%/collate.h \
	%D%/compose.c \
	%D%/compose.h \
	%D%/date.c \
	%D%/date.h \
	%D%/fold.c \
	%D%/fold.h \
	%D%/latin.def \
	%D%/letters.c \
	%D%/letters.def \
	%D%/letters.h \
	%D%/mend.c \
	%D%/mend.h \
	%D%/name.c \
	%D%/name.h \
	%D%/nfc.c \
	%D%/nfc.h \
	%D%/number.c \
	%D%/number.h \
	%D%/person-id.c \
	%D%/person-id.h \
	%D%/syllable.c \
	%D%/syllable.h \
	%D%/telex.c \
	%D%/time.c \
	%D%/typing.c \
	%D%/typing.h \
	%D%/utf8.c \
	%D%/utf8.h \
	%D%/viqr.c \
	%D%/vni.c \
	%D%/width.c \
	%D%/width.h \
	%D%/words.c
