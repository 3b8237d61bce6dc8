# tests/core/batch
BATCH_TESTS = \
	%D%/export-test \
	%D%/import-test
check_PROGRAMS += $(BATCH_TESTS)
TESTS += $(BATCH_TESTS)
EXTRA_DIST += tests/core/office.h

%C%_export_test_SOURCES = %D%/export-test.c
%C%_export_test_LDADD = $(LAYERS_BATCH)
%C%_import_test_SOURCES = %D%/import-test.c
%C%_import_test_LDADD = $(LAYERS_BATCH)
