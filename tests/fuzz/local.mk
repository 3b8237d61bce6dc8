# tests/fuzz: what reads foreign bytes, run over bytes that were bent
FUZZ_TESTS = %D%/record-fuzz
check_PROGRAMS += $(FUZZ_TESTS)
TESTS += $(FUZZ_TESTS)

%C%_record_fuzz_SOURCES = %D%/record-fuzz.c %D%/replay.c %D%/fuzz.h
%C%_record_fuzz_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"record"'
%C%_record_fuzz_LDADD = $(LAYERS_RECORD)

EXTRA_DIST += \
	%D%/record/change \
	%D%/record/code \
	%D%/record/image \
	%D%/record/image-wide
