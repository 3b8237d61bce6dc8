# tests/fuzz: what reads foreign bytes, run over bytes that were bent
FUZZ_TESTS = \
	%D%/ack-fuzz \
	%D%/charset-fuzz \
	%D%/client-fuzz \
	%D%/csv-fuzz \
	%D%/detect-fuzz \
	%D%/draft-fuzz \
	%D%/find-fuzz \
	%D%/folder-fuzz \
	%D%/form-fuzz \
	%D%/json-fuzz \
	%D%/jsonl-fuzz \
	%D%/kind-fuzz \
	%D%/order-fuzz \
	%D%/protocol-fuzz \
	%D%/record-fuzz \
	%D%/server-fuzz \
	%D%/settings-fuzz \
	%D%/store-fuzz \
	%D%/text-fuzz \
	%D%/typing-fuzz
check_PROGRAMS += $(FUZZ_TESTS)
TESTS += $(FUZZ_TESTS)

%C%_ack_fuzz_SOURCES = %D%/ack-fuzz.c %D%/replay.c %D%/fuzz.h
%C%_ack_fuzz_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"ack"'
%C%_ack_fuzz_LDADD = $(LAYERS_BATCH)

%C%_charset_fuzz_SOURCES = %D%/charset-fuzz.c %D%/replay.c %D%/fuzz.h
%C%_charset_fuzz_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"charset"'
%C%_charset_fuzz_LDADD = $(LAYERS_TEXT)

%C%_detect_fuzz_SOURCES = %D%/detect-fuzz.c %D%/replay.c %D%/fuzz.h
%C%_detect_fuzz_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"detect"'
%C%_detect_fuzz_LDADD = $(LAYERS_TEXT)

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

%C%_order_fuzz_SOURCES = %D%/order-fuzz.c %D%/replay.c %D%/fuzz.h
%C%_order_fuzz_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"order"'
%C%_order_fuzz_LDADD = $(LAYERS_TEXT)

%C%_protocol_fuzz_SOURCES = %D%/protocol-fuzz.c %D%/replay.c %D%/fuzz.h
%C%_protocol_fuzz_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"protocol"'
%C%_protocol_fuzz_LDADD = $(LAYERS_SITE)

%C%_record_fuzz_SOURCES = %D%/record-fuzz.c %D%/replay.c %D%/fuzz.h
%C%_record_fuzz_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"record"'
%C%_record_fuzz_LDADD = $(LAYERS_RECORD)

%C%_text_fuzz_SOURCES = %D%/text-fuzz.c %D%/replay.c %D%/fuzz.h
%C%_text_fuzz_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"text"'
%C%_text_fuzz_LDADD = $(LAYERS_TEXT)

%C%_typing_fuzz_SOURCES = %D%/typing-fuzz.c %D%/replay.c %D%/fuzz.h
%C%_typing_fuzz_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"typing"'
%C%_typing_fuzz_LDADD = $(LAYERS_TEXT)

%C%_client_fuzz_SOURCES = %D%/client-fuzz.c %D%/replay.c %D%/fuzz.h
%C%_client_fuzz_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"client"'
%C%_client_fuzz_LDADD = $(LAYERS_SITE)

%C%_draft_fuzz_SOURCES = %D%/draft-fuzz.c %D%/replay.c %D%/fuzz.h
%C%_draft_fuzz_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"draft"'
%C%_draft_fuzz_LDADD = $(LAYERS_TUI)

%C%_find_fuzz_SOURCES = %D%/find-fuzz.c %D%/replay.c %D%/fuzz.h
%C%_find_fuzz_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"find"'
%C%_find_fuzz_LDADD = $(LAYERS_STORE)

%C%_folder_fuzz_SOURCES = %D%/folder-fuzz.c %D%/replay.c %D%/fuzz.h
%C%_folder_fuzz_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"folder"'
%C%_folder_fuzz_LDADD = $(LAYERS_STORE)

%C%_server_fuzz_SOURCES = %D%/server-fuzz.c %D%/replay.c %D%/fuzz.h %D%/served.h
%C%_server_fuzz_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"server"'
%C%_server_fuzz_LDADD = $(LAYERS_SITE)

%C%_settings_fuzz_SOURCES = %D%/settings-fuzz.c %D%/replay.c %D%/fuzz.h
%C%_settings_fuzz_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"settings"'
%C%_settings_fuzz_LDADD = $(LAYERS_SITE)

%C%_store_fuzz_SOURCES = %D%/store-fuzz.c %D%/replay.c %D%/fuzz.h
%C%_store_fuzz_CPPFLAGS = $(AM_CPPFLAGS) -DCORPUS='"store"'
%C%_store_fuzz_LDADD = $(LAYERS_SITE)

# With libFuzzer, in a tree of its own: see HACKING.md.
%D%/%-fuzzer: %D%/%-fuzz.c $(filter %.la,$(LAYERS_TUI))
	$(AM_V_CCLD)$(LIBTOOL) $(AM_V_lt) --tag=CC --mode=link $(CC) $(DEFS) \
		$(DEFAULT_INCLUDES) $(AM_CPPFLAGS) $(CPPFLAGS) $(AM_CFLAGS) \
		$(CFLAGS) -fsanitize=fuzzer $(AM_LDFLAGS) $(LDFLAGS) -o $@ $< \
		$(LAYERS_TUI) $(LIBS)
fuzzers: $(FUZZ_TESTS:-fuzz=-fuzzer)
.PHONY: fuzzers

EXTRA_DIST += \
	%D%/ack/answer \
	%D%/charset/bkhcm1 \
	%D%/charset/bkhcm2 \
	%D%/charset/c-string \
	%D%/charset/cp1258 \
	%D%/charset/ncr \
	%D%/charset/tcvn3 \
	%D%/charset/tcvn3-h \
	%D%/charset/tcvn5712-1 \
	%D%/charset/utf8 \
	%D%/charset/vietware-f \
	%D%/charset/vietware-x \
	%D%/charset/viqr \
	%D%/charset/viscii \
	%D%/charset/vni-mac \
	%D%/charset/vni-win \
	%D%/charset/vps \
	%D%/client/answers \
	%D%/client/drafts \
	%D%/client/error \
	%D%/client/form \
	%D%/client/found-1 \
	%D%/client/found-2 \
	%D%/client/found-3 \
	%D%/client/found-4 \
	%D%/client/found-5 \
	%D%/client/found-6 \
	%D%/client/found-7 \
	%D%/client/found-8 \
	%D%/client/get \
	%D%/client/lists \
	%D%/client/raw \
	%D%/client/scan \
	%D%/client/shared \
	%D%/client/shared-lost \
	%D%/client/status \
	%D%/csv/long \
	%D%/csv/quotes \
	%D%/detect/tcvn3 \
	%D%/detect/through \
	%D%/detect/viqr \
	%D%/draft/typed \
	%D%/find/bits \
	%D%/find/block \
	%D%/find/one \
	%D%/find/steps \
	%D%/folder/journal \
	%D%/folder/manifest \
	%D%/folder/torn \
	%D%/folder/witness \
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
	%D%/order/marks \
	%D%/order/names \
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
	%D%/server/care \
	%D%/server/draft \
	%D%/server/find \
	%D%/server/found-1 \
	%D%/server/found-2 \
	%D%/server/found-3 \
	%D%/server/found-4 \
	%D%/server/found-5 \
	%D%/server/found-6 \
	%D%/server/found-7 \
	%D%/server/found-8 \
	%D%/server/many \
	%D%/server/out \
	%D%/server/read \
	%D%/server/save \
	%D%/server/shared \
	%D%/settings/site.conf \
	%D%/settings/twice \
	%D%/store/batch \
	%D%/store/change \
	%D%/store/draft \
	%D%/store/due \
	%D%/store/find \
	%D%/store/form \
	%D%/store/person \
	%D%/store/procedure \
	%D%/store/receipt \
	%D%/store/record \
	%D%/store/request \
	%D%/store/target \
	%D%/text/blank \
	%D%/text/card \
	%D%/text/insurance \
	%D%/text/marks \
	%D%/text/words \
	%D%/typing/simple \
	%D%/typing/telex \
	%D%/typing/viqr \
	%D%/typing/vni
