# tests/power: what a power cut leaves.
TESTS += %D%/cuts.sh
EXTRA_DIST += %D%/cuts.sh

check_PROGRAMS += %D%/work %D%/cuts
%C%_work_SOURCES = %D%/work.c %D%/trace.h
%C%_work_LDADD = $(LAYERS_SITE)
%C%_cuts_SOURCES = %D%/cuts.c %D%/disk.c %D%/disk.h %D%/trace.h
%C%_cuts_LDADD = $(LAYERS_SITE)

# Stands before the system calls of whatever it is loaded into.
check_LTLIBRARIES += %D%/recorder.la
%C%_recorder_la_SOURCES = %D%/recorder.c %D%/trace.h
%C%_recorder_la_CFLAGS = -std=gnu11 -Wall -Wextra -fvisibility=hidden
%C%_recorder_la_LDFLAGS = -module -avoid-version -shared -rpath /nowhere
%C%_recorder_la_LIBADD =
