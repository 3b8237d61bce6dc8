# core/dossier: states, deadlines, calendar, facts
noinst_LTLIBRARIES += libdossier.la
libdossier_la_SOURCES = \
	%D%/state.h
