/* charset.c - encodings by name. */

#include "text/charset-foreign.h"
#include "text/charset.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *const names[CHARSETS] = {
  [CHARSET_UTF8] = "utf-8",
  [CHARSET_TCVN3] = "tcvn3",
  [CHARSET_VNI_WIN] = "vni-win",
  [CHARSET_CP1258] = "cp1258",
  [CHARSET_VISCII] = "viscii",
  [CHARSET_VPS] = "vps",
  [CHARSET_TCVN5712] = "tcvn5712-1",
  [CHARSET_TCVN3_H] = "tcvn3-h",
  [CHARSET_VNI_MAC] = "vni-mac",
  [CHARSET_BKHCM2] = "bkhcm2",
  [CHARSET_BKHCM1] = "bkhcm1",
  [CHARSET_VIETWARE_X] = "vietware-x",
  [CHARSET_VIETWARE_F] = "vietware-f",
  [CHARSET_VIQR] = "viqr",
  [CHARSET_NCR] = "ncr",
  [CHARSET_C_STRING] = "c-string",
};

/* Other names that people give. */
static const struct {
  const char *name;
  enum charset_kind kind;
} aliases[] = {
  { "utf8", CHARSET_UTF8 },           { "unicode", CHARSET_UTF8 },
  { "abc", CHARSET_TCVN3 },           { "tcvn", CHARSET_TCVN5712 },
  { "tcvn-5712", CHARSET_TCVN5712 },  { "vn1", CHARSET_TCVN5712 },
  { "tcvn5712", CHARSET_TCVN5712 },   { "vni", CHARSET_VNI_WIN },
  { "windows-1258", CHARSET_CP1258 }, { "bkhcm", CHARSET_BKHCM2 },
  { "vietware", CHARSET_VIETWARE_X }, { "html", CHARSET_NCR },
};

struct charset
charset_of (enum charset_kind kind)
{
  struct charset c = { .kind = kind };

  snprintf (c.name, sizeof c.name, "%s", names[kind]);
  return c;
}

static bool
iconv_knows (const char *name)
{
  struct foreign *f = foreign_new ("UTF-8", name);

  foreign_free (f);
  return f != NULL;
}

static bool
known_here (const char *name, struct charset *c)
{
  for (enum charset_kind k = 0; k < CHARSETS; k++)
    if (strcasecmp (name, names[k]) == 0) {
      *c = charset_of (k);
      return true;
    }
  for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
    if (strcasecmp (name, aliases[i].name) == 0) {
      *c = charset_of (aliases[i].kind);
      return true;
    }
  return false;
}

bool
charset_named (const char *name, struct charset *c)
{
  if (known_here (name, c))
    return true;
  if (strncmp (name, "iconv:", 6) == 0)
    name += 6;
  if (name[0] == '\0' || strlen (name) >= sizeof c->name
      || strchr (name, '/') != NULL || !iconv_knows (name))
    return false;
  c->kind = CHARSET_ICONV;
  snprintf (c->name, sizeof c->name, "%s", name);
  return true;
}
