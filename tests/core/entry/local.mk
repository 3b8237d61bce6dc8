# tests/core/entry
ENTRY_TESTS = \
	%D%/draft-test \
	%D%/session-test

check_PROGRAMS += $(ENTRY_TESTS)
TESTS += $(ENTRY_TESTS)

%C%_draft_test_SOURCES = %D%/draft-test.c
%C%_draft_test_LDADD = $(LAYERS_ENTRY)
%C%_session_test_SOURCES = %D%/session-test.c
%C%_session_test_LDADD = $(LAYERS_ENTRY)
