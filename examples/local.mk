# examples: what a stranger tries first.
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
