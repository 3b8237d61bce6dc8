# core/plugin: taking in procedures
noinst_LTLIBRARIES += libplugin.la
libplugin_la_SOURCES = \
	%D%/plugin.h
