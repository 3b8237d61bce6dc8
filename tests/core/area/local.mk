# tests/core/area
AREA_TESTS = \
	%D%/address-test \
	%D%/lists-test \
	%D%/own-lists-test

check_PROGRAMS += $(AREA_TESTS)
TESTS += $(AREA_TESTS)

%C%_address_test_SOURCES = %D%/address-test.c
%C%_address_test_LDADD = $(LAYERS_AREA)
%C%_lists_test_SOURCES = %D%/lists-test.c
%C%_lists_test_LDADD = $(LAYERS_AREA)
%C%_own_lists_test_SOURCES = %D%/own-lists-test.c
%C%_own_lists_test_LDADD = $(LAYERS_AREA)
