/* proof-row.c - the row that one record asks for, and the entries that follow
 * from its head and its persons.
 */

#include "store/proof-brief.h"

#include "dossier/state.h"

static void
put_names (const struct brief *b, struct bytes *value, struct bytes *text)
{
  bytes_clear (text);
  for (uint16_t i = 0; i < b->form->n_names; i++) {
    struct slice name = brief_value (b, b->form->names[i]);

    if (name.len > 0 && text->len > 0)
      bytes_add (text, "; ", 2);
    bytes_add (text, name.at, name.len);
  }
  if (text->len > UINT16_MAX)
    text->len = UINT16_MAX;
  put_u16 (value, (uint16_t) text->len);
  bytes_add (value, text->at, text->len);
}

static uint32_t
first_ward (const struct brief *b)
{
  uint32_t ward = 0;

  for (uint16_t i = 0; ward == 0 && i < b->form->n_wards; i++)
    ward = image_ward (
      brief_value (b, (unsigned) b->form->form->n_fields + b->form->wards[i]));
  return ward;
}

/* As row_value: the head stands in the body as it stands in the row. */
static uint64_t
row_hash (const struct proof *p, const struct brief *b, struct bytes *value,
          struct bytes *text)
{
  const struct change *c = b->change;
  struct slice birth = { NULL, 0 };

  bytes_clear (value);
  put_u64 (value, c->seq);
  bytes_add (value, c->id, ID_SIZE);
  bytes_add (value, c->body.at, c->body.len - c->image.len - ID_SIZE);
  put_names (b, value, text);
  if (b->form->birth != NO_FIELD)
    birth = brief_value (b, b->form->birth);
  put_u16 (value, (uint16_t) birth.len);
  bytes_add (value, birth.at, birth.len);
  put_u32 (value, first_ward (b));
  return proof_hash (p, value->at, value->len);
}

static uint64_t
ordinal_hash (const struct proof *p, uint32_t ordinal)
{
  unsigned char value[4];

  for (unsigned i = 0; i < sizeof value; i++)
    value[i] = (unsigned char) (ordinal >> 8 * i);
  return proof_hash (p, value, sizeof value);
}

static void
ask_row (struct proof *p, const struct brief *b, uint64_t row)
{
  const struct record_head *head = &b->change->head;
  uint64_t ordinal = ordinal_hash (p, b->ordinal);
  struct key key = ordinal_key (b->ordinal);

  proof_ask_entry (p, b->ordinal, T_RECORDS, &key, row);
  key.len = 0;
  key_bytes (&key, b->change->id, ID_SIZE);
  proof_ask_entry (p, b->ordinal, T_ID, &key, ordinal);
  key = code_key (&head->code);
  proof_ask_entry (p, b->ordinal, T_CODE, &key, ordinal);
  key.len = 0;
  key_u16 (&key, head->procedure);
  key_u32 (&key, b->received);
  key_u32 (&key, b->ordinal);
  proof_ask_entry (p, b->ordinal, T_PROCEDURE, &key, proof_nothing (p));
  if (!state_open (head->state))
    return;
  key.len = 0;
  key_u32 (&key, b->due);
  key_u8 (&key, head->state);
  key_u32 (&key, b->ordinal);
  proof_ask_entry (p, b->ordinal, T_DUE, &key, row);
}

static void
ask_persons (struct proof *p, const struct brief *b)
{
  for (size_t i = 0; i < b->n_persons; i++) {
    struct key key;

    key.len = 0;
    key_u40 (&key, b->persons[i].number);
    key_u32 (&key, b->ordinal);
    proof_ask_entry (p, b->ordinal, T_PERSON, &key,
                     proof_hash (p, &b->persons[i].role, 1));
  }
}

void
proof_row_ask (struct proof *p, const struct brief *b, struct bytes *value,
               struct bytes *text)
{
  ask_row (p, b, row_hash (p, b, value, text));
  ask_persons (p, b);
}
