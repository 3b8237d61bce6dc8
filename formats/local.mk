# formats: record -> bytes -> record
noinst_LTLIBRARIES += libformats.la
libformats_la_SOURCES = \
	%D%/formats.h
