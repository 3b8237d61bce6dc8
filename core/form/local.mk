# core/form: a form as the host knows it
noinst_LTLIBRARIES += libform.la
libform_la_SOURCES = \
	%D%/form.h
