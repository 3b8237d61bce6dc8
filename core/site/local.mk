# core/site: client, protocol, server
noinst_LTLIBRARIES += libsite.la
libsite_la_SOURCES = \
	%D%/brief.c \
	%D%/brief.h \
	%D%/client-ask.c \
	%D%/client-backup.c \
	%D%/client-build.c \
	%D%/client-care.c \
	%D%/client-keep.c \
	%D%/client-read.c \
	%D%/client-save.c \
	%D%/client.c \
	%D%/client.h \
	%D%/config.c \
	%D%/config.h \
	%D%/protocol.c \
	%D%/protocol.h \
	%D%/restore.c \
	%D%/saving.h \
	%D%/server-backup.c \
	%D%/server-build.c \
	%D%/server-care.c \
	%D%/server-crowd.c \
	%D%/server-judge.c \
	%D%/server-keep.c \
	%D%/server-peer.c \
	%D%/server-read.c \
	%D%/server-store.c \
	%D%/server-save.c \
	%D%/server-turn.c \
	%D%/server.c \
	%D%/server.h \
	%D%/settings.c \
	%D%/settings.h \
	%D%/shape.c \
	%D%/shape.h \
	%D%/site.h \
	%D%/site-files.c \
	%D%/site-files.h \
	%D%/spawn.c \
	%D%/spawn.h \
	%D%/stream.c \
	%D%/stream.h \
	%D%/trial.c \
	%D%/trial.h \
	%D%/shared.c \
	%D%/shared.h
