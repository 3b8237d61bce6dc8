# docs: man pages are installed, the rest is distributed.
dist_man_MANS += %D%/hoso.1 %D%/hoso-plugin.3
EXTRA_DIST += %D%/architecture.md %D%/layout.md %D%/performance.md \
	%D%/typing.md

# Completion is installed under the command's own name.
completionsdir = $(datadir)/bash-completion/completions
EXTRA_DIST += %D%/hoso.bash
install-data-local:
	$(MKDIR_P) '$(DESTDIR)$(completionsdir)'
	$(INSTALL_DATA) '$(srcdir)/docs/hoso.bash' \
		'$(DESTDIR)$(completionsdir)/hoso'
uninstall-local:
	rm -f '$(DESTDIR)$(completionsdir)/hoso'
