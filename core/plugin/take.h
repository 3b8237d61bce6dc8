/* plugin/take.h - a plugin's structs as this host has them.
 *
 * A plugin may have been compiled before or after a struct grew.  Its arrays
 * are copied with its own strides into structs of ours: what it does not have
 * is 0, and what it has beyond ours must be 0, else it is refused, since a
 * rule that is not understood must not be skipped.
 */
#ifndef PLUGIN_TAKE_H
#define PLUGIN_TAKE_H

#include "base/arena.h"
#include "base/error.h"

#include <hoso/plugin.h>

/* Everything of one procedure; the arrays live in an arena, their strings and
 * functions in the plugin.
 */
struct taken {
  const char *file;             /* the plugin's source, for messages         */
  struct hoso_procedure procedure;
  struct hoso_field *fields;    /* headings among them; .columns and .choices
                                 * are copies too                            */
  struct hoso_rule *rules;
  struct hoso_unique *uniques;
  struct hoso_amount *amounts;
  struct hoso_term *terms;
  struct hoso_fee *fees;
  struct hoso_paper *papers;
  struct hoso_sheet *sheets;
  struct hoso_state *states;
  struct hoso_sample *samples;
  size_t n_fields, n_rules, n_uniques, n_amounts, n_terms, n_fees, n_papers,
      n_sheets, n_states, n_samples;
};

/* What PLUGIN exports, with its sizes.  ERR_INPUT for one that is no plugin of
 * this ABI, naming both; NAME is how messages call it.
 */
struct exported {
  struct hoso_plugin plugin;
  struct hoso_sizes sizes;
};
enum outcome take_plugin (const struct hoso_plugin *plugin, const char *name,
                          struct exported *, struct error *);

/* PROCEDURE (the plugin's own, or what its open gave) whole. */
enum outcome take_procedure (const struct exported *,
                             const struct hoso_procedure *procedure,
                             struct arena *, struct taken *, struct error *);

/* How many columns or choices there are in a copy. */
size_t taken_fields (const struct hoso_field *);
size_t taken_choices (const struct hoso_choice *);

#endif
