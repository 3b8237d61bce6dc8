# core/delivery: batches, targets, receipts
noinst_LTLIBRARIES += libdelivery.la
libdelivery_la_SOURCES = \
	%D%/ack.c \
	%D%/ack.h \
	%D%/batch.c \
	%D%/batch.h \
	%D%/delivery.h \
	%D%/file-target.c \
	%D%/target.c \
	%D%/target.h \
	%D%/upload.c
