# core/form: a form as the host knows it
noinst_LTLIBRARIES += libform.la
libform_la_SOURCES = \
	%D%/condition-ask.c \
	%D%/condition-encode.c \
	%D%/condition-parts.h \
	%D%/condition-read.c \
	%D%/condition-values.c \
	%D%/condition-words.c \
	%D%/condition.h \
	%D%/declare.c \
	%D%/declare.h \
	%D%/form.c \
	%D%/form.h \
	%D%/kind-choice.c \
	%D%/kind-parts.h \
	%D%/kind-stored.c \
	%D%/kind-table.c \
	%D%/kind.c \
	%D%/kind.h \
	%D%/row-form.c \
	%D%/rows.c \
	%D%/rows.h
