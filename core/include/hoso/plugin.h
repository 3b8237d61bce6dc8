/* hoso/plugin.h - everything a procedure plugin needs, and all it may use.
 *
 * A plugin is one shared object that describes one administrative procedure:
 * the form an officer fills in and the rules a filled-in form must pass.
 * It is data; the few functions in it only compute.  It holds no state, draws
 * nothing, opens nothing.  A whole procedure, top to bottom:
 *
 *    #include <hoso/plugin.h>
 *
 *    static const struct hoso_field form[] = {
 *      HOSO_PERSON ("nk", "Người khai", .role = HOSO_APPLICANT),
 *      HOSO_FIELD (NAME, REQUIRED, "nk_ho_ten", "Họ, chữ đệm, tên"),
 *      HOSO_FIELD (DATE, REQUIRED, "nk_ngay_sinh", "Ngày sinh",
 *                  .fact = HOSO_BIRTH, .max = "received"),
 *      HOSO_END_OF_FORM
 *    };
 *
 *    static const struct hoso_rule rules[] = {
 *      HOSO_RULE (REFUSE, "T1", "nk_ngay_sinh", "age (nk_ngay_sinh) >= 18",
 *                 "Người khai phải đủ 18 tuổi.", .law = "BLDS 2015 Đ20"),
 *      HOSO_END_OF_RULES
 *    };
 *
 *    HOSO_REGISTER (.name = "to-khai", .code = "9.000001", .revision = 1,
 *                   .title = "Tờ khai", .form = form, .rules = rules);
 *
 * Texts.  Every string is UTF-8 in NFC, in Vietnamese, and stays valid and
 * unchanged until the plugin is unloaded.  Translations are no business of
 * the plugin: the host looks each text up in the gettext domain
 * "hoso-NAME", a label first with its key as context.
 *
 * Dates in this header are "YYYY-MM-DD".  Money is in whole đồng.
 * A NULL pointer or a 0 always means "nothing said": the default.
 *
 * ABI promise: a plugin built against any hoso with the same HOSO_ABI keeps
 * working.  Structs grow only at the end, and never into padding; a member is
 * never moved, retyped or given a new meaning; a number of an enum is never
 * reused.  tests/plugins/old/ holds the binaries that prove it.
 * A plugin newer than its host runs as long as it uses nothing new: bytes
 * the host does not know must be 0, else the plugin is refused with the name
 * of the struct, since a rule that is not understood must not be skipped.
 *
 * Threads: one.  The host never calls into a plugin twice at a time.
 */
#ifndef HOSO_PLUGIN_H
#define HOSO_PLUGIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HOSO_ABI 1

struct hoso_check;
struct hoso_field;

/* ---- Conditions and values ---------------------------------------------
 *
 * Where this header says "condition" or "value" it means a short text that
 * the host reads once, when it loads the plugin.  It is kept in the site's
 * catalog as a list of (field, relation, value), so that the server, an
 * import and a program in another language check it without this plugin.
 *
 *    condition = term { "and" term }
 *    term      = what ("=" | "!=" | "<" | "<=" | ">" | ">=") value
 *              | what "in" value { "," value }
 *              | key "has" value          one of several choices is ticked
 *              | key ("filled" | "empty")
 *    what      = key | "received" | "ward" | "age (" key ")"
 *              | "rows (" key ")"
 *    value     = thing [ ("+" | "-") number ("days" | "months" | "years") ]
 *              | key "in words"           spelled out, as papers want it
 *              | "amount (" name ")"      in force on the day "received"
 *    thing     = key | number | date | CODE | 'any text'
 *              | "received"    the day the dossier came in: "today" at the
 *                              counter, and what the law counts from
 *              | "ward"        five digits, this office's own ward
 *              | "officer"     who is signed in
 *              | "previous"    the same field of the form saved before
 *                              (only as .initial)
 *
 * Dates compare with dates, numbers with numbers, all else as text: only "="
 * and "!=", letter by letter.  A NAME compares whether in capitals or not, an
 * ADDRESS by the five digits of its ward.
 * There is no "or": say it with "in" (its values may be fields: "ward in
 * chong_noi_cu_tru, vo_noi_cu_tru"), or with two rows of a table.
 * A word that begins with a small letter is a key, and the words above are
 * none; choices are spelled by code: digits or capitals.  Inside a table a key
 * means the column of the row at hand first, then the field of the form.
 *
 * Empty fields: a condition that must hold (.must, .min, .max) is not tested
 * while a field it compares is empty; being filled in is the business of
 * "required".  A condition that asks (.when, .shown, .required) takes a
 * comparison with an empty field for false, but "!=" for true.  An address
 * whose ward was not recognised compares as if it were empty.  rows (x) is
 * never empty: a table without rows has 0.
 *
 * Partial dates (a year, a month): the condition holds if it can hold for
 * some day of that span.  age (x) is in whole years on the day "received";
 * who was born on 29 February is a year older on 1 March.  Months and years
 * are added so that a missing day becomes the last of its month (BLDS 2015
 * Đ148); 31/08 + 6 months = 28/02.
 */

/* ---- Fields ------------------------------------------------------------ */

/* What may be typed into a field, and how the stored value is spelled.
 *
 * A kind added after ABI 1 carries in its second byte the older kind whose
 * spelling it keeps: an older host shows it as that one and says so in
 * "hoso procedures".  With 0 there it is refused by an older host.
 */
enum hoso_kind {
  HOSO_END = 0,       /* closes a list; never shown                         */
  HOSO_HEADING = 1,   /* label only; may say whom the next fields are about */
  HOSO_TEXT = 2,      /* one line, NFC, inner blanks squeezed               */
  HOSO_NAME = 3,      /* a person's name: letters, space, ' and - ; rules
                       * V06 and V07 (no digits, no half-typed Telex)       */
  HOSO_NOTES = 4,     /* several lines, separated by "\n"                   */
  HOSO_DATE = 5,      /* typed 31/12/2024, stored "2024-12-31"              */
  HOSO_PARTIAL_DATE = 6,  /* as DATE, or "2024-12", or "2024"               */
  HOSO_TIME = 7,      /* "23:59"                                            */
  HOSO_WHOLE = 8,     /* 0 .. 999999999999, no separators                   */
  HOSO_DECIMAL = 9,   /* "1.5"; .decimals digits behind the point           */
  HOSO_MONEY = 10,    /* whole đồng, no separators                          */
  HOSO_YES_NO = 11,   /* "1" or "0"                                         */
  HOSO_CHOICE = 12,   /* the code of one of .choices or .set                */
  HOSO_CHOICES = 13,  /* codes in the order of the list, joined with ";"    */
  HOSO_ADDRESS = 14,  /* text ending in ward and province; stored with the
                       * ward's five digits and the version of the list     */
  HOSO_PERSON_ID = 15,/* 12 digits; agrees with birth and sex of the person */
  HOSO_ID_PAPER = 16, /* number of an identity paper; PERSON_ID when the
                       * person's paper is type 1 or the form asks no type  */
  HOSO_PHONE = 17,    /* 10 or 11 digits; +84 is turned into 0              */
  HOSO_EMAIL = 18,
  HOSO_TABLE = 19,    /* rows of .columns; .min and .max count rows         */
  HOSO_SERIAL = 20,   /* next number of the book .set in its year; given by
                       * the server when it saves, without gaps, never typed*/
  HOSO_OFFICER = 21,  /* an officer's account, who has the right .set       */
  HOSO_FILE = 22,     /* reference to an attachment and its SHA-256         */
};

/* Who fills a field in. */
enum hoso_need {
  HOSO_OPTIONAL = 0,  /* the officer, if he likes, or if .required holds    */
  HOSO_REQUIRED = 1,  /* the officer, always (while the field is shown)     */
  HOSO_GIVEN = 2,     /* the host: .value, .compute or HOSO_SERIAL          */
};

/* What a field tells about its person.  0 goes by the kind (NAME, PERSON_ID,
 * ID_PAPER, ADDRESS, PHONE, EMAIL) or the set (SEX, IDTYPE, ETHNIC, NATION);
 * so only dates and the exceptions need to say it.
 *
 * The host uses facts to fill a person from an identity card or from an
 * earlier dossier, to hold number, birth and sex against each other, to find
 * a person's dossiers, and to tell an upload who is who.
 */
enum hoso_fact {
  HOSO_BY_KIND = 0,
  HOSO_NO_FACT = 1,
  HOSO_FULL_NAME = 2, HOSO_ID_NUMBER = 3, HOSO_ID_TYPE = 4, HOSO_BIRTH = 5,
  HOSO_SEX = 6, HOSO_RESIDENCE = 7, HOSO_ISSUED_ON = 8, HOSO_ISSUED_BY = 9,
  HOSO_ETHNIC_GROUP = 10, HOSO_NATIONALITY = 11, HOSO_CONTACT_PHONE = 12,
  HOSO_CONTACT_EMAIL = 13, HOSO_DEATH = 14,
};

enum hoso_role {          /* of a person in the dossier                     */
  HOSO_OTHER = 0,
  HOSO_SUBJECT = 1,       /* whom the dossier is about; lists, duplicates   */
  HOSO_APPLICANT = 2,     /* who hands it in; receipts, uploads             */
  HOSO_BOTH = 3,
};

enum hoso_gender { HOSO_ANY_SEX = 0, HOSO_MALE = 1, HOSO_FEMALE = 2 };

enum hoso_privacy {       /* Luật BVDLCN 91/2025/QH15                       */
  HOSO_BASIC = 0,
  HOSO_SENSITIVE = 1,     /* masked in lists, left out of exports by default*/
  HOSO_NOT_PERSONAL = 2,
};

enum hoso_index {         /* how "find" reaches the record by this field.
                           * Facts of persons are indexed without saying so */
  HOSO_NO_INDEX = 0, HOSO_INDEX_NAME = 1, HOSO_INDEX_ID = 2,
  HOSO_INDEX_TEXT = 3,
};

struct hoso_choice {
  const char *code;         /* stored and exported: digits or capitals      */
  const char *label;        /* what the officer reads                       */
  const char *from, *until; /* first and last day it may be chosen, or NULL */
};

/* A function of a plugin.  Runs after every field has passed its own kind, so
 * a stored date is a real date.  Must not block, allocate without freeing, or
 * remember anything between calls.
 *
 * hoso_test: true when the rule is kept.
 * hoso_compute: calls hoso_give once, or not at all to leave the field empty.
 */
typedef bool (*hoso_test) (struct hoso_check *c);
typedef void (*hoso_compute) (struct hoso_check *c);

struct hoso_field {
  const char *key;          /* [a-z][a-z0-9_]{0,30}; never reused: the store
                             * and every export know the field by it.  In a
                             * HEADING: the person, or NULL                 */
  const char *label;        /* as on the paper form                         */
  uint8_t kind;             /* enum hoso_kind, its low byte                 */
  uint8_t like;             /* its high byte: the older kind it is like     */
  uint8_t need;             /* enum hoso_need                               */
  uint8_t fact;             /* enum hoso_fact                               */
  uint8_t privacy;          /* enum hoso_privacy                            */
  uint8_t index;            /* enum hoso_index                              */
  uint8_t list;             /* place among the list columns, 1..9; 0 none   */
  uint8_t decimals;         /* DECIMAL: 1..4                                */
  uint16_t chars;           /* user-perceived characters; 0 means 255       */
  uint16_t line;            /* in the source, for messages; by the macros   */
  uint16_t since;           /* revision that brought the field; 0 means 1   */
  uint8_t role;             /* HEADING of a person: enum hoso_role          */
  uint8_t sex;              /* HEADING of a person: enum hoso_gender        */
  const char *short_label;  /* in the entry form, at most 22 cells; NULL: the
                             * label, which then has to fit                 */
  const char *help;         /* one sentence for the bottom line             */
  const char *required;     /* condition: an OPTIONAL field is needed       */
  const char *shown;        /* condition; in a HEADING: for all until the
                             * next.  A hidden field is skipped and empty   */
  const char *min, *max;    /* value: dates, numbers, rows; both included   */
  const char *pattern;      /* TEXT: "A" capital, "a" letter, "9" digit,
                             * "*" rest; others stand for themselves        */
  const char *initial;      /* value put in when a form is opened           */
  const char *value;        /* GIVEN: value, kept up to date                */
  hoso_compute compute;     /* GIVEN: what .value cannot say                */
  const void *arg;          /* handed to .compute as c->arg                 */
  const struct hoso_choice *choices;  /* ends with HOSO_END_OF_CHOICES      */
  const char *set;          /* CHOICE, CHOICES: a list kept as dated data
                             * (SEX, REL, ETHNIC, WARD, ...: data/choices)  */
  const char *only;         /* codes of .set offered here, joined with ";"  */
  const struct hoso_field *columns;   /* TABLE; ends with HOSO_END_OF_FORM  */
  const char *was;          /* its key before .since, or NULL               */
  const char *elsewhere;    /* names in other systems: "btp:nycHoTen dvc:X" */
  const char *differs;      /* HEADING: person who must be somebody else    */
};

/* ---- Rules -------------------------------------------------------------- */

enum hoso_severity {
  HOSO_REFUSE = 1,          /* the dossier cannot be received               */
  HOSO_WARN = 2,            /* only with a reason, which is stored          */
  HOSO_NOTE = 3,            /* worth knowing                                */
};

/* One rule of the law: what must be, else what to do and why. */
struct hoso_rule {
  const char *id;           /* "V08": [A-Z][A-Z0-9.]{1,11}; in receipts, where
                             * fields and persons stand by their keys       */
  const char *key;          /* field the cursor goes to                     */
  const char *must;         /* condition; NULL when .test decides.  With
                             * neither, found whenever .when holds          */
  const char *text;         /* one sentence: what to do, not what is wrong  */
  const char *when;         /* condition: the rule counts only then         */
  const char *law;          /* where it stands: "Luật HNGĐ 2014 Đ8.1a"      */
  const char *from, *until; /* in force for dossiers received from .. until */
  const char *each;         /* a TABLE: once for each of its rows           */
  hoso_test test;
  const void *arg;          /* handed to .test as c->arg                    */
  uint8_t severity;         /* enum hoso_severity                           */
  uint8_t unverified;       /* 1: the citation waits for a lawyer           */
  uint16_t line;
  uint32_t _zero;
};

/* No other dossier may have the same values in these fields.  The server
 * looks it up, so every key must have an index or be a fact.
 */
struct hoso_unique {
  const char *id;           /* as in struct hoso_rule                       */
  const char *keys;         /* joined with ";"; all of them equal           */
  const char *text;
  const char *law;
  const char *procedure;    /* look among that one, by code; NULL: this one */
  const char *persons;      /* there: in one of these persons' facts        */
  uint8_t severity;
  uint8_t open_only;        /* 1: only dossiers not ended                   */
  uint16_t line;
  uint32_t _zero;
};

/* ---- Time, money, papers ------------------------------------------------ */

/* An amount that a law sets, by date.  Rows of one name stand together, oldest
 * first.  The office's own data may replace a row; see hoso_amount.
 */
struct hoso_amount {
  const char *name;         /* [a-z_]{1,31}                                 */
  const char *from;         /* first day in force; NULL: always was         */
  int64_t amount;           /* đồng, days, years: whatever the name says    */
  const char *law;
  uint8_t unverified;
  uint8_t local;            /* 1: set by the province; an office must check */
  uint16_t line;
  uint32_t _zero;
};

enum hoso_unit {
  HOSO_SAME_DAY = 1,        /* the next working day if received from .cutoff*/
  HOSO_WORK_HOURS = 2, HOSO_WORK_DAYS = 3, HOSO_DAYS = 4, HOSO_MONTHS = 5,
};

/* When the result is due.  The first row that holds counts, and then every
 * .more row that holds is added.
 */
struct hoso_term {
  uint16_t count;           /* 0 for SAME_DAY                               */
  uint8_t unit;             /* enum hoso_unit                               */
  uint8_t more;             /* 1: on top of the others                      */
  uint16_t cutoff;          /* minutes after midnight; 900 is 15:00; 0 none */
  uint16_t line;
  const char *when;         /* condition                                    */
  const char *law;
  const char *from, *until;
};

struct hoso_fee {
  const char *name;
  const char *amount;       /* an hoso_amount, or a MONEY field of the form */
  const char *times;        /* a WHOLE field; empty counts as 0; NULL: once */
  const char *when;         /* condition                                    */
  const char *exempt;       /* who pays nothing, in the law's own words     */
  const char *law;
};

enum hoso_copy { HOSO_ORIGINAL = 1, HOSO_COPY = 2, HOSO_EITHER = 3,
                 HOSO_SHOWN = 4 /* looked at, given back */ };

struct hoso_paper {         /* to be handed in                              */
  const char *name;
  const char *when;         /* condition: needed only then                  */
  const char *code;         /* "000.00.00.G15-KQ004389", for uploads        */
  const char *law;
  uint8_t copy;             /* enum hoso_copy                               */
  uint8_t count;            /* 0 means 1                                    */
  uint8_t optional;
  uint8_t lookup;           /* 1: printout of a look-up that the office makes
                             * itself and keeps (V30)                       */
  uint32_t _zero;
};

struct hoso_sheet {         /* to be printed, besides the six national forms*/
  const char *name;         /* [a-z-]{1,31}                                 */
  const char *title;
  const char *text;         /* lines; {key} is the value, {key:words} spelled
                             * out; NULL: the form itself, label and value  */
  uint8_t paper;            /* 4 or 5: A4, A5                               */
  uint8_t copies;           /* originals the citizen gets; 0 means 1        */
  uint16_t _zero16;
  uint32_t _zero;
};

/* A place to wait inside one of the ten national states. */
struct hoso_state {
  const char *name;         /* [a-z-]{1,31}                                 */
  const char *title;
  uint16_t within;          /* national state, 1..10                        */
  uint16_t days;            /* working days until it is overdue; 0 never    */
  uint8_t stops_clock;
  uint8_t _zero8[3];
};

/* A made-up filled-in form that "hoso procedures --check" runs. */
struct hoso_sample {
  const char *name;
  const char *values;       /* "key=value" lines; rows: "table.1.key=value";
                             * for GIVEN fields: what must come out         */
  const char *like;         /* start from that sample of this list          */
  const char *finds;        /* ids of the findings, in any order: "V08 V10",
                             * "" for none; a field's own: its key          */
  const char *received;     /* "2026-11-20T09:00"                           */
};

/* ---- The procedure ------------------------------------------------------ */

struct hoso_procedure {
  const char *name;         /* "khai-sinh": [a-z][a-z0-9-]{0,30}, unique    */
  const char *code;         /* "1.001193"                                   */
  const char *title;        /* "Đăng ký khai sinh"                          */
  const char *area;         /* "Hộ tịch"                                    */
  const char *law;          /* legal basis, printed on papers               */
  const char *from, *until; /* dossiers received from .. until              */
  uint16_t revision;        /* of form and rules: 1, 2, ...; in each record */
  uint16_t keep_years;      /* after the end; 0 means for ever              */
  uint32_t _zero;
  const struct hoso_field *form;
  const struct hoso_rule *rules;
  const struct hoso_unique *uniques;
  const struct hoso_amount *amounts;
  const struct hoso_term *terms;
  const struct hoso_fee *fees;
  const struct hoso_paper *papers;
  const struct hoso_sheet *sheets;
  const struct hoso_state *states;
  const struct hoso_sample *samples;

  /* Brings a record of an older REVISION up to this one when it is amended;
   * fields with .was are already in place.  Reads with hoso_old, writes with
   * hoso_give.  NULL when .was says it all.  The old record stays as it is.
   */
  void (*upgrade) (struct hoso_check *c, unsigned revision);
  const void *arg;          /* handed to .upgrade as c->arg                 */
};

/* How wide each struct was when the plugin was compiled. */
struct hoso_sizes {
  uint16_t sizes, plugin, procedure, field, choice, rule, unique, amount,
           term, fee, paper, sheet, state, sample;
};

struct hoso_host;

/* What a plugin exports, under the name "hoso_plugin", and all it exports. */
struct hoso_plugin {
  uint32_t abi;
  uint32_t _zero;
  const struct hoso_sizes *sizes;
  const char *file;                     /* __FILE__, for messages           */
  const struct hoso_procedure *procedure;

  /* A plugin that makes procedures from scripts has these instead of
   * .procedure.  open: describes the script PATH; NULL after a sentence of
   * at most ROOM bytes was put into PROBLEM.  What it returns lives until
   * close.  Functions in it find their script by c->arg.  HOST tells by its
   * .size what is lent; there is nothing to ask it before a form is checked.
   */
  const char *suffix;                   /* ".lua"                           */
  const struct hoso_procedure *(*open) (const struct hoso_host *host,
                                        const char *path, char *problem,
                                        size_t room);
  void (*close) (const struct hoso_procedure *);
};

/* ---- Services ----------------------------------------------------------- */

/* One run over one filled-in form.  The engine owns it. */
struct hoso_check {
  const struct hoso_host *host;
  const void *arg;          /* .arg of the rule, field or procedure         */
};

/* What the engine lends.  Call the functions below instead.  Only ever longer;
 * a function added after ABI 1 gets a wrapper that looks at .size first.
 */
struct hoso_host {
  uint32_t size;
  uint32_t _zero;
  const char *(*value) (struct hoso_check *, const char *key);
  bool (*number) (struct hoso_check *, const char *key, int64_t *);
  bool (*days) (struct hoso_check *, const char *from, const char *to,
                int32_t *);
  bool (*years) (struct hoso_check *, const char *from, const char *to,
                 int32_t *);
  bool (*holds) (struct hoso_check *, const char *condition);
  size_t (*rows) (struct hoso_check *, const char *table);
  const char *(*cell) (struct hoso_check *, const char *table, size_t row,
                       const char *column);
  int64_t (*cell_number) (struct hoso_check *, const char *table, size_t row,
                          const char *column);
  int64_t (*amount) (struct hoso_check *, const char *name);
  const char *(*plain) (struct hoso_check *, const char *text);
  const char *(*old) (struct hoso_check *, const char *key);
  void (*give) (struct hoso_check *, const char *key, const char *format, ...)
    __attribute__ ((format (printf, 3, 4)));
  void (*say) (struct hoso_check *, int severity, const char *key,
               const char *format, ...)
    __attribute__ ((format (printf, 4, 5)));
};

/* hoso_value - what the officer entered in field KEY.
 *
 * Returns the stored spelling (enum hoso_kind), "" when left empty; never
 * NULL.  In a rule with .each, KEY may be a column.  Valid until the function
 * returns.  An unknown KEY is a bug in the plugin: it is logged with the
 * plugin's name, the form is refused, and "" comes back.
 */
static inline const char *
hoso_value (struct hoso_check *c, const char *key)
{
  return c->host->value (c, key);
}

/* hoso_number - the number in a WHOLE, MONEY, DECIMAL or YES_NO field.
 *
 * Stores it in *N and returns true; a DECIMAL times 10 to the power of
 * .decimals, so that 1,5 with one decimal is 15.  Returns false and leaves *N
 * alone when the field is empty.
 */
static inline bool
hoso_number (struct hoso_check *c, const char *key, int64_t *n)
{
  return c->host->number (c, key, n);
}

/* hoso_days, hoso_years - whole days, whole years from date FROM to date TO.
 *
 * FROM and TO are keys, or "received".  Stores the count in *N, negative when
 * TO is the earlier, and returns true.  A partial date counts as the day of
 * its span that makes *N largest.  Returns false and leaves *N alone when
 * either is empty.
 */
static inline bool
hoso_days (struct hoso_check *c, const char *from, const char *to, int32_t *n)
{
  return c->host->days (c, from, to, n);
}

static inline bool
hoso_years (struct hoso_check *c, const char *from, const char *to, int32_t *n)
{
  return c->host->years (c, from, to, n);
}

/* hoso_holds - whether CONDITION holds, asked as for .when.
 *
 * CONDITION must be a constant: its address is its identity, it is read only
 * once.  A condition that cannot be read is a bug in the plugin (see
 * hoso_value) and does not hold.
 */
static inline bool
hoso_holds (struct hoso_check *c, const char *condition)
{
  return c->host->holds (c, condition);
}

/* hoso_rows - number of rows of TABLE; hoso_cell - one COLUMN of row 0, 1, ...
 * as hoso_value gives it; "" for a row that is not there.
 */
static inline size_t
hoso_rows (struct hoso_check *c, const char *table)
{
  return c->host->rows (c, table);
}

static inline const char *
hoso_cell (struct hoso_check *c, const char *table, size_t row,
           const char *column)
{
  return c->host->cell (c, table, row, column);
}

/* hoso_cell_number - as hoso_number for one cell; 0 when it is empty. */
static inline int64_t
hoso_cell_number (struct hoso_check *c, const char *table, size_t row,
                  const char *column)
{
  return c->host->cell_number (c, table, row, column);
}

/* hoso_amount - the amount NAME in force on the day the dossier came in.
 *
 * Looks first in the office's own data, then in .amounts of the procedure.
 * An unknown NAME is a bug in the plugin (see hoso_value): 0.
 */
static inline int64_t
hoso_amount (struct hoso_check *c, const char *name)
{
  return c->host->amount (c, name);
}

/* hoso_plain - TEXT in small letters without marks, blanks squeezed; for
 * comparing.  "Hộ kinh doanh" becomes "ho kinh doanh".  Valid until the
 * function returns.
 */
static inline const char *
hoso_plain (struct hoso_check *c, const char *text)
{
  return c->host->plain (c, text);
}

/* hoso_old - field KEY of the older record, in .upgrade only; "" if none. */
static inline const char *
hoso_old (struct hoso_check *c, const char *key)
{
  return c->host->old (c, key);
}

/* hoso_give - the value of a GIVEN field, in its stored spelling.
 *
 * From .compute, KEY is NULL: the field itself.  From .upgrade, any key.  The
 * text is copied; one that does not fit the kind is a bug in the plugin.
 */
#define hoso_give(c, key, ...) ((c)->host->give ((c), (key), __VA_ARGS__))

/* hoso_say - a finding besides the rule's own: severity, field, one sentence.
 *
 * FORMAT is looked up for translation before it is filled in, so it must be a
 * constant.  The text is copied.
 */
#define hoso_say(c, severity, key, ...) \
  ((c)->host->say ((c), (severity), (key), __VA_ARGS__))

/* ---- Writing it down ---------------------------------------------------- */

#define HOSO_FIELD(kind_, need_, key_, ...)                                \
  { .kind = HOSO_##kind_ & 255, .like = HOSO_##kind_ >> 8,                 \
    .need = HOSO_##need_, .line = __LINE__, .key = key_, .label = __VA_ARGS__ }
#define HOSO_SECTION(...)                                                  \
  { .kind = HOSO_HEADING, .line = __LINE__, .label = __VA_ARGS__ }
#define HOSO_PERSON(key_, ...)                                             \
  { .kind = HOSO_HEADING, .line = __LINE__, .key = key_, .label = __VA_ARGS__ }
#define HOSO_END_OF_FORM  { .kind = HOSO_END }

#define HOSO_COLUMNS(...)                                                  \
  (const struct hoso_field[]) { __VA_ARGS__, HOSO_END_OF_FORM }
#define HOSO_CHOOSE(...)                                                   \
  (const struct hoso_choice[]) { __VA_ARGS__, HOSO_END_OF_CHOICES }
#define HOSO_OPTION(code_, ...)  { .code = code_, .label = __VA_ARGS__ }
#define HOSO_END_OF_CHOICES      { .code = NULL }

#define HOSO_RULE(severity_, id_, key_, must_, ...)                        \
  { .severity = HOSO_##severity_, .line = __LINE__, .id = id_, .key = key_, \
    .must = must_, .text = __VA_ARGS__ }
#define HOSO_TEST(severity_, id_, key_, test_, ...)                        \
  { .severity = HOSO_##severity_, .line = __LINE__, .id = id_, .key = key_, \
    .test = test_, .text = __VA_ARGS__ }
#define HOSO_END_OF_RULES  { .id = NULL }

#define HOSO_UNIQUE(severity_, id_, keys_, ...)                            \
  { .severity = HOSO_##severity_, .line = __LINE__, .id = id_,             \
    .keys = keys_, .text = __VA_ARGS__ }
#define HOSO_AMOUNT(name_, from_, ...)                                     \
  { .line = __LINE__, .name = name_, .from = from_, .amount = __VA_ARGS__ }
#define HOSO_TERM(count_, unit_, ...)                                      \
  { .line = __LINE__, .count = count_, .unit = HOSO_##unit_, __VA_ARGS__ }

#define HOSO_FEE(name_, ...)     { .name = name_, .amount = __VA_ARGS__ }
#define HOSO_PAPER(...)          { .name = __VA_ARGS__ }
#define HOSO_SHEET(name_, ...)   { .name = name_, .title = __VA_ARGS__ }
#define HOSO_STATE(name_, ...)   { .name = name_, .title = __VA_ARGS__ }
#define HOSO_SAMPLE(name_, ...)  { .name = name_, __VA_ARGS__ }

/* Lists written where they are used; each closes itself. */
#define HOSO_UNIQUES(...)                                                  \
  (const struct hoso_unique[]) { __VA_ARGS__, { .id = NULL } }
#define HOSO_AMOUNTS(...)                                                  \
  (const struct hoso_amount[]) { __VA_ARGS__, { .name = NULL } }
#define HOSO_TERMS(...)                                                    \
  (const struct hoso_term[]) { __VA_ARGS__, { .unit = 0 } }
#define HOSO_FEES(...)                                                     \
  (const struct hoso_fee[]) { __VA_ARGS__, { .name = NULL } }
#define HOSO_PAPERS(...)                                                   \
  (const struct hoso_paper[]) { __VA_ARGS__, { .name = NULL } }
#define HOSO_SHEETS(...)                                                   \
  (const struct hoso_sheet[]) { __VA_ARGS__, { .name = NULL } }
#define HOSO_STATES(...)                                                   \
  (const struct hoso_state[]) { __VA_ARGS__, { .name = NULL } }
#define HOSO_SAMPLES(...)                                                  \
  (const struct hoso_sample[]) { __VA_ARGS__, { .name = NULL } }

#define HOSO_SIZES                                                         \
  { sizeof (struct hoso_sizes), sizeof (struct hoso_plugin),               \
    sizeof (struct hoso_procedure), sizeof (struct hoso_field),            \
    sizeof (struct hoso_choice), sizeof (struct hoso_rule),                \
    sizeof (struct hoso_unique), sizeof (struct hoso_amount),              \
    sizeof (struct hoso_term), sizeof (struct hoso_fee),                   \
    sizeof (struct hoso_paper), sizeof (struct hoso_sheet),                \
    sizeof (struct hoso_state), sizeof (struct hoso_sample) }

/* Put one of these once, last, in the plugin: a procedure, or what opens
 * scripts that describe procedures.
 */
#define HOSO_REGISTER(...)                                                 \
  static const struct hoso_procedure hoso_procedure_ = { __VA_ARGS__ };    \
  HOSO_EXPORT (.procedure = &hoso_procedure_)

#define HOSO_EXPORT(...)                                                   \
  static const struct hoso_sizes hoso_sizes_ = HOSO_SIZES;                 \
  extern const struct hoso_plugin hoso_plugin;                             \
  __attribute__ ((visibility ("default")))                                 \
  const struct hoso_plugin hoso_plugin = {                                 \
    .abi = HOSO_ABI, .sizes = &hoso_sizes_, .file = __FILE__, __VA_ARGS__  \
  }

#endif
