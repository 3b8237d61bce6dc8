# tui: the screens.  terminal.c alone knows curses.
noinst_LTLIBRARIES += libtui.la
libtui_la_SOURCES = \
	%D%/app.c %D%/app.h \
	%D%/box.c %D%/box.h \
	%D%/canvas.c %D%/canvas.h \
	%D%/choice-box.c %D%/choice-box.h \
	%D%/edit-box.c %D%/edit-box.h \
	%D%/event.h \
	%D%/input.c %D%/input.h \
	%D%/keys.c %D%/keys.h \
	%D%/lines.c %D%/lines.h \
	%D%/loop.c %D%/loop.h \
	%D%/marks.c %D%/marks.h \
	%D%/play.c %D%/play.h \
	%D%/start.c %D%/start.h \
	%D%/stash.c %D%/stash.h \
	%D%/terminal.c %D%/terminal.h \
	%D%/view.h \
	%D%/view-choice.c %D%/view-choice.h \
	%D%/view-entry.c %D%/view-entry.h \
	%D%/entry-amend.c %D%/entry-card.c %D%/entry-draft.c \
	%D%/entry-field.c %D%/entry-frame.c %D%/entry-open.c \
	%D%/entry-page.c %D%/entry-save.c \
	%D%/view-help.c %D%/view-help.h \
	%D%/view-home.c %D%/view-home.h \
	%D%/home-numbers.c %D%/home-numbers.h \
	%D%/view-list.c %D%/view-list.h %D%/list-rows.c \
	%D%/view-message.c %D%/view-message.h \
	%D%/view-needs.c %D%/view-needs.h \
	%D%/view-procedures.c %D%/view-procedures.h \
	%D%/view-record.c %D%/view-record.h \
	%D%/record-lines.c %D%/record-lines.h \
	%D%/view-rows.c %D%/view-rows.h \
	%D%/view-summary.c %D%/view-summary.h

LAYERS_TUI = libtui.la $(LAYERS_CLI) $(CURSES_LIBS)

bin_PROGRAMS += hoso
hoso_SOURCES = %D%/main.c
hoso_LDADD = $(LAYERS_TUI)
