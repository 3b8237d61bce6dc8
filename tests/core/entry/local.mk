# tests/core/entry
ENTRY_TESTS = \
	%D%/begin-test \
	%D%/door-test \
	%D%/draft-test \
	%D%/sample-test \
	%D%/session-test

check_PROGRAMS += $(ENTRY_TESTS)
TESTS += $(ENTRY_TESTS)

%C%_begin_test_SOURCES = %D%/begin-test.c %D%/filling.h
%C%_begin_test_LDADD = $(LAYERS_ENTRY)
%C%_door_test_SOURCES = %D%/door-test.c
%C%_door_test_LDADD = $(LAYERS_ENTRY)
%C%_draft_test_SOURCES = %D%/draft-test.c
%C%_draft_test_LDADD = $(LAYERS_ENTRY)
%C%_sample_test_SOURCES = %D%/sample-test.c
%C%_sample_test_LDADD = $(LAYERS_ENTRY)
%C%_session_test_SOURCES = %D%/session-test.c %D%/filling.h
%C%_session_test_LDADD = $(LAYERS_ENTRY)
