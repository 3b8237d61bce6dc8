# tests/core/dossier
DOSSIER_TESTS = \
	%D%/calendar-test \
	%D%/due-test \
	%D%/facts-test \
	%D%/fee-test \
	%D%/needs-test \
	%D%/procedure-test \
	%D%/state-test

check_PROGRAMS += $(DOSSIER_TESTS)
TESTS += $(DOSSIER_TESTS)

%C%_calendar_test_SOURCES = %D%/calendar-test.c
%C%_calendar_test_LDADD = $(LAYERS_DOSSIER)
%C%_due_test_SOURCES = %D%/due-test.c
%C%_due_test_LDADD = $(LAYERS_DOSSIER)
%C%_facts_test_SOURCES = %D%/facts-test.c
%C%_facts_test_LDADD = $(LAYERS_DOSSIER)
%C%_fee_test_SOURCES = %D%/fee-test.c
%C%_fee_test_LDADD = $(LAYERS_DOSSIER)
%C%_needs_test_SOURCES = %D%/needs-test.c
%C%_needs_test_LDADD = $(LAYERS_DOSSIER)
%C%_procedure_test_SOURCES = %D%/procedure-test.c
%C%_procedure_test_LDADD = $(LAYERS_DOSSIER)
%C%_state_test_SOURCES = %D%/state-test.c
%C%_state_test_LDADD = $(LAYERS_DOSSIER)
