# core/store: the only folder that knows Berkeley DB
noinst_LTLIBRARIES += libstore.la
libstore_la_SOURCES = \
	%D%/store.h
