# tests/core/area
AREA_TESTS = \
	%D%/address-test

check_PROGRAMS += $(AREA_TESTS)
TESTS += $(AREA_TESTS)

%C%_address_test_SOURCES = %D%/address-test.c
%C%_address_test_LDADD = $(LAYERS_AREA)
