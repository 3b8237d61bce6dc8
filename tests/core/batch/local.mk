# tests/core/batch
BATCH_TESTS = \
	%D%/import-test
check_PROGRAMS += $(BATCH_TESTS)
TESTS += $(BATCH_TESTS)
EXTRA_DIST += %D%/office.h

%C%_import_test_SOURCES = %D%/import-test.c
%C%_import_test_LDADD = $(LAYERS_BATCH)
