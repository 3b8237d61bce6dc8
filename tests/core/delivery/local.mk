# tests/core/delivery
DELIVERY_TESTS = \
	%D%/upload-test
check_PROGRAMS += $(DELIVERY_TESTS)
TESTS += $(DELIVERY_TESTS)

%C%_upload_test_SOURCES = %D%/upload-test.c
%C%_upload_test_LDADD = $(LAYERS_BATCH)
