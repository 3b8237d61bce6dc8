# tests/core/form
FORM_TESTS = \
	%D%/condition-test \
	%D%/form-test \
	%D%/kind-test \
	%D%/rows-test \
	%D%/value-test

check_PROGRAMS += $(FORM_TESTS)
TESTS += $(FORM_TESTS)

%C%_condition_test_SOURCES = %D%/condition-test.c
%C%_condition_test_LDADD = $(LAYERS_FORM)
%C%_form_test_SOURCES = %D%/form-test.c
%C%_form_test_LDADD = $(LAYERS_FORM)
%C%_kind_test_SOURCES = %D%/kind-test.c
%C%_kind_test_LDADD = $(LAYERS_FORM)
%C%_rows_test_SOURCES = %D%/rows-test.c
%C%_rows_test_LDADD = $(LAYERS_FORM)
%C%_value_test_SOURCES = %D%/value-test.c
%C%_value_test_LDADD = $(LAYERS_FORM)
