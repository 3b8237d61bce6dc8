# tests/e2e: the program as people and jobs use it.
E2E_TESTS = \
	%D%/layers.sh \
	%D%/manual.sh \
	%D%/translations.sh \
	%D%/commands.sh \
	%D%/terminal.sh \
	%D%/roundtrip.sh \
	%D%/damage.sh \
	%D%/damaged.sh \
	%D%/repair.sh \
	%D%/backup.sh \
	%D%/badsite.sh \
	%D%/build.sh \
	%D%/full.sh \
	%D%/odd-files.sh \
	%D%/encodings.sh \
	%D%/places.sh \
	%D%/plugins.sh \
	%D%/enter.sh \
	%D%/enter-amend.sh \
	%D%/enter-card.sh \
	%D%/enter-draft.sh \
	%D%/enter-fields.sh \
	%D%/enter-reasons.sh \
	%D%/enter-views.sh \
	%D%/finds.sh \
	%D%/kills.sh \
	%D%/upload.sh
TESTS += $(E2E_TESTS)
EXTRA_DIST += $(E2E_TESTS) %D%/office.sh %D%/birth.sh

check_PROGRAMS += %D%/kills %D%/finds
%C%_kills_SOURCES = %D%/kills.c %D%/kills-check.c %D%/kills-client.c %D%/kills.h
%C%_kills_LDADD = $(LAYERS_SITE)
%C%_finds_SOURCES = %D%/finds.c %D%/finds-ask.c %D%/finds.h
%C%_finds_LDADD = $(LAYERS_SITE)
