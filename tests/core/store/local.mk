# tests/core/store
STORE_TESTS = \
	%D%/backup-test \
	%D%/build-test \
	%D%/checkpoint-test \
	%D%/count-test \
	%D%/crash-test \
	%D%/direct-test \
	%D%/find-bucket-test \
	%D%/find-container-test \
	%D%/find-damage-test \
	%D%/find-oracle-test \
	%D%/find-query-test \
	%D%/find-store-test \
	%D%/full-test \
	%D%/guard-fails-test \
	%D%/guard-test \
	%D%/guard-way-test \
	%D%/kept-test \
	%D%/list-test \
	%D%/log-spare-test \
	%D%/open-test \
	%D%/out-test \
	%D%/pages-test \
	%D%/rebuild-test \
	%D%/remake-test \
	%D%/renew-test \
	%D%/room-test \
	%D%/save-test \
	%D%/scan-test \
	%D%/sorter-test \
	%D%/sum-test \
	%D%/table-test \
	%D%/unique-test \
	%D%/verify-pages-test \
	%D%/verify-test \
	%D%/waiting-test \
	%D%/words-test
check_PROGRAMS += $(STORE_TESTS)
TESTS += $(STORE_TESTS)
EXTRA_DIST += %D%/find-oracle.h %D%/fixture.h %D%/guard-disk.h %D%/forms.h

%C%_backup_test_SOURCES = %D%/backup-test.c
%C%_backup_test_LDADD = $(LAYERS_STORE)
%C%_build_test_SOURCES = %D%/build-test.c
%C%_build_test_LDADD = $(LAYERS_STORE)
%C%_checkpoint_test_SOURCES = %D%/checkpoint-test.c
%C%_checkpoint_test_LDADD = $(LAYERS_STORE)
%C%_count_test_SOURCES = %D%/count-test.c
%C%_count_test_LDADD = $(LAYERS_STORE)
%C%_crash_test_SOURCES = %D%/crash-test.c
%C%_crash_test_LDADD = $(LAYERS_STORE)
%C%_direct_test_SOURCES = %D%/direct-test.c
%C%_direct_test_LDADD = $(LAYERS_STORE)
%C%_find_bucket_test_SOURCES = %D%/find-bucket-test.c
%C%_find_bucket_test_LDADD = $(LAYERS_STORE)
%C%_find_container_test_SOURCES = %D%/find-container-test.c
%C%_find_container_test_LDADD = $(LAYERS_STORE)
%C%_find_oracle_test_SOURCES = %D%/find-oracle-test.c
%C%_find_oracle_test_LDADD = $(LAYERS_STORE)
%C%_find_damage_test_SOURCES = %D%/find-damage-test.c
%C%_find_damage_test_LDADD = $(LAYERS_STORE)
%C%_find_query_test_SOURCES = %D%/find-query-test.c
%C%_find_query_test_LDADD = $(LAYERS_STORE)
%C%_find_store_test_SOURCES = %D%/find-store-test.c
%C%_find_store_test_LDADD = $(LAYERS_STORE)
%C%_full_test_SOURCES = %D%/full-test.c
%C%_full_test_LDADD = $(LAYERS_STORE)
%C%_guard_fails_test_SOURCES = %D%/guard-fails-test.c
%C%_guard_fails_test_LDADD = $(LAYERS_STORE)
%C%_guard_test_SOURCES = %D%/guard-test.c
%C%_guard_test_LDADD = $(LAYERS_STORE)
%C%_guard_way_test_SOURCES = %D%/guard-way-test.c
%C%_guard_way_test_LDADD = $(LAYERS_STORE)
%C%_kept_test_SOURCES = %D%/kept-test.c
%C%_kept_test_LDADD = $(LAYERS_STORE)
%C%_list_test_SOURCES = %D%/list-test.c
%C%_list_test_LDADD = $(LAYERS_STORE)
%C%_log_spare_test_SOURCES = %D%/log-spare-test.c
%C%_log_spare_test_LDADD = $(LAYERS_STORE)
%C%_open_test_SOURCES = %D%/open-test.c
%C%_open_test_LDADD = $(LAYERS_STORE)
%C%_out_test_SOURCES = %D%/out-test.c
%C%_out_test_LDADD = $(LAYERS_STORE)
%C%_pages_test_SOURCES = %D%/pages-test.c
%C%_pages_test_LDADD = $(LAYERS_STORE)
%C%_rebuild_test_SOURCES = %D%/rebuild-test.c
%C%_rebuild_test_LDADD = $(LAYERS_STORE)
%C%_remake_test_SOURCES = %D%/remake-test.c
%C%_remake_test_LDADD = $(LAYERS_STORE)
%C%_renew_test_SOURCES = %D%/renew-test.c
%C%_renew_test_LDADD = $(LAYERS_STORE)
%C%_room_test_SOURCES = %D%/room-test.c
%C%_room_test_LDADD = $(LAYERS_STORE)
%C%_save_test_SOURCES = %D%/save-test.c
%C%_save_test_LDADD = $(LAYERS_STORE)
%C%_scan_test_SOURCES = %D%/scan-test.c
%C%_scan_test_LDADD = $(LAYERS_STORE)
%C%_sorter_test_SOURCES = %D%/sorter-test.c
%C%_sorter_test_LDADD = $(LAYERS_STORE)
%C%_sum_test_SOURCES = %D%/sum-test.c
%C%_sum_test_LDADD = $(LAYERS_STORE)
%C%_table_test_SOURCES = %D%/table-test.c
%C%_table_test_LDADD = $(LAYERS_STORE)
%C%_unique_test_SOURCES = %D%/unique-test.c
%C%_unique_test_LDADD = $(LAYERS_STORE)
%C%_verify_pages_test_SOURCES = %D%/verify-pages-test.c
%C%_verify_pages_test_LDADD = $(LAYERS_STORE)
%C%_verify_test_SOURCES = %D%/verify-test.c
%C%_verify_test_LDADD = $(LAYERS_STORE)
%C%_waiting_test_SOURCES = %D%/waiting-test.c
%C%_waiting_test_LDADD = $(LAYERS_STORE)
%C%_words_test_SOURCES = %D%/words-test.c
%C%_words_test_LDADD = $(LAYERS_STORE)
