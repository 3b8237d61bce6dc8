# core: the engine, from the bottom up; each folder is one library.
include core/base/local.mk
include core/text/local.mk
include core/area/local.mk
include core/form/local.mk
include core/plugin/local.mk
include core/record/local.mk
include core/check/local.mk
include core/dossier/local.mk
include core/entry/local.mk
include core/store/local.mk
include core/site/local.mk
include core/batch/local.mk
include core/delivery/local.mk
include core/cli/local.mk

hosoinclude_HEADERS += \
	%D%/include/hoso/plugin.h \
	%D%/include/hoso/people.h \
	%D%/include/hoso/format.h \
	%D%/include/hoso/target.h
EXTRA_DIST += %D%/include/hoso/LICENSE

# The layers, the lowest last: what a program or a test links.
LAYERS_BASE = libbase.la $(SODIUM_LIBS)
LAYERS_TEXT = libtext.la $(LAYERS_BASE)
LAYERS_AREA = libarea.la $(LAYERS_TEXT)
LAYERS_FORM = libform.la $(LAYERS_AREA)
LAYERS_PLUGIN = libplugin.la $(LAYERS_FORM)
LAYERS_RECORD = librecord.la $(LAYERS_PLUGIN)
LAYERS_CHECK = libcheck.la $(LAYERS_RECORD)
LAYERS_DOSSIER = libdossier.la $(LAYERS_CHECK)
LAYERS_ENTRY = libentry.la $(LAYERS_DOSSIER)
LAYERS_STORE = libstore.la $(LAYERS_ENTRY) $(DB_LIBS)
LAYERS_FORMATS = libformats.la
LAYERS_SITE = libsite.la $(LAYERS_STORE)
LAYERS_BATCH = libbatch.la libdelivery.la $(LAYERS_FORMATS) $(LAYERS_SITE)
LAYERS_CLI = libcli.la $(LAYERS_BATCH)
