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
