# tests/core/base
BASE_TESTS = \
	%D%/arena-test \
	%D%/bytes-test \
	%D%/clock-test \
	%D%/error-test \
	%D%/file-test \
	%D%/hash-each-test \
	%D%/hash-test \
	%D%/json-test \
	%D%/language-test \
	%D%/place-test \
	%D%/progress-test
check_PROGRAMS += $(BASE_TESTS)
TESTS += $(BASE_TESTS)

%C%_arena_test_SOURCES = %D%/arena-test.c
%C%_arena_test_LDADD = $(LAYERS_BASE)
%C%_bytes_test_SOURCES = %D%/bytes-test.c
%C%_bytes_test_LDADD = $(LAYERS_BASE)
%C%_clock_test_SOURCES = %D%/clock-test.c
%C%_clock_test_LDADD = $(LAYERS_BASE)
%C%_error_test_SOURCES = %D%/error-test.c
%C%_error_test_LDADD = $(LAYERS_BASE)
%C%_file_test_SOURCES = %D%/file-test.c
%C%_file_test_LDADD = $(LAYERS_BASE)
%C%_hash_each_test_SOURCES = %D%/hash-each-test.c
%C%_hash_each_test_LDADD = $(LAYERS_BASE)
%C%_hash_test_SOURCES = %D%/hash-test.c
%C%_hash_test_LDADD = $(LAYERS_BASE)
%C%_json_test_SOURCES = %D%/json-test.c
%C%_json_test_LDADD = $(LAYERS_BASE)
%C%_language_test_SOURCES = %D%/language-test.c
%C%_language_test_LDADD = $(LAYERS_BASE)
%C%_place_test_SOURCES = %D%/place-test.c
%C%_place_test_LDADD = $(LAYERS_BASE)
%C%_progress_test_SOURCES = %D%/progress-test.c
%C%_progress_test_LDADD = $(LAYERS_BASE)
