/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crisis/home.h - a log that went on off-line comes home, and what is said of both.
 *
 * The city's chain and that of a copy have a common beginning and then go apart.  Nothing of
 * either is ever changed: the lines of the copy are kept beside the city's, and the city's
 * chain gets one line that says how far the other had come.  Merging is to show both in one
 * order.  What a copy judged of level, coordination and staff does not move the city's own:
 * it is another statement, which stands until somebody in the city judges anew.
 */
#pragma once

#include "base/json.h"
#include "modules/crisis/shifts.h"

/* ---- The merge (merge.c): pure -------------------------------------------------------- */

/* A line, and whose chain it stands in. */
struct merge_line {
	struct str site;                /* "": the city */
	int64_t base;                   /* the last line of the city that its chain follows on */
	const struct entry *entry;
	struct instant stands_at;       /* where it stands in the order; the merge says */
};
LIST_OF(merge_line)
/* All lines of both, each once, in one order that depends on nothing but which they are: by
 * the time they were logged, then site, then number.  A clock that was set back does not move
 * a line before one that its chain has before it; what a chain follows on stands before it. */
struct merge_line_list crisis_merged(struct arena *arena, const struct merge_line_list *a,
                                     const struct merge_line_list *b);
struct merge_line_list merge_lines_of(struct arena *arena, struct str site, int64_t base,
                                      const struct entry_list *entries);
/* The first that corrects it, in its own chain or in one that follows on it; NULL. */
const struct merge_line *line_corrected_by(const struct merge_line_list *corrections,
                                           const struct merge_line *line);

/* What a copy says of level, coordination or a function, and the city says otherwise. */
struct statement {
	enum entry_kind kind;           /* ENTRY_level, ENTRY_coordination, ENTRY_staff */
	struct str function;            /* of ENTRY_staff */
	struct str site, ours, theirs;  /* codes, or names with a comma between */
	const struct entry *our_line;   /* the latest in the city; NULL: there is none */
	const struct entry *their_line;
	bool is_both;                   /* the city has judged as well since they went apart */
};
LIST_OF(statement)
/* Of all the lines of a crisis, in any order.  What was judged in the city after the other had
 * come home stands alone. */
struct statement_list crisis_statements(struct arena *arena, const struct merge_line_list *lines);

bool merge_rule_row(size_t i, struct out *out);         /* for varn rules */

/* ---- The reader (home_read.c): pure ------------------------------------------------------- */

enum { HOME_BYTES_MOST = 4 << 20, HOME_LINES_MOST = 10000 };

struct home_log {
	struct crisis head;             /* public_id, number, title, is_exercise, opened_at */
	struct entry_list entries;      /* the whole log, the common beginning too */
	int64_t base;                   /* the last line before it went on off-line */
	struct str site, key;           /* of the copy */
};
/* Reads an export and proves it: the form, the chain, one line `away`, every signature, the
 * end.  "" when all is as it was written; else what is wrong, with the line. */
struct str home_read(struct arena *arena, struct str text, struct str city_key,
                     struct home_log *log);
const struct entry *home_last(const struct home_log *log);

/* ---- What has come home (queries_home.c) ---------------------------------------------------- */

#define CRISIS_HOME_FIELDS(F) \
	F(id,         key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(crisis_id,  ref,  N_("Crisis"), .is_own = true, .is_hidden = true) \
	F(site,       text, N_("Off-line copy"), .is_own = true) \
	F(public_key, text, N_("Key"), .is_own = true) \
	F(base_seq,   count, N_("Follows on line"), .is_own = true) \
	F(base_hash,  text, N_("Hash of that line"), .is_own = true)
struct crisis_home { CRISIS_HOME_FIELDS(AS_MEMBER) };
LIST_OF(crisis_home)
extern const struct record crisis_home_record;

/* One file that had something new. */
#define HOME_FILE_FIELDS(F) \
	F(id,         key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(home_id,    ref,     N_("Off-line copy"), .is_own = true, .is_hidden = true) \
	F(head_seq,   count,   N_("Up to line"), .is_own = true) \
	F(head_hash,  text,    N_("Hash"), .is_own = true) \
	F(came,       count,   N_("New lines"), .is_own = true) \
	F(content,    text,    N_("File"), .is_own = true, .is_hidden = true) \
	F(digest,     text,    N_("SHA-256"), .is_own = true) \
	F(brought_by, ref,     N_("Brought by"), .is_own = true, .is_hidden = true) \
	F(brought_by_name, text, N_("Brought by"), .is_own = true, .is_personal = true) \
	F(brought_at, instant, N_("Brought home"), .is_own = true) \
	F(log_seq,    count,   N_("Line in the log of the city"), .is_own = true)
struct home_file { HOME_FILE_FIELDS(AS_MEMBER) };
LIST_OF(home_file)
extern const struct record home_file_record;

/* A line of the copy's chain, as it was written there. */
#define HOME_ENTRY_FIELDS(F) \
	ENTRY_FIELDS(F) \
	F(home_id,    ref,     N_("Off-line copy"), .is_hidden = true)
struct home_entry { HOME_ENTRY_FIELDS(AS_MEMBER) };
LIST_OF(home_entry)
extern const struct record home_entry_record;

struct crisis_home_list homes_of(struct view *view, int64_t crisis_id);
const struct crisis_home *home_of_site(struct view *view, int64_t crisis_id, struct str site);
/* The latest first, without what stands in them. */
struct home_file_list home_files(struct view *view, int64_t home_id);
struct str home_content(struct view *view, int64_t home_id);    /* of the latest */
struct entry_list home_entries(struct view *view, int64_t home_id);
int64_t home_count(struct view *view, int64_t crisis_id);      /* lines of all copies */
/* Goes through a copy's lines: from the city's line that they follow on, to the hash that the
 * city's own log keeps of the last. */
struct chain home_chain(struct view *view, const struct crisis *crisis,
                        const struct crisis_home *home);
struct str home_chain_words(struct arena *arena, const struct crisis_home *home,
                            const struct chain *chain);
/* Every line of the crisis, of the city and of all copies, in one order. */
struct merge_line_list crisis_lines_merged(struct view *view, int64_t crisis_id);
void home_entries_put(struct change *change, int64_t home_id, const struct entry *entries,
                      size_t count);
bool crisis_is_taken(struct change *change, const struct crisis *crisis);
/* May this person bring home logs of it? */
bool home_may_bring(struct view *view, const struct crisis *crisis);
/* A crisis that was opened off-line gets its row; its log begins with the same line. */
void crisis_born(struct change *change, struct crisis *crisis, struct entry *opened);

/* ---- Bringing it (home.c) ---------------------------------------------------------------------- */

struct homecoming {
	struct str text, name;          /* the file; who brings it */
	const struct crisis *only;      /* it must be of this one; NULL: of any */
	int64_t unit_id;                /* of one that was opened off-line */
	/* What came of it: */
	struct crisis crisis;
	struct str site;
	int64_t came, log_seq;          /* new lines, and the city's line that says so; 0 none */
};
/* "": it is home.  Else why not, and nothing has been changed. */
struct str crisis_bring_home(struct change *change, struct homecoming *homecoming);

struct reply home_page(struct request *request, struct view *view);
struct reply home_act(struct request *request, struct change *change);
struct reply home_new(struct request *request, struct view *view);
struct reply home_new_act(struct request *request, struct change *change);
struct reply home_file_page(struct request *request, struct view *view);

/* ---- Pages (home_pages.c, home.html) ------------------------------------------------------------ */

/* What the page of a crisis lists: lines of the city and of copies. */
struct room_lines {
	struct merge_line_list lines, corrections;
	int64_t total;
};
/* At most so many, the newest first. */
struct room_lines lines_newest(struct view *view, int64_t crisis_id, int64_t most);
struct room_lines lines_all(struct view *view, int64_t crisis_id);      /* from the beginning */
struct str line_mark(struct arena *arena, const struct merge_line *line);       /* "line-K7F-29M-12" */
/* None when nothing has come home. */
struct statement_list crisis_statements_now(struct view *view, int64_t crisis_id);
/* What has come home; with_files: and by which files. */
struct home_row_list home_rows(struct view *view, const struct crisis *crisis, bool with_files);
void statements_json(struct json_out *json, const struct statement_list *statements);
/* "2 Serious event", or who has the function. */
struct str statement_value(struct arena *arena, const struct statement *said, bool is_ours);
const char *statement_what(struct arena *arena, const struct statement *said);
struct str entry_judge_name(const struct entry *entry);

/* A row of the table of the whole log. */
#define LOG_LINE_FIELDS(F) \
	ENTRY_FIELDS(F) \
	F(site,       text,    N_("Off-line copy"), ) \
	F(base_seq,   count,   N_("Follows on line"), .is_hidden = true) \
	F(stands_at,  instant, N_("Stands at"), .is_hidden = true)
struct log_line { LOG_LINE_FIELDS(AS_MEMBER) };
LIST_OF(log_line)
/* The same lines in the same order as crisis_lines_merged(), by the database: all of them; the
 * newest, the newest first; those that correct another; those that statements are made of. */
struct log_line_list crisis_log_lines_all(struct view *view, int64_t crisis_id);
struct merge_line_list log_lines_newest(struct view *view, int64_t crisis_id, int64_t most);
struct merge_line_list log_lines_correcting(struct view *view, int64_t crisis_id);
struct merge_line_list log_lines_judging(struct view *view, int64_t crisis_id);

struct home_row { const struct crisis_home *home; struct home_file_list files; struct chain chain; };
LIST_OF(home_row)

#define HOME_UNIT_FIELDS(F) \
	F(unit_id, ref, N_("Unit"), .required = true, .refers_to = "unit", \
	  .help = N_("Asked when the crisis was opened off-line: the file does not say which unit it is of."))
struct home_unit { HOME_UNIT_FIELDS(AS_MEMBER) };
extern const struct form home_unit_form;
