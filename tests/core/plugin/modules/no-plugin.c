/* no-plugin.c - a shared object that is no plugin. */

int no_plugin_at_all (void);

__attribute__ ((visibility ("default"))) int
no_plugin_at_all (void)
{
  return 0;
}
