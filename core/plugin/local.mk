# core/plugin: taking in procedures
noinst_LTLIBRARIES += libplugin.la
libplugin_la_SOURCES = \
	%D%/complain.c \
	%D%/complain.h \
	%D%/lint-form.c \
	%D%/lint-samples.c \
	%D%/lint-shape.c \
	%D%/lint.h \
	%D%/load.c \
	%D%/make.c \
	%D%/make.h \
	%D%/plugin.h \
	%D%/search.c \
	%D%/take.c \
	%D%/take.h \
	%D%/translate.c \
	%D%/try.c \
	%D%/try.h
