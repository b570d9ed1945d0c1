/* SPDX-License-Identifier: EUPL-1.2 */
/* programme/pages.h - what the pages of the room show: facts, gathered by the .c files. */
#pragma once

#include "modules/programme/folder.h"

struct unit;

/* A line of time: one bar per programme. */
struct time_bar {
	const struct programme *programme;
	int x, width, y, text_y;
	bool goes_on;                   /* no last day */
	bool is_now;
};
struct time_line {
	int height, width;
	size_t count;
	const struct time_bar *bars;
	size_t year_count;
	struct time_year { int year, x; } *years;
	int today_x;                    /* -1: outside */
};
struct time_line time_line_of(struct arena *arena, const struct programme_list *list, struct date today);

struct programme_facts {
	const struct programme *programme;
	int64_t rows, terms, deliverables;
	struct programme_list editions, before, after;
	bool has_text, may_load;
};

/* So many rows of a list are so; the number is a link to them. */
struct programme_count { struct str code, name; int64_t rows; };
LIST_OF(programme_count)

struct words_link { struct str words, path, note; };    /* path "": no link */
struct words_link_list { size_t count; struct words_link *at; };

struct evidence_facts {
	struct str what;                /* "Somebody is appointed to a role: security coordinator" */
	struct str least, says, proves_not;
};
struct legal_facts { const struct legal_basis *basis; bool has_ended, has_not_begun; };
struct fate { struct str programme, path, code, words, kind, note; bool has_ended; };
struct edition_facts { const struct programme *programme; struct str words; bool is_there, differs; };
struct text_block { size_t count; const struct adopted_line *at; };

struct duty_facts {
	const struct programme *programme;
	const struct obligation *duty;
	struct str focus_area, assessor, cadence, role, same_as_words;
	struct words_link_list who, report_to, checked_by, checks, same, deliverables, periods;
	size_t evidence_count, legal_count, earlier_count, later_count, edition_count, block_count;
	struct evidence_facts *evidence;
	struct legal_facts *legal;
	struct fate *earlier, *later;
	struct edition_facts *editions;
	struct text_block *blocks;
	bool has_text;
	const struct obligation *previous, *next;
};

/* queries_pages.c */
extern const struct table obligations_table;
void obligations_query(struct query *query, struct view *view, int64_t programme_id);
struct obligation_list goals_of(struct view *view, int64_t programme_id);
int64_t obligations_count(struct view *view, int64_t programme_id);
struct programme_count_list kinds_count(struct view *view, int64_t programme_id);
struct programme_count_list focus_areas_count(struct view *view, int64_t programme_id);
struct programme_count_list actors_count(struct view *view, int64_t programme_id);
struct programme_count_list cadences_count(struct view *view, int64_t programme_id);
struct succession_list successions_after(struct view *view, struct str programme_code, struct str code);

/* duty.c */
struct duty_facts duty_facts_of(struct view *view, const struct programme *programme,
                                const struct obligation *duty);
struct reply duty_show(struct request *request, struct view *view);
/* history.c */
struct history_cell { struct words_link_list links; };
struct history_column { const struct programme *programme; struct str units; int64_t rows, maybe; };
struct history {
	const struct unit *unit;
	size_t column_count, row_count;
	struct history_column *columns;
	struct history_cell *cells;     /* rows x columns */
};
struct history history_of(struct view *view, const struct unit *unit);
const struct unit *history_unit(struct view *view, struct str text);    /* NULL */
void history_write(struct json_out *json, const struct history *history);
/* As text: the programmes, then the rows of each thread with an empty line between. */
void history_say(struct out *out, const struct history *history);
struct reply unit_history_show(struct request *request, struct view *view);
/* upload.c */
struct reply upload_show(struct request *request, struct view *view);
struct str mistake_place(struct arena *arena, const struct mistake *mistake);   /* without the file */
struct reply upload_act(struct request *request, struct change *change);

/* pages.c */
struct str programme_days(struct arena *arena, const struct programme *programme);
struct str plan_names(struct view *view, const struct programme *programme);
struct str fate_words(struct str kind);         /* "continues" in the person's language */
struct str place_for_people(struct str text);   /* "" becomes a dash */
extern const struct route programme_routes[];
extern const struct menu_entry programme_menu[];
