# tests/formats
FORMATS_TESTS = \
	%D%/csv-test \
	%D%/jsonl-test \
	%D%/plain-test \
	%D%/plain-words-test \
	%D%/row-test \
	%D%/row-words-test \
	%D%/written-test
check_PROGRAMS += $(FORMATS_TESTS)
TESTS += $(FORMATS_TESTS)
EXTRA_DIST += %D%/rows.h %D%/plain-cases.h %D%/row-cases.h

%C%_csv_test_SOURCES = %D%/csv-test.c
%C%_csv_test_LDADD = $(LAYERS_FORMATS) $(LAYERS_BASE)
%C%_jsonl_test_SOURCES = %D%/jsonl-test.c
%C%_jsonl_test_LDADD = $(LAYERS_FORMATS) $(LAYERS_BASE)
%C%_plain_test_SOURCES = %D%/plain-test.c
%C%_plain_words_test_SOURCES = %D%/plain-words-test.c
%C%_row_test_SOURCES = %D%/row-test.c
%C%_row_test_LDADD = $(LAYERS_BASE)
%C%_row_words_test_SOURCES = %D%/row-words-test.c
%C%_row_words_test_LDADD = $(LAYERS_BASE)
%C%_written_test_SOURCES = %D%/written-test.c
%C%_written_test_LDADD = $(LAYERS_FORMATS) $(LAYERS_BASE)
