# plugins: one procedure, one source file, one module.
# A plugin sees <hoso/...> and nothing else of this tree.

PLUGIN_CPPFLAGS = -I$(srcdir)/core/include
PLUGIN_LDFLAGS = -module -avoid-version -shared -no-undefined -Wl,-z,defs
