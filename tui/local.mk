# tui: the screens; for now the program's main.
bin_PROGRAMS += hoso
hoso_SOURCES = %D%/main.c
hoso_LDADD = $(LAYERS_CLI)
