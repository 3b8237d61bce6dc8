# tests/tui: the screens, without a terminal and in one.
TUI_TESTS = \
	%D%/canvas-test \
	%D%/choice-box-test \
	%D%/edit-box-test \
	%D%/input-test \
	%D%/keys-test \
	%D%/marks-test \
	%D%/rows-test \
	%D%/views-test
check_PROGRAMS += $(TUI_TESTS)
TESTS += $(TUI_TESTS)
EXTRA_DIST += %D%/forms.h %D%/names.h %D%/played.h %D%/sees.h %D%/no-terminal.sh \
	%D%/births.csv %D%/deaths.csv \
	%D%/golden/choice-found.txt \
	%D%/golden/choice.txt \
	%D%/golden/entry-filled.txt \
	%D%/golden/entry-finding.txt \
	%D%/golden/entry-second.txt \
	%D%/golden/entry.txt \
	%D%/golden/help-field.txt \
	%D%/golden/help.txt \
	%D%/golden/home-draft.txt \
	%D%/golden/home-question.txt \
	%D%/golden/home.txt \
	%D%/golden/list-found.txt \
	%D%/golden/list.txt \
	%D%/golden/needs.txt \
	%D%/golden/needs-dossier.txt \
	%D%/golden/procedures-found.txt \
	%D%/golden/procedures.txt \
	%D%/golden/question.txt \
	%D%/golden/record.txt \
	%D%/golden/strip.txt \
	%D%/golden/summary.txt \
	%D%/golden/wards.txt

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
%C%_marks_test_SOURCES = %D%/marks-test.c
%C%_marks_test_LDADD = $(LAYERS_TUI)
%C%_rows_test_SOURCES = %D%/rows-test.c
%C%_rows_test_LDADD = $(LAYERS_TUI)
%C%_views_test_SOURCES = %D%/views-test.c
%C%_views_test_LDADD = $(LAYERS_TUI)

# In a terminal of their own, which libvterm makes.
if VTERM
TERMINAL_TESTS = \
	%D%/draft-test \
	%D%/monkey-test \
	%D%/screens-test \
	%D%/terminal-test \
	%D%/line-test
SLOW_TERMINAL_TESTS = %D%/monkey-test
check_PROGRAMS += $(TERMINAL_TESTS)
TESTS += $(TERMINAL_TESTS)
check_LTLIBRARIES += libterminal.la
libterminal_la_SOURCES = \
	%D%/pty.c %D%/pty.h \
	%D%/office.c %D%/office.h
libterminal_la_CFLAGS = $(AM_CFLAGS) $(VTERM_CFLAGS)
LAYERS_TERMINAL = libterminal.la $(LAYERS_TEXT) $(VTERM_LIBS) -lutil

%C%_draft_test_SOURCES = %D%/draft-test.c
%C%_draft_test_LDADD = $(LAYERS_TERMINAL)
%C%_monkey_test_SOURCES = %D%/monkey-test.c
%C%_monkey_test_LDADD = $(LAYERS_TERMINAL)
%C%_screens_test_SOURCES = %D%/screens-test.c
%C%_screens_test_LDADD = $(LAYERS_TERMINAL)
%C%_line_test_SOURCES = %D%/line-test.c
%C%_line_test_LDADD = $(LAYERS_TERMINAL)
%C%_terminal_test_SOURCES = %D%/terminal-test.c
%C%_terminal_test_LDADD = $(LAYERS_TERMINAL)
else
SLOW_TERMINAL_TESTS =
TESTS += %D%/no-terminal.sh
endif
