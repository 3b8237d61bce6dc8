# core/check: required fields, limits, persons, rules
noinst_LTLIBRARIES += libcheck.la
libcheck_la_SOURCES = \
	%D%/check.c \
	%D%/check.h \
	%D%/fields.c \
	%D%/finding.c \
	%D%/finding.h \
	%D%/give.c \
	%D%/host.c \
	%D%/kinds.c \
	%D%/own.c \
	%D%/persons.c \
	%D%/run.c \
	%D%/run.h
