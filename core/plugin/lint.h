/* plugin/lint.h - what the compiler cannot find in a plugin. */
#ifndef PLUGIN_LINT_H
#define PLUGIN_LINT_H

#include "form/form.h"
#include "plugin/complain.h"
#include "plugin/take.h"

/* Before a form is made: names, keys, texts and numbers are of the shape that
 * plugin.h asks for.  Kinds of the future become the older ones they are like.
 */
void lint_shape (struct taken *, struct complaints *);

/* Afterwards: what one part says of another agrees. */
void lint_form (const struct taken *, const struct form *,
                struct complaints *);
void lint_samples (const struct taken *, const struct form *,
                   struct complaints *);

#endif
