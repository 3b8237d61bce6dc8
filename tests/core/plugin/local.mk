# tests/core/plugin
PLUGIN_TESTS = \
	%D%/lint-test \
	%D%/load-test \
	%D%/search-test

check_PROGRAMS += $(PLUGIN_TESTS)
TESTS += $(PLUGIN_TESTS)
EXTRA_DIST += %D%/fixture.h %D%/modules/small.h

%C%_lint_test_SOURCES = %D%/lint-test.c
%C%_lint_test_LDADD = $(LAYERS_PLUGIN)
%C%_load_test_SOURCES = %D%/load-test.c
%C%_load_test_LDADD = $(LAYERS_PLUGIN)
%C%_search_test_SOURCES = %D%/search-test.c
%C%_search_test_LDADD = $(LAYERS_PLUGIN)

# Modules that are odd, one fault each.  -rpath makes them shared, though they
# are never installed.
MODULE_LDFLAGS = $(PLUGIN_LDFLAGS) -rpath /nowhere
check_LTLIBRARIES += \
	%D%/modules/ends-crash.la \
	%D%/modules/ends-hang.la \
	%D%/modules/ends-leave.la \
	%D%/modules/faulty.la \
	%D%/modules/good.la \
	%D%/modules/good-again.la \
	%D%/modules/kind-alone.la \
	%D%/modules/kind-like.la \
	%D%/modules/newer-quiet.la \
	%D%/modules/newer-used.la \
	%D%/modules/no-plugin.la \
	%D%/modules/other-abi.la \
	%D%/modules/script.la \
	%D%/modules/wrong-sample.la

%C%_modules_ends_crash_la_SOURCES = %D%/modules/ends.c
%C%_modules_ends_crash_la_CPPFLAGS = $(PLUGIN_CPPFLAGS) -DENDS_BY=CRASH
%C%_modules_ends_crash_la_LDFLAGS = $(MODULE_LDFLAGS)
%C%_modules_ends_hang_la_SOURCES = %D%/modules/ends.c
%C%_modules_ends_hang_la_CPPFLAGS = $(PLUGIN_CPPFLAGS) -DENDS_BY=HANG
%C%_modules_ends_hang_la_LDFLAGS = $(MODULE_LDFLAGS)
%C%_modules_ends_leave_la_SOURCES = %D%/modules/ends.c
%C%_modules_ends_leave_la_CPPFLAGS = $(PLUGIN_CPPFLAGS) -DENDS_BY=LEAVE
%C%_modules_ends_leave_la_LDFLAGS = $(MODULE_LDFLAGS)
%C%_modules_faulty_la_SOURCES = %D%/modules/faulty.c
%C%_modules_faulty_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
%C%_modules_faulty_la_LDFLAGS = $(MODULE_LDFLAGS)
%C%_modules_good_la_SOURCES = %D%/modules/good.c
%C%_modules_good_la_CPPFLAGS = $(PLUGIN_CPPFLAGS) -DGOOD_NAME='"tot"'
%C%_modules_good_la_LDFLAGS = $(MODULE_LDFLAGS)
%C%_modules_good_again_la_SOURCES = %D%/modules/good.c
%C%_modules_good_again_la_CPPFLAGS = $(PLUGIN_CPPFLAGS) -DGOOD_NAME='"tot-khac"'
%C%_modules_good_again_la_LDFLAGS = $(MODULE_LDFLAGS)
%C%_modules_kind_alone_la_SOURCES = %D%/modules/kind.c
%C%_modules_kind_alone_la_CPPFLAGS = $(PLUGIN_CPPFLAGS) -DKIND_LIKE=0
%C%_modules_kind_alone_la_LDFLAGS = $(MODULE_LDFLAGS)
%C%_modules_kind_like_la_SOURCES = %D%/modules/kind.c
%C%_modules_kind_like_la_CPPFLAGS = $(PLUGIN_CPPFLAGS) -DKIND_LIKE=HOSO_TEXT
%C%_modules_kind_like_la_LDFLAGS = $(MODULE_LDFLAGS)
%C%_modules_newer_quiet_la_SOURCES = %D%/modules/newer.c
%C%_modules_newer_quiet_la_CPPFLAGS = $(PLUGIN_CPPFLAGS) -DNEWER_USES=0
%C%_modules_newer_quiet_la_LDFLAGS = $(MODULE_LDFLAGS)
%C%_modules_newer_used_la_SOURCES = %D%/modules/newer.c
%C%_modules_newer_used_la_CPPFLAGS = $(PLUGIN_CPPFLAGS) -DNEWER_USES=1
%C%_modules_newer_used_la_LDFLAGS = $(MODULE_LDFLAGS)
%C%_modules_no_plugin_la_SOURCES = %D%/modules/no-plugin.c
%C%_modules_no_plugin_la_LDFLAGS = $(MODULE_LDFLAGS)
%C%_modules_other_abi_la_SOURCES = %D%/modules/other-abi.c
%C%_modules_other_abi_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
%C%_modules_other_abi_la_LDFLAGS = $(MODULE_LDFLAGS)
%C%_modules_script_la_SOURCES = %D%/modules/script.c
%C%_modules_script_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
%C%_modules_script_la_LDFLAGS = $(MODULE_LDFLAGS)
%C%_modules_wrong_sample_la_SOURCES = %D%/modules/wrong-sample.c
%C%_modules_wrong_sample_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
%C%_modules_wrong_sample_la_LDFLAGS = $(MODULE_LDFLAGS)
