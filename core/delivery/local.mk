# core/delivery: batches, targets, receipts
noinst_LTLIBRARIES += libdelivery.la
libdelivery_la_SOURCES = \
	%D%/delivery.h
