# core/cli: subcommands: they drive, they hold no rules.
noinst_LTLIBRARIES += libcli.la
libcli_la_SOURCES = \
	%D%/command.c %D%/command.h \
	%D%/arguments.c %D%/arguments.h \
	%D%/say.c %D%/say.h \
	%D%/open.c %D%/open.h \
	%D%/readings.c %D%/readings.h \
	%D%/rows.c %D%/rows.h \
	%D%/lines.c %D%/lines.h \
	%D%/care.c %D%/care.h \
	%D%/command-backup.c \
	%D%/command-compact.c \
	%D%/command-restore.c \
	%D%/command-init.c \
	%D%/command-procedures.c \
	%D%/command-import.c \
	%D%/command-export.c \
	%D%/command-list.c \
	%D%/command-find.c \
	%D%/command-show.c \
	%D%/command-amend.c \
	%D%/command-upload.c \
	%D%/command-serve.c \
	%D%/command-verify.c \
	%D%/command-due.c \
	%D%/command-text.c \
	%D%/text-convert.c \
	%D%/text-detect.c \
	%D%/text-tools.h \
	%D%/command-card.c
