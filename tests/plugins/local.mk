# tests/plugins: what every procedure must be
PLUGINS_TESTS = \
	%D%/declare-test \
	%D%/english-test \
	%D%/old-test \
	%D%/padding-test \
	%D%/samples-test \
	%D%/smallest-test

check_PROGRAMS += $(PLUGINS_TESTS)
TESTS += $(PLUGINS_TESTS) %D%/exports.sh %D%/headers.sh %D%/manual.sh
EXTRA_DIST += %D%/exports.sh %D%/headers.sh %D%/manual.sh \
	%D%/old/abi-1.c %D%/old/abi-1-x86-64.so

%C%_declare_test_SOURCES = %D%/declare-test.c
%C%_declare_test_LDADD = $(LAYERS_PLUGIN)
%C%_english_test_SOURCES = %D%/english-test.c
%C%_english_test_LDADD = $(LAYERS_PLUGIN)
%C%_old_test_SOURCES = %D%/old-test.c
%C%_old_test_LDADD = $(LAYERS_ENTRY)
%C%_padding_test_SOURCES = %D%/padding-test.c
%C%_padding_test_CPPFLAGS = -I$(srcdir) $(PLUGIN_CPPFLAGS)
%C%_samples_test_SOURCES = %D%/samples-test.c
%C%_samples_test_LDADD = $(LAYERS_ENTRY)
%C%_smallest_test_SOURCES = %D%/smallest-test.c
%C%_smallest_test_LDADD = $(LAYERS_ENTRY)
