# tests/core/text
TEXT_TESTS = \
	%D%/card-test \
	%D%/typing-test \
	%D%/wards-test

check_PROGRAMS += $(TEXT_TESTS)
TESTS += $(TEXT_TESTS)

%C%_card_test_SOURCES = %D%/card-test.c
%C%_card_test_LDADD = $(LAYERS_TEXT)
%C%_typing_test_SOURCES = %D%/typing-test.c
%C%_typing_test_LDADD = $(LAYERS_TEXT)
%C%_wards_test_SOURCES = %D%/wards-test.c
%C%_wards_test_LDADD = $(LAYERS_TEXT)
