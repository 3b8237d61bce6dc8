# core/record: a dossier as bytes
noinst_LTLIBRARIES += librecord.la
librecord_la_SOURCES = \
	%D%/change.c \
	%D%/change.h \
	%D%/code.c \
	%D%/id.c \
	%D%/image-ends.h \
	%D%/image.c \
	%D%/record.c \
	%D%/record.h
