# tests/faults: a system that fails at the n-th call, below the real server.
check_LTLIBRARIES += tests/faults/shim.la
tests_faults_shim_la_SOURCES = %D%/shim.c
tests_faults_shim_la_CFLAGS = -std=gnu11 -Wall -Wextra
tests_faults_shim_la_LDFLAGS = -module -avoid-version -shared -rpath /nowhere
tests_faults_shim_la_LIBADD = -ldl

FAULT_TESTS = %D%/adoption.sh %D%/faults.sh %D%/mended.sh %D%/read-only.sh
TESTS += $(FAULT_TESTS)
EXTRA_DIST += $(FAULT_TESTS) %D%/failing.sh
