# core/store: the only folder that knows Berkeley DB
noinst_LTLIBRARIES += libstore.la
libstore_la_SOURCES = \
	%D%/counters.c \
	%D%/env.c \
	%D%/find.h \
	%D%/inside.h \
	%D%/key.c \
	%D%/store.c \
	%D%/store.h \
	%D%/table.c \
	%D%/table.h
