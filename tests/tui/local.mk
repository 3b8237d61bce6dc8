# tests/tui: the screens, without a terminal and in one.
TUI_TESTS = \
	%D%/canvas-test \
	%D%/choice-box-test \
	%D%/edit-box-test \
	%D%/input-test \
	%D%/keys-test
check_PROGRAMS += $(TUI_TESTS)
TESTS += $(TUI_TESTS)
EXTRA_DIST += %D%/names.h

%C%_canvas_test_SOURCES = %D%/canvas-test.c
%C%_canvas_test_LDADD = $(LAYERS_TUI)
%C%_choice_box_test_SOURCES = %D%/choice-box-test.c
%C%_choice_box_test_LDADD = $(LAYERS_TUI)
%C%_edit_box_test_SOURCES = %D%/edit-box-test.c
%C%_edit_box_test_LDADD = $(LAYERS_TUI)
%C%_input_test_SOURCES = %D%/input-test.c
%C%_input_test_LDADD = $(LAYERS_TUI)
%C%_keys_test_SOURCES = %D%/keys-test.c
%C%_keys_test_LDADD = $(LAYERS_TUI)
