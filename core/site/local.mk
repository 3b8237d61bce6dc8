# core/site: client, protocol, server
noinst_LTLIBRARIES += libsite.la
libsite_la_SOURCES = \
	%D%/site.h
