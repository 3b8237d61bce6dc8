# docs: man pages are installed, the rest is distributed.
dist_man_MANS += %D%/hoso.1
EXTRA_DIST += %D%/architecture.md
