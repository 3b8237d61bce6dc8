# examples: what a stranger tries first; people makes up what they import.
noinst_PROGRAMS += %D%/people
%C%_people_CPPFLAGS = $(AM_CPPFLAGS) -DDATA_FOLDER='"$(abs_srcdir)/data"'
%C%_people_SOURCES = \
	%D%/synthetic/births.c \
	%D%/synthetic/damage.c \
	%D%/synthetic/deaths.c \
	%D%/synthetic/dice.c \
	%D%/synthetic/marriages.c \
	%D%/synthetic/names.c \
	%D%/synthetic/people.c \
	%D%/synthetic/persons.c \
	%D%/synthetic/places.c \
	%D%/synthetic/rows.c \
	%D%/synthetic/synthetic.h

EXTRA_DIST += \
	%D%/imports/births.csv \
	%D%/imports/births.jsonl \
	%D%/imports/deaths.csv \
	%D%/imports/marriages.csv

# The smallest plugin, made by "make check" so that it stays right.
check_LTLIBRARIES += %D%/smallest.la
%C%_smallest_la_SOURCES = %D%/smallest.c
%C%_smallest_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
%C%_smallest_la_LDFLAGS = $(PLUGIN_LDFLAGS) -rpath /nowhere
