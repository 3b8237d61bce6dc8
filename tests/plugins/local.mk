# tests/plugins: what every procedure must be
PLUGINS_TESTS = \
	%D%/samples-test

check_PROGRAMS += $(PLUGINS_TESTS)
TESTS += $(PLUGINS_TESTS)
EXTRA_DIST += %D%/sample.h

%C%_samples_test_SOURCES = %D%/samples-test.c
%C%_samples_test_LDADD = $(LAYERS_ENTRY)
