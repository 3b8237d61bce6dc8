# core/entry: a form being filled
noinst_LTLIBRARIES += libentry.la
libentry_la_SOURCES = \
	%D%/draft.c \
	%D%/initial.c \
	%D%/memo.c \
	%D%/merge.c \
	%D%/move.c \
	%D%/sample.c \
	%D%/sample.h \
	%D%/session-parts.h \
	%D%/session.c \
	%D%/session.h \
	%D%/settled.c \
	%D%/undo.c
