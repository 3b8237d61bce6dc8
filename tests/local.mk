# tests: the tree again, one test for each module.  All of them speak TAP.

TEST_EXTENSIONS = .sh
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
SH_LOG_DRIVER = $(LOG_DRIVER)
AM_TESTS_ENVIRONMENT = srcdir='$(abs_srcdir)'; builddir='$(abs_builddir)'; \
	HOSO='$(abs_builddir)/hoso'; HOSO_PLUGINS='$(abs_builddir)/plugins/.libs'; \
	export srcdir builddir HOSO HOSO_PLUGINS; unset HOSO_SITE HOSO_CLOCK; \
	BIRTHS=$(BIRTHS); KILLS=$(KILLS); UPLOADS=$(UPLOADS); KEYS=$(KEYS); \
	CUTS=$(CUTS); FAULTS=$(FAULTS); FILES=$(FILES); \
	export BIRTHS KILLS UPLOADS KEYS CUTS FAULTS FILES;

EXTRA_DIST += %D%/tap.h %D%/serving.h %D%/core/made-form.h

include tests/people/local.mk
include tests/core/base/local.mk
include tests/core/text/local.mk
include tests/core/area/local.mk
include tests/core/form/local.mk
include tests/core/plugin/local.mk
include tests/core/record/local.mk
include tests/core/check/local.mk
include tests/core/dossier/local.mk
include tests/core/entry/local.mk
include tests/core/store/local.mk
include tests/core/site/local.mk
include tests/core/batch/local.mk
include tests/core/delivery/local.mk
include tests/core/cli/local.mk
include tests/fuzz/local.mk
include tests/bench/local.mk
include tests/formats/local.mk
include tests/plugins/local.mk
include tests/tui/local.mk
include tests/examples/local.mk
include tests/e2e/local.mk
include tests/faults/local.mk
include tests/power/local.mk

# Long runs, before an issue is closed or a release is made: the numbers that
# the ordinary suite has smaller.
check-slow: all $(check_PROGRAMS)
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='$(SLOW_TESTS)' BIRTHS=20000 \
		KILLS=1000 UPLOADS=3000 KEYS=2000 CUTS=500 FAULTS=all FILES=10000
SLOW_TESTS = tests/core/text/doctor-test tests/e2e/finds.sh \
	tests/e2e/kills.sh tests/e2e/roundtrip.sh tests/e2e/upload.sh \
	tests/faults/adoption.sh tests/faults/faults.sh tests/power/cuts.sh \
	$(SLOW_TERMINAL_TESTS)
.PHONY: check-slow
