# tests/core/check
CHECK_TESTS = \
	%D%/check-test \
	%D%/finding-test \
	%D%/host-test \
	%D%/own-test \
	%D%/sent-test

check_PROGRAMS += $(CHECK_TESTS)
TESTS += $(CHECK_TESTS)

%C%_check_test_SOURCES = %D%/check-test.c %D%/dossiers.h
%C%_check_test_LDADD = $(LAYERS_CHECK)
%C%_finding_test_SOURCES = %D%/finding-test.c
%C%_finding_test_LDADD = $(LAYERS_CHECK)
%C%_host_test_SOURCES = %D%/host-test.c
%C%_host_test_LDADD = $(LAYERS_CHECK)
%C%_own_test_SOURCES = %D%/own-test.c
%C%_own_test_LDADD = $(LAYERS_CHECK)
%C%_sent_test_SOURCES = %D%/sent-test.c %D%/dossiers.h
%C%_sent_test_LDADD = $(LAYERS_CHECK)
