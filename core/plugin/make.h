/* plugin/make.h - from what a plugin declares to a form. */
#ifndef PLUGIN_MAKE_H
#define PLUGIN_MAKE_H

#include "form/form.h"
#include "plugin/complain.h"
#include "plugin/take.h"

/* A form of TAKEN, which lint_shape has found sound.  What cannot be read
 * (conditions, dates, keys that are none) is left out and complained of.  Its
 * texts and functions stay the plugin's.
 */
struct form *make_form (const struct taken *, struct complaints *);

/* Fills in the labels of all languages but Vietnamese, from the gettext domain
 * "hoso-NAME".
 */
void make_languages (struct form *);

#endif
