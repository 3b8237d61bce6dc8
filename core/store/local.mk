# core/store: the only folder that knows Berkeley DB
noinst_LTLIBRARIES += libstore.la
libstore_la_SOURCES = \
	%D%/catalog.c \
	%D%/changes.c \
	%D%/counters.c \
	%D%/drafts.c \
	%D%/env.c \
	%D%/find.c \
	%D%/find.h \
	%D%/find-bucket.c \
	%D%/find-bucket.h \
	%D%/find-container.c \
	%D%/find-container.h \
	%D%/find-dictionary.c \
	%D%/find-dictionary.h \
	%D%/find-index.h \
	%D%/find-query.c \
	%D%/find-question.c \
	%D%/find-question.h \
	%D%/find-store.c \
	%D%/find-terms.c \
	%D%/find-terms.h \
	%D%/index.c \
	%D%/inside.h \
	%D%/key.c \
	%D%/key.h \
	%D%/list.c \
	%D%/officers.c \
	%D%/out.c \
	%D%/requests.c \
	%D%/rows.c \
	%D%/save.c \
	%D%/scan.c \
	%D%/serial.c \
	%D%/store.c \
	%D%/store.h \
	%D%/table.c \
	%D%/table.h \
	%D%/unique.c \
	%D%/verify.c \
	%D%/verify.h \
	%D%/verify-chain.c \
	%D%/verify-counters.c \
	%D%/verify-records.c \
	%D%/whole.c
