# tests/core/store
STORE_TESTS = \
	%D%/find-bucket-test \
	%D%/find-container-test \
	%D%/find-oracle-test \
	%D%/find-query-test \
	%D%/open-test \
	%D%/table-test
check_PROGRAMS += $(STORE_TESTS)
TESTS += $(STORE_TESTS)
EXTRA_DIST += %D%/fixture.h

%C%_open_test_SOURCES = %D%/open-test.c
%C%_open_test_LDADD = $(LAYERS_STORE)
%C%_table_test_SOURCES = %D%/table-test.c
%C%_table_test_LDADD = $(LAYERS_STORE)

%C%_find_bucket_test_SOURCES = %D%/find-bucket-test.c
%C%_find_bucket_test_LDADD = $(LAYERS_STORE)
%C%_find_container_test_SOURCES = %D%/find-container-test.c
%C%_find_container_test_LDADD = $(LAYERS_STORE)
%C%_find_query_test_SOURCES = %D%/find-query-test.c
%C%_find_query_test_LDADD = $(LAYERS_STORE)
%C%_find_oracle_test_SOURCES = %D%/find-oracle-test.c
%C%_find_oracle_test_LDADD = $(LAYERS_STORE)
