# tests/core/record
RECORD_TESTS = \
	%D%/change-test \
	%D%/code-test \
	%D%/record-test

check_PROGRAMS += $(RECORD_TESTS)
TESTS += $(RECORD_TESTS)

%C%_change_test_SOURCES = %D%/change-test.c %D%/images.h
%C%_change_test_LDADD = $(LAYERS_RECORD)
%C%_code_test_SOURCES = %D%/code-test.c
%C%_code_test_LDADD = $(LAYERS_RECORD)
%C%_record_test_SOURCES = %D%/record-test.c %D%/images.h
%C%_record_test_LDADD = $(LAYERS_RECORD)
