# tests/fuzz: what reads foreign bytes, run over bytes that were bent
FUZZ_TESTS = \
	%D%/ack-fuzz \
	%D%/csv-fuzz \
	%D%/form-fuzz \
	%D%/json-fuzz \
	%D%/jsonl-fuzz \
	%D%/kind-fuzz \
	%D%/protocol-fuzz \
	%D%/record-fuzz \
	%D%/text-fuzz
check_PROGRAMS += $(FUZZ_TESTS)
TESTS += $(FUZZ_TESTS)

%C%_ack_fuzz_SOURCES = %D%/ack-fuzz.c %D%/replay.c %D%/fuzz.h
%C%_ack_fuzz_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"ack"'
%C%_ack_fuzz_LDADD = $(LAYERS_BATCH)

%C%_csv_fuzz_SOURCES = %D%/csv-fuzz.c %D%/replay.c %D%/fuzz.h
%C%_csv_fuzz_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"csv"'
%C%_csv_fuzz_LDADD = $(LAYERS_FORMATS) $(LAYERS_BASE)

%C%_form_fuzz_SOURCES = %D%/form-fuzz.c %D%/replay.c %D%/fuzz.h
%C%_form_fuzz_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"form"'
%C%_form_fuzz_LDADD = $(LAYERS_FORM)

%C%_json_fuzz_SOURCES = %D%/json-fuzz.c %D%/replay.c %D%/fuzz.h
%C%_json_fuzz_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"json"'
%C%_json_fuzz_LDADD = $(LAYERS_BASE)

%C%_jsonl_fuzz_SOURCES = %D%/jsonl-fuzz.c %D%/replay.c %D%/fuzz.h
%C%_jsonl_fuzz_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"jsonl"'
%C%_jsonl_fuzz_LDADD = $(LAYERS_FORMATS) $(LAYERS_BASE)

%C%_kind_fuzz_SOURCES = %D%/kind-fuzz.c %D%/replay.c %D%/fuzz.h
%C%_kind_fuzz_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"kind"'
%C%_kind_fuzz_LDADD = $(LAYERS_FORM)

%C%_protocol_fuzz_SOURCES = %D%/protocol-fuzz.c %D%/replay.c %D%/fuzz.h
%C%_protocol_fuzz_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"protocol"'
%C%_protocol_fuzz_LDADD = $(LAYERS_SITE)

%C%_record_fuzz_SOURCES = %D%/record-fuzz.c %D%/replay.c %D%/fuzz.h
%C%_record_fuzz_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"record"'
%C%_record_fuzz_LDADD = $(LAYERS_RECORD)

%C%_text_fuzz_SOURCES = %D%/text-fuzz.c %D%/replay.c %D%/fuzz.h
%C%_text_fuzz_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"text"'
%C%_text_fuzz_LDADD = $(LAYERS_TEXT)

EXTRA_DIST += \
	%D%/ack/answer \
	%D%/csv/long \
	%D%/csv/quotes \
	%D%/form/abi-1 \
	%D%/json/all \
	%D%/jsonl/members \
	%D%/kind/choices \
	%D%/kind/date \
	%D%/kind/name \
	%D%/kind/number \
	%D%/kind/person \
	%D%/kind/phone \
	%D%/kind/table \
	%D%/protocol/answer \
	%D%/protocol/change \
	%D%/protocol/draft \
	%D%/protocol/frame \
	%D%/protocol/hello \
	%D%/protocol/receipt \
	%D%/protocol/row \
	%D%/protocol/save \
	%D%/protocol/status \
	%D%/protocol/verify \
	%D%/record/change \
	%D%/record/code \
	%D%/record/image \
	%D%/record/image-wide \
	%D%/text/card \
	%D%/text/insurance \
	%D%/text/marks \
	%D%/text/words
