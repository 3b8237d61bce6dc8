# tests/core/cli
CLI_TESTS = %D%/arguments-test
check_PROGRAMS += $(CLI_TESTS)
TESTS += $(CLI_TESTS)
%C%_arguments_test_SOURCES = %D%/arguments-test.c
%C%_arguments_test_LDADD = $(LAYERS_CLI)
