# tests/core/text
TEXT_TESTS = \
	%D%/typing-test
check_PROGRAMS += $(TEXT_TESTS)
TESTS += $(TEXT_TESTS)

%C%_typing_test_SOURCES = %D%/typing-test.c
%C%_typing_test_LDADD = $(LAYERS_TEXT)
