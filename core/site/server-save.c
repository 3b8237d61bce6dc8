/* server-save.c - dossiers in: looked at step by step, kept, answered.
 *
 * A request brings some dossiers; all of them are one transaction.  Which
 * changes it made is kept with it, so that a request that comes again, because
 * its answer was lost, is answered as it would have been.
 */

#include "site/saving.h"

#include "base/clock.h"
#include "base/language.h"
#include "dossier/due.h"
#include "dossier/state.h"
#include "text/date.h"
#include "text/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ---- answers ---- */

enum outcome
saving_decide (struct saving *s, enum verdict verdict)
{
  s->answer.verdict = verdict;
  s->decided = true;
  return OK;
}

enum outcome
saving_fail (struct saving *s, enum outcome kind, const char *format, ...)
{
  char text[sizeof s->answer.error.text];
  va_list args;

  va_start (args, format);
  vsnprintf (text, sizeof text, format, args);
  va_end (args);
  fail (&s->answer.error, kind, 0, "%s", text);
  return saving_decide (s, FAILED);
}

/* Tells of the record as it is after SEQ. */
static void
tell (struct saving *s, uint32_t ordinal, uint64_t seq,
      const struct record_head *head)
{
  s->answer.saved = (struct saved){
    .ordinal = ordinal,
    .version = head->version,
    .seq = seq,
    .code = head->code,
  };
  code_text (&head->code, s->request->server->config.identity.office,
             s->answer.code);
}

/* ---- the steps ---- */

static enum outcome
find_record (struct saving *s, struct error *e)
{
  struct store *store = s->request->server->store;
  uint32_t ordinal;
  enum outcome outcome = store_seek_id (store, s->asked.id, &ordinal, e);

  if (outcome == ERR_ABSENT)
    return OK;
  if (outcome == OK)
    outcome = store_row (store, ordinal, &s->old, &s->old_hold, e);
  s->there = outcome == OK;
  return outcome;
}

/* Whether this is what the next change of the first answer did. */
static enum outcome
find_earlier (struct saving *s, struct error *e)
{
  struct again *again = s->again;
  enum outcome outcome;

  if (again == NULL || !s->there || again->next > again->last)
    return OK;
  outcome = store_change (s->request->server->store, again->next, &s->before,
                          &s->before_hold, e);
  s->earlier = outcome == OK && s->before.ordinal == s->old.ordinal
               && s->before.action == s->asked.action;
  return outcome;
}

/* Says who saved the version that is there, and when. */
static enum outcome
conflict (struct saving *s, struct error *e)
{
  SCOPED_BYTES hold = { 0 };
  struct store *store = s->request->server->store;
  struct change last;
  struct moment at;
  const char *who;
  enum outcome outcome = store_change (store, s->old.seq, &last, &hold, e);

  if (outcome != OK)
    return outcome;
  at = moment_of (last.time);
  who = store_officer_name (store, last.officer);
  fail (&s->answer.error, ERR_BUSY, 0,
        _ ("%s saved version %u of this dossier at %02d:%02d on %02d/%02d/%d: "
           "open it again"),
        who == NULL ? "?" : who, last.version, at.hour, at.minute, at.day,
        at.month, at.year);
  return saving_decide (s, CONFLICT);
}

static enum outcome
compare_versions (struct saving *s, struct error *e)
{
  uint32_t read = s->asked.version_read;

  if (s->earlier || (!s->there && read == 0))
    return OK;
  if (!s->there)
    return saving_fail (s, ERR_ABSENT, _ ("there is no such dossier"));
  if (read == s->old.head.version)
    return OK;
  tell (s, s->old.ordinal, s->old.seq, &s->old.head);
  return read == 0 ? saving_decide (s, DUPLICATE) : conflict (s, e);
}

/* Whether a dossier in state FROM may be in state TO next. */
static bool
may_go (uint8_t from, uint8_t to)
{
  const struct state_row *row = state_row (from);

  return from == to || (row != NULL && (row->next >> to & 1) != 0);
}

static bool
words_good (const char *words)
{
  size_t len = strlen (words);

  return len <= UINT16_MAX && utf8_valid (words, len)
         && !utf8_has_control (words, len, false);
}

/* What is left out stays as it was, or is as it is with a new dossier. */
static void
fill_in (struct saving *s)
{
  struct asked_save *asked = &s->asked;

  if (asked->received == 0)
    asked->received = s->there ? s->old.head.received : s->request->time;
  if (asked->state == 0)
    asked->state = s->there ? s->old.head.state : RECEIVED;
}

static enum outcome
look_at_words (struct saving *s)
{
  const struct asked_save *asked = &s->asked;

  if (!words_good (asked->override) || !words_good (asked->reason)
      || !words_good (asked->officer))
    return saving_fail (s, ERR_INPUT, _ ("a reason is no text"));
  if (strlen (asked->override) > OVERRIDE_MOST)
    return saving_fail (s, ERR_INPUT,
                        _ ("shorten the reasons: all of them together have at "
                           "most %d bytes"),
                        OVERRIDE_MOST);
  return OK;
}

/* What is not the form's business. */
static enum outcome
look_over (struct saving *s, struct error *e)
{
  const struct asked_save *asked = &s->asked;
  const struct record_head *old = &s->old.head;

  (void) e;
  fill_in (s);
  if (s->earlier)
    return OK;
  if (asked->action < CREATE || asked->action > CORRECT
      || (asked->action == CREATE) != (asked->version_read == 0))
    return saving_fail (s, ERR_INPUT, _ ("a dossier cannot be saved so"));
  if (state_row (asked->state) == NULL)
    return saving_fail (s, ERR_INPUT, _ ("there is no state %u"), asked->state);
  if (s->there && !may_go (old->state, asked->state))
    return saving_fail (s, ERR_INPUT,
                        _ ("a dossier cannot go from \"%s\" to \"%s\""),
                        form_words (state_row (old->state)->label),
                        form_words (state_row (asked->state)->label));
  if (s->there && asked->action != MOVE && asked->procedure != old->procedure)
    return saving_fail (s, ERR_INPUT, _ ("a dossier stays with its procedure"));
  return look_at_words (s);
}

/* ---- keeping ---- */

static struct slice
slice_of_words (const char *words)
{
  return (struct slice){ (const unsigned char *) words, strlen (words) };
}

static uint64_t
reckon_due (const struct saving *s)
{
  struct server *server = s->request->server;
  struct scope scope = {
    .form = s->form,
    .values = s->values.texts,
    .wards = s->values.wards,
    .received = date_today (s->asked.received),
    .ward = server->config.ward,
    .officer = s->request->peer->account,
  };

  return due_of (s->form, &scope, s->asked.received, NULL);
}

/* The head of a record that was there stays, but for what is asked. */
static void
carry_over (const struct saving *s, struct record_head *head)
{
  const struct record_head *old = &s->old.head;

  head->officer = old->officer;
  head->code = old->code;
  head->flags = old->flags & RECORD_SECRET;
  if (s->asked.action != MOVE)
    return;
  head->procedure = old->procedure;
  head->revision = old->revision;
  head->received = old->received;
  head->override = old->override;
  if (head->due == 0)
    head->due = old->due;
}

/* The head as it is to be saved; the officer of an import needs a number. */
static enum outcome
make_head (struct saving *s, uint32_t officer, struct record_head *head,
           struct error *e)
{
  const struct asked_save *asked = &s->asked;
  enum outcome outcome = OK;

  *head = (struct record_head){
    .state = asked->state,
    .procedure = asked->procedure,
    .revision = asked->revision,
    .version = s->there ? 0 : asked->version,
    .received = asked->received,
    .due = asked->due,
    .officer = officer,
    .override = slice_of_words (asked->override),
  };
  if (s->there)
    carry_over (s, head);
  if (head->due == 0 && asked->action != MOVE)
    head->due = reckon_due (s);

  if (asked->officer[0] != '\0')
    outcome = store_officer (s->request->server->store, asked->officer,
                             &head->officer, e);
  if (outcome == OK && !s->there && asked->code[0] != '\0'
      && !code_read (asked->code, s->request->server->config.identity.office,
                     &head->code))
    return saving_fail (s, ERR_INPUT, _ ("\"%.80s\" is no number of a dossier"),
                        asked->code);
  return outcome;
}

/* What the store turns away is either the number, when one was asked for, or
 * too large.
 */
static enum outcome
write_save (struct saving *s, const struct save *save, struct error *e)
{
  bool numbered = !s->there && save->head.code.kind != CODE_NONE;
  struct record_head head = save->head;
  struct saved saved;
  struct error why;
  enum outcome outcome =
    store_save (s->request->server->store, save, &saved, &why);

  if (outcome == ERR_INPUT) {
    s->answer.error = why;
    return saving_decide (s, numbered ? CONFLICT : FAILED);
  }
  if (outcome != OK)
    return fail (e, outcome, why.os, "%s", why.text);
  head.version = saved.version;
  head.code = saved.code;
  tell (s, saved.ordinal, saved.seq, &head);
  return saving_decide (s, SAVED);
}

static enum outcome
keep (struct saving *s, struct error *e)
{
  struct save save = {
    .action = s->asked.action,
    .version_read = s->asked.version_read,
    .terminal = s->request->peer->hello.terminal,
    .time = s->request->time,
    .reason = slice_of_words (s->asked.reason),
    .form = s->form,
    .values = s->values,
    .facts = s->told ? &s->facts : NULL,
  };
  enum outcome outcome;

  if (s->earlier) {
    tell (s, s->before.ordinal, s->before.seq, &s->before.head);
    s->again->next++;
    return saving_decide (s, SAVED);
  }
  if (s->again != NULL)
    return saving_fail (s, ERR_BUSY,
                        _ ("the answer to this save was lost: save again"));

  memcpy (save.id, s->asked.id, ID_SIZE);
  outcome = request_officer (s->request, &save.officer, e);
  if (outcome == OK)
    outcome = make_head (s, save.officer, &save.head, e);
  if (outcome != OK || s->decided)
    return outcome;
  return write_save (s, &save, e);
}

/* One after the other, until one decides or the store fails. */
static enum outcome (*const steps[]) (struct saving *, struct error *) = {
  find_record,  find_earlier, compare_versions, look_over, saving_read,
  saving_judge, keep,
};

static enum outcome
save_one (struct saving *s, struct error *e)
{
  enum outcome outcome = OK;

  for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
    outcome = steps[i](s, e);
    if (outcome != OK || s->decided)
      break;
  }
  if (outcome == OK)
    put_answer (s->request->answer, &s->answer);
  findings_free (&s->answer.findings);
  bytes_free (&s->old_hold);
  bytes_free (&s->before_hold);
  arena_clear (s->request->server->arena);
  return outcome;
}

/* ---- the request ---- */

/* Takes the next dossier while LEFT may come; false when there is none. */
static bool
take_next (struct request *q, unsigned *left, struct asked_save *next)
{
  if (q->body->left == 0)
    return false;
  take_save (q->body, next);
  if ((*left)-- == 0)
    q->body->bad = true;
  store_expect_id (q->server->store, next->id);
  return !q->body->bad;
}

/* Each is taken while the one before waits to be saved. */
static enum outcome
save_all (struct request *q, struct again *again, unsigned most,
          struct error *e)
{
  enum outcome outcome = OK;
  struct asked_save next;
  bool more = take_next (q, &most, &next);

  while (more && outcome == OK) {
    struct saving s = { .request = q, .again = again, .asked = next };

    more = take_next (q, &most, &next);
    if (!q->body->bad)
      outcome = save_one (&s, e);
  }
  return q->body->bad ? ERR_INPUT : outcome;
}

/* Keeps which changes the request made, if any. */
static enum outcome
remember (struct request *q, uint64_t before, struct error *e)
{
  struct counts now;

  store_counts (q->server->store, &now);
  if (now.changes == before)
    return OK;
  return store_answer (q->server->store, q->peer->hello.client, q->number,
                       before + 1, now.changes, q->time, e);
}

enum outcome
answer_save (struct request *q, struct error *e)
{
  struct store *store = q->server->store;
  struct counts counts;
  struct again again;
  enum outcome outcome;

  outcome = store_answered (store, q->peer->hello.client, q->number,
                            &again.next, &again.last, e);
  if (outcome == OK)
    return save_all (q, &again, SAVES_MOST, e);
  if (outcome != ERR_ABSENT)
    return outcome;

  store_counts (store, &counts);
  outcome = request_dated (q, e);
  if (outcome == OK)
    outcome = save_all (q, NULL, SAVES_MOST, e);
  if (outcome == OK)
    outcome = remember (q, counts.changes, e);
  return outcome;
}

enum outcome
answer_built (struct request *q, struct error *e)
{
  enum outcome outcome = request_dated (q, e);

  return outcome == OK ? save_all (q, NULL, BUILT_MOST, e) : outcome;
}
