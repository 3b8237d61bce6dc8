# po: DOMAIN.LANG.po becomes po/locale/LANG/LC_MESSAGES/DOMAIN.mo, where a
# program that was built finds it, and goes to the same place below localedir.
POFILES = \
	%D%/hoso.vi.po \
	%D%/hoso-ket-hon.en.po \
	%D%/hoso-khai-sinh.en.po \
	%D%/hoso-khai-tu.en.po
EXTRA_DIST += $(POFILES)

# What po2mo makes of the name of a .po file.
po_domain = domain=`basename $$po .po`; lang=$${domain\#\#*.}; \
	domain=$${domain%.*}

noinst_DATA = %D%/locale.stamp
MOSTLYCLEANFILES += %D%/locale.stamp

%D%/locale.stamp: $(POFILES)
	$(AM_V_GEN)for po in $(POFILES); do \
	  test -f $$po || po=$(srcdir)/$$po; $(po_domain); \
	  folder=%D%/locale/$$lang/LC_MESSAGES; \
	  $(MKDIR_P) $$folder && $(MSGFMT) -c -o $$folder/$$domain.mo $$po \
	    || exit 1; \
	done; : > $@

install-data-hook:
	@for po in $(POFILES); do $(po_domain); \
	  folder='$(DESTDIR)$(localedir)'/$$lang/LC_MESSAGES; \
	  $(MKDIR_P) "$$folder" && $(INSTALL_DATA) \
	    %D%/locale/$$lang/LC_MESSAGES/$$domain.mo "$$folder" || exit 1; \
	done

uninstall-hook:
	@for po in $(POFILES); do $(po_domain); \
	  rm -f '$(DESTDIR)$(localedir)'/$$lang/LC_MESSAGES/$$domain.mo; \
	done

clean-local:
	rm -rf %D%/locale
