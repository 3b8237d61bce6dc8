# tests/core/batch
BATCH_TESTS = \
	%D%/export-test \
	%D%/import-again-test \
	%D%/import-test \
	%D%/import-ways-test \
	%D%/procedures-test \
	%D%/publish-test \
	%D%/revision-test
check_PROGRAMS += $(BATCH_TESTS)
TESTS += $(BATCH_TESTS)
EXTRA_DIST += tests/core/office.h %D%/importing.h

%C%_export_test_SOURCES = %D%/export-test.c
%C%_export_test_LDADD = $(LAYERS_BATCH)
%C%_import_again_test_SOURCES = %D%/import-again-test.c
%C%_import_again_test_LDADD = $(LAYERS_BATCH)
%C%_import_test_SOURCES = %D%/import-test.c
%C%_import_test_LDADD = $(LAYERS_BATCH)
%C%_import_ways_test_SOURCES = %D%/import-ways-test.c
%C%_import_ways_test_LDADD = $(LAYERS_BATCH)
%C%_procedures_test_SOURCES = %D%/procedures-test.c
%C%_procedures_test_LDADD = $(LAYERS_BATCH)
%C%_publish_test_SOURCES = %D%/publish-test.c
%C%_publish_test_LDADD = $(LAYERS_BATCH)
%C%_revision_test_SOURCES = %D%/revision-test.c
%C%_revision_test_LDADD = $(LAYERS_BATCH)
