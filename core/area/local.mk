# core/area: wards, provinces and other dated lists
noinst_LTLIBRARIES += libarea.la
libarea_la_SOURCES = \
	%D%/area.h
