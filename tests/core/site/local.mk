# tests/core/site
SITE_TESTS = \
	%D%/brief-test \
	%D%/client-test \
	%D%/config-test \
	%D%/dated-test \
	%D%/group-test \
	%D%/hostile-test \
	%D%/protocol-test \
	%D%/quiet-test \
	%D%/resend-test \
	%D%/rights-test \
	%D%/save-test \
	%D%/server-test \
	%D%/shared-test \
	%D%/spawn-test \
	%D%/together-test
check_PROGRAMS += $(SITE_TESTS)
TESTS += $(SITE_TESTS)
EXTRA_DIST += %D%/fixture.h %D%/by-hand.h

%C%_brief_test_SOURCES = %D%/brief-test.c
%C%_brief_test_LDADD = $(LAYERS_SITE)
%C%_client_test_SOURCES = %D%/client-test.c
%C%_client_test_LDADD = $(LAYERS_SITE)
%C%_config_test_SOURCES = %D%/config-test.c
%C%_config_test_LDADD = $(LAYERS_SITE)
%C%_dated_test_SOURCES = %D%/dated-test.c
%C%_dated_test_LDADD = $(LAYERS_SITE)
%C%_group_test_SOURCES = %D%/group-test.c
%C%_group_test_LDADD = $(LAYERS_SITE)
%C%_hostile_test_SOURCES = %D%/hostile-test.c
%C%_hostile_test_LDADD = $(LAYERS_SITE)
%C%_protocol_test_SOURCES = %D%/protocol-test.c
%C%_protocol_test_LDADD = $(LAYERS_SITE)
%C%_quiet_test_SOURCES = %D%/quiet-test.c
%C%_quiet_test_LDADD = $(LAYERS_SITE)
%C%_resend_test_SOURCES = %D%/resend-test.c
%C%_resend_test_LDADD = $(LAYERS_SITE)
%C%_rights_test_SOURCES = %D%/rights-test.c
%C%_rights_test_LDADD = $(LAYERS_SITE)
%C%_save_test_SOURCES = %D%/save-test.c
%C%_save_test_LDADD = $(LAYERS_SITE)
%C%_server_test_SOURCES = %D%/server-test.c
%C%_server_test_LDADD = $(LAYERS_SITE)
%C%_shared_test_SOURCES = %D%/shared-test.c
%C%_shared_test_LDADD = $(LAYERS_SITE)
%C%_spawn_test_SOURCES = %D%/spawn-test.c
%C%_spawn_test_LDADD = $(LAYERS_SITE)
%C%_together_test_SOURCES = %D%/together-test.c
%C%_together_test_LDADD = $(LAYERS_SITE)
