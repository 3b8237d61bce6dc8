# plugins: one procedure, one source file, one module.
# A plugin sees <hoso/...> and nothing else of this tree.

PLUGIN_CPPFLAGS = -I$(srcdir)/core/include
PLUGIN_LDFLAGS = -module -avoid-version -shared -no-undefined -Wl,-z,defs

plugins_LTLIBRARIES += \
	%D%/ket-hon.la \
	%D%/khai-sinh.la \
	%D%/khai-tu.la

%C%_ket_hon_la_SOURCES = %D%/ket-hon.c
%C%_ket_hon_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
%C%_ket_hon_la_LDFLAGS = $(PLUGIN_LDFLAGS)

%C%_khai_sinh_la_SOURCES = %D%/khai-sinh.c
%C%_khai_sinh_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
%C%_khai_sinh_la_LDFLAGS = $(PLUGIN_LDFLAGS)

%C%_khai_tu_la_SOURCES = %D%/khai-tu.c
%C%_khai_tu_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
%C%_khai_tu_la_LDFLAGS = $(PLUGIN_LDFLAGS)
