# core/entry: a form being filled
noinst_LTLIBRARIES += libentry.la
libentry_la_SOURCES = \
	%D%/session.h
