# tests/examples: what strangers try first works
EXAMPLES_TESTS = \
	%D%/people-test
check_PROGRAMS += $(EXAMPLES_TESTS)
TESTS += $(EXAMPLES_TESTS)

%C%_people_test_SOURCES = %D%/people-test.c
%C%_people_test_LDADD = $(LAYERS_ENTRY)
