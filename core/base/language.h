/* base/language.h - Vietnamese and English for people, by gettext.
 *
 * The program's own sentences are written in English and looked up in the
 * domain "hoso"; a plugin's are written in Vietnamese and looked up in the
 * domain "hoso-NAME".  Both work whatever locales the machine has: the locale
 * is always C.UTF-8, only the language changes.
 */
#ifndef BASE_LANGUAGE_H
#define BASE_LANGUAGE_H

enum language { VI, EN, LANGUAGES };

#define _(text) language_say (text)
#define N_(text) (text) /* marked for translation, looked up later */

/* Sets the locale to C.UTF-8, binds the domains to FOLDER (of .mo files), and
 * takes the language from LANGUAGE, LC_ALL, LC_MESSAGES, LANG, in this order;
 * what is neither vi nor en leaves FALLBACK.
 */
void language_start (const char *folder, enum language fallback);

/* True when the environment itself chose vi or en. */
int language_chosen (void);

enum language language_now (void);
void language_set (enum language);
const char *language_code (enum language); /* "vi", "en" */

/* The language named CODE ("vi", "en_GB.UTF-8", ...); LANGUAGES for others. */
enum language language_named (const char *code);

/* TEXT in the language of now, or TEXT itself. */
const char *language_say (const char *text) __attribute__ ((format_arg (1)));

/* TEXT of DOMAIN, with CONTEXT (may be NULL) looked up first, in the language
 * of now; TEXT itself when there is no translation.  The result lives as long
 * as the program.
 */
const char *language_say_in (const char *domain, const char *context,
                             const char *text);

#endif
