# core/check: kinds, rules, findings
noinst_LTLIBRARIES += libcheck.la
libcheck_la_SOURCES = \
	%D%/check.h
