/* base/json.h - JSON written and read piece by piece, numbers as spelled. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/bytes.h"

/* Writing.  A comma is put where one is needed.
 *
 *    struct json_writer w = json_writer_of (&bytes);
 *    json_open (&w, '{');
 *    json_key (&w, "read"); json_number (&w, 12);
 *    json_close (&w, '}');
 */
struct json_writer {
  struct bytes *to;
  bool comma;
};

struct json_writer json_writer_of (struct bytes *);
void json_open (struct json_writer *, char bracket);  /* '{' or '['         */
void json_close (struct json_writer *, char bracket); /* '}' or ']'         */
void json_key (struct json_writer *, const char *key);
void json_text (struct json_writer *, const char *text);
void json_slice (struct json_writer *, struct slice);
void json_number (struct json_writer *, long long);
/* Three digits behind the point. */
void json_real (struct json_writer *, double);
void json_truth (struct json_writer *, bool);
void json_raw (struct json_writer *, struct slice); /* JSON already          */
/* A key and its value in one. */
void json_key_text (struct json_writer *, const char *key, const char *text);
void json_key_number (struct json_writer *, const char *key, long long);
void json_key_real (struct json_writer *, const char *key, double);
void json_key_truth (struct json_writer *, const char *key, bool);

/* Reading.  Tokens one after the other; nesting of at most 32.  Strict: UTF-8,
 * pairs of surrogates, nothing behind the value; \u0000 is refused, since texts
 * are ended by 0.
 */
enum json_kind {
  JSON_END,    /* of the text                                              */
  JSON_OPEN,   /* { or [, see BRACKET                                      */
  JSON_CLOSE,  /* } or ]                                                   */
  JSON_KEY,    /* TEXT is the key                                          */
  JSON_TEXT,   /* TEXT is the string, escapes taken away                   */
  JSON_NUMBER, /* TEXT is the number as spelled                            */
  JSON_TRUE, JSON_FALSE, JSON_NULL,
  JSON_BAD,    /* not JSON: AT says where; nothing more can be read        */
};

struct json_reader {
  const unsigned char *from, *at, *end;
  enum json_kind kind;
  char bracket;
  struct bytes text;  /* of the last token; ended by 0; free with json_done */
  const unsigned char *token; /* where the last token began                 */
  unsigned depth;
  unsigned char stack[32];
  unsigned char expects;
};

void json_begin (struct json_reader *, const void *from, size_t len);
enum json_kind json_next (struct json_reader *);
/* After JSON_OPEN: passes over everything to its end and gives the raw JSON,
 * bracket to bracket.  False when it is not JSON.
 */
bool json_whole (struct json_reader *, struct slice *raw);
void json_done (struct json_reader *);

#endif
