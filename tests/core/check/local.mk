# tests/core/check
CHECK_TESTS = \
	%D%/finding-test

check_PROGRAMS += $(CHECK_TESTS)
TESTS += $(CHECK_TESTS)

%C%_finding_test_SOURCES = %D%/finding-test.c
%C%_finding_test_LDADD = $(LAYERS_CHECK)
