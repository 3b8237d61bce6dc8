# core/base: errors, bytes, files, the clock: nothing of the office yet
noinst_LTLIBRARIES += libbase.la
libbase_la_SOURCES = \
	%D%/error.c \
	%D%/error.h
