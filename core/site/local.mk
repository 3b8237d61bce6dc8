# core/site: client, protocol, server
noinst_LTLIBRARIES += libsite.la
libsite_la_SOURCES = \
	%D%/config.c \
	%D%/config.h \
	%D%/settings.c \
	%D%/settings.h \
	%D%/site.h
