# core/dossier: states, deadlines, calendar, facts
noinst_LTLIBRARIES += libdossier.la
libdossier_la_SOURCES = \
	%D%/calendar.c \
	%D%/calendar.h \
	%D%/days.h \
	%D%/due.c \
	%D%/due.h \
	%D%/facts.c \
	%D%/facts.h \
	%D%/fee.c \
	%D%/fee.h \
	%D%/needs.c \
	%D%/needs.h \
	%D%/state.c \
	%D%/state.h
nodist_libdossier_la_SOURCES = %D%/days.c

%D%/days.c: $(srcdir)/%D%/days.awk $(srcdir)/data/holidays.csv \
		$(srcdir)/data/swap_days.csv
	$(AM_V_GEN)$(MKDIR_P) %D% && LC_ALL=C $(AWK) -f $(srcdir)/%D%/days.awk \
	  $(srcdir)/data/holidays.csv $(srcdir)/data/swap_days.csv >$@.new \
	  && mv $@.new $@

CLEANFILES += %D%/days.c %D%/days.c.new
EXTRA_DIST += %D%/days.awk
