# core/text: everything Vietnamese and everything Unicode
noinst_LTLIBRARIES += libtext.la
libtext_la_SOURCES = \
	%D%/utf8.c \
	%D%/utf8.h \
	%D%/width.c \
	%D%/width.h
