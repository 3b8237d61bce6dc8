# core/batch: import, export, receipts
noinst_LTLIBRARIES += libbatch.la
libbatch_la_SOURCES = \
	%D%/arrival.c \
	%D%/arrival.h \
	%D%/columns.c \
	%D%/columns.h \
	%D%/export.c \
	%D%/export.h \
	%D%/header.c \
	%D%/id-set.c \
	%D%/id-set.h \
	%D%/import.c \
	%D%/import.h \
	%D%/import-again.c \
	%D%/import-desk.c \
	%D%/import-inside.h \
	%D%/import-queue.c \
	%D%/import-row.c \
	%D%/input.c \
	%D%/input.h \
	%D%/kept.c \
	%D%/kept.h \
	%D%/ledger.c \
	%D%/ledger.h \
	%D%/publish.c \
	%D%/publish.h \
	%D%/receipt.c \
	%D%/receipt.h \
	%D%/reject.c \
	%D%/reject.h \
	%D%/source.c \
	%D%/source.h
