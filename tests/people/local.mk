# tests/people: made-up births, deaths and marriages, for tests and the demo.
noinst_PROGRAMS += %D%/people
%C%_people_CPPFLAGS = $(AM_CPPFLAGS) -DDATA_FOLDER='"$(abs_srcdir)/data"'
%C%_people_SOURCES = \
	%D%/births.c \
	%D%/damage.c \
	%D%/deaths.c \
	%D%/dice.c \
	%D%/marriages.c \
	%D%/names.c \
	%D%/people.c \
	%D%/persons.c \
	%D%/places.c \
	%D%/rows.c \
	%D%/synthetic.h
