# tests/core/text
TEXT_TESTS = \
	%D%/card-test \
	%D%/charset-test \
	%D%/collate-test \
	%D%/date-test \
	%D%/detect-test \
	%D%/doctor-test \
	%D%/fold-test \
	%D%/letters-test \
	%D%/name-test \
	%D%/clean-plain-test \
	%D%/clean-test \
	%D%/nfc-test \
	%D%/number-test \
	%D%/person-id-test \
	%D%/preview-test \
	%D%/syllables-test \
	%D%/typing-memory-test \
	%D%/typing-test \
	%D%/utf8-test \
	%D%/wards-test

check_PROGRAMS += $(TEXT_TESTS)
TESTS += $(TEXT_TESTS)

%C%_card_test_SOURCES = %D%/card-test.c
%C%_card_test_LDADD = $(LAYERS_TEXT)
%C%_collate_test_SOURCES = %D%/collate-test.c %D%/syllables.c %D%/syllables.h
%C%_collate_test_LDADD = $(LAYERS_TEXT)
%C%_date_test_SOURCES = %D%/date-test.c
%C%_date_test_LDADD = $(LAYERS_TEXT)
%C%_doctor_test_SOURCES = %D%/doctor-test.c %D%/doctor-files.c \
	%D%/doctor-files.h tests/people/dice.c tests/people/names.c \
	tests/people/places.c
%C%_doctor_test_LDADD = $(LAYERS_TEXT)
%C%_fold_test_SOURCES = %D%/fold-test.c
%C%_fold_test_LDADD = $(LAYERS_TEXT)
%C%_letters_test_SOURCES = %D%/letters-test.c
%C%_letters_test_LDADD = $(LAYERS_TEXT)
%C%_name_test_SOURCES = %D%/name-test.c
%C%_name_test_LDADD = $(LAYERS_TEXT)
%C%_clean_plain_test_SOURCES = %D%/clean-plain-test.c
%C%_clean_plain_test_LDADD = $(LAYERS_TEXT)
%C%_clean_test_SOURCES = %D%/clean-test.c
%C%_clean_test_LDADD = $(LAYERS_TEXT)
%C%_nfc_test_SOURCES = %D%/nfc-test.c
%C%_nfc_test_LDADD = $(LAYERS_TEXT)
%C%_number_test_SOURCES = %D%/number-test.c
%C%_number_test_LDADD = $(LAYERS_TEXT)
%C%_person_id_test_SOURCES = %D%/person-id-test.c
%C%_person_id_test_LDADD = $(LAYERS_TEXT)
%C%_preview_test_SOURCES = %D%/preview-test.c
%C%_preview_test_LDADD = $(LAYERS_TEXT)
%C%_syllables_test_SOURCES = %D%/syllables-test.c %D%/syllables.c \
	%D%/syllables.h %D%/keyboards.h
%C%_syllables_test_LDADD = $(LAYERS_TEXT)
%C%_typing_memory_test_SOURCES = %D%/typing-memory-test.c %D%/keyboards.h
%C%_typing_memory_test_LDADD = $(LAYERS_TEXT)
%C%_typing_memory_test_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=malloc \
	-Wl,--wrap=calloc -Wl,--wrap=realloc -Wl,--wrap=free
%C%_typing_test_SOURCES = %D%/typing-test.c
%C%_typing_test_LDADD = $(LAYERS_TEXT)
%C%_utf8_test_SOURCES = %D%/utf8-test.c
%C%_utf8_test_LDADD = $(LAYERS_TEXT)
%C%_wards_test_SOURCES = %D%/wards-test.c %D%/keyboards.h
%C%_wards_test_LDADD = $(LAYERS_TEXT)
%C%_charset_test_SOURCES = %D%/charset-test.c
%C%_charset_test_LDADD = $(LAYERS_TEXT)
%C%_detect_test_SOURCES = %D%/detect-test.c
%C%_detect_test_LDADD = $(LAYERS_TEXT)

EXTRA_DIST += %D%/clean-cases.h %D%/clean-slowly.h %D%/icu-order.c
