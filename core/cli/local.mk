# core/cli: subcommands: they drive, they hold no rules
noinst_LTLIBRARIES += libcli.la
libcli_la_SOURCES = \
	%D%/command.h
