# tests/tui: the screens, without a terminal and in one.
TUI_TESTS = %D%/input-test
check_PROGRAMS += $(TUI_TESTS)
TESTS += $(TUI_TESTS)
EXTRA_DIST += %D%/names.h

%C%_input_test_SOURCES = %D%/input-test.c
%C%_input_test_LDADD = $(LAYERS_TUI)
