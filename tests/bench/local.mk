# tests/bench: figures of this machine beside those of SQLite; "make bench".
check_PROGRAMS += %D%/cost %D%/savers-hoso %D%/lookups-hoso %D%/finds-hoso \
	%D%/words-hoso
%C%_cost_SOURCES = %D%/cost.c
%C%_savers_hoso_SOURCES = %D%/savers-hoso.c %D%/savers.c %D%/savers.h
%C%_savers_hoso_LDADD = $(LAYERS_SITE)
%C%_lookups_hoso_SOURCES = %D%/lookups-hoso.c %D%/lookups.c %D%/lookups.h \
	%D%/timing.h
%C%_lookups_hoso_LDADD = $(LAYERS_SITE)
%C%_finds_hoso_SOURCES = %D%/finds-hoso.c %D%/timing.h
%C%_finds_hoso_LDADD = $(LAYERS_SITE)
%C%_words_hoso_SOURCES = %D%/words-hoso.c %D%/timing.h
%C%_words_hoso_LDADD = $(LAYERS_SITE)

# SYNC_US of saves.sh
check_LTLIBRARIES += %D%/slower.la
%C%_slower_la_SOURCES = %D%/slower.c
%C%_slower_la_CFLAGS = $(AM_CFLAGS) -fvisibility=default
%C%_slower_la_LDFLAGS = -module -avoid-version -shared -rpath /nowhere
%C%_slower_la_LIBADD = -ldl

if SQLITE
check_PROGRAMS += %D%/savers-sqlite %D%/lookups-sqlite
%C%_savers_sqlite_SOURCES = %D%/savers-sqlite.c %D%/savers.c %D%/savers.h \
	%D%/peer.c %D%/peer.h
%C%_savers_sqlite_LDADD = $(SQLITE_LIBS)
%C%_lookups_sqlite_SOURCES = %D%/lookups-sqlite.c %D%/lookups.c %D%/lookups.h \
	%D%/peer.c %D%/peer.h %D%/timing.h
%C%_lookups_sqlite_LDADD = $(SQLITE_LIBS)
endif

# Nothing is asserted.
bench: all $(check_PROGRAMS) $(check_LTLIBRARIES)
	@$(AM_TESTS_ENVIRONMENT) sh '$(srcdir)/tests/bench/bench.sh'
.PHONY: bench
EXTRA_DIST += %D%/bench.sh %D%/bulk.sh %D%/counts.sh %D%/figures.sh \
	%D%/peers.sh %D%/peer.sql %D%/saves.sh %D%/screens.sh
