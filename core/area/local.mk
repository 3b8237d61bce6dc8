# core/area: wards, provinces and other dated lists
noinst_LTLIBRARIES += libarea.la
libarea_la_SOURCES = \
	%D%/address.c \
	%D%/area.h \
	%D%/folded.c \
	%D%/folded.h \
	%D%/list-file.c \
	%D%/list-file.h \
	%D%/lists.c \
	%D%/tables.h \
	%D%/unit.c \
	%D%/unit.h \
	%D%/wards.c
nodist_libarea_la_SOURCES = %D%/tables.c

# The lists of data/ become constants; WARDS_VERSION is the date of the wards'
# list, kept with each address.
WARDS_VERSION = 20260802
AREA_LISTS = \
	$(srcdir)/data/choices.csv \
	$(srcdir)/data/nations.csv \
	$(srcdir)/data/ethnic_groups.csv \
	$(srcdir)/data/provinces_2025.csv \
	$(srcdir)/data/wards_2025.csv \
	$(srcdir)/data/wards_legacy_63.csv \
	$(srcdir)/data/ward_convert_legacy_to_2025.csv

%D%/tables.c: $(srcdir)/%D%/tables.awk $(AREA_LISTS)
	$(AM_V_GEN)$(MKDIR_P) %D% && LC_ALL=C $(AWK) -f $(srcdir)/%D%/tables.awk \
	  -v version=$(WARDS_VERSION) $(AREA_LISTS) >$@.new && mv $@.new $@

CLEANFILES += %D%/tables.c %D%/tables.c.new
EXTRA_DIST += %D%/tables.awk
