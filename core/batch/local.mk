# core/batch: import, export, receipts
noinst_LTLIBRARIES += libbatch.la
libbatch_la_SOURCES = \
	%D%/import.h
