/* SPDX-License-Identifier: EUPL-1.2 */
/* events/pieces.h - what the pages of one event and of its reporter ask the database. */
#pragma once

#include "modules/events/inside.h"

struct event_step_list steps_of(struct view *view, int64_t event_id);
struct event_photo_list photos_of(struct view *view, int64_t event_id);
struct event_photo *photo_get(struct view *view, int64_t event_id, struct str public_id);
int64_t photo_count(struct view *view, int64_t event_id);
const char *photo_path(struct arena *arena, struct str digest);
struct assessment_list assessments_of(struct view *view, int64_t event_id);
struct event_check_list checks_of(struct view *view, int64_t event_id);
void check_put(struct change *change, int64_t event_id, struct str checklist, int64_t place);
void check_take(struct change *change, int64_t event_id, struct str checklist, int64_t place);

struct audit_row { struct instant at; int64_t person_id; struct str verb, fields, reason; };
LIST_OF(audit_row)
struct audit_row_list audit_of(struct view *view, int64_t event_id);    /* newest first */

struct event_need_list needs_of(struct view *view, int64_t event_id);
bool need_is_possible(struct view *view, int64_t person_id);
void need_give(struct change *change, int64_t event_id, int64_t person_id, struct str reason);
int64_t need_withdraw(struct change *change, int64_t event_id, int64_t need_id);
void needs_clear(struct change *change, int64_t event_id);
struct instant read_lately(struct view *view, int64_t event_id);        /* 0: not opened */
void read_put(struct change *change, int64_t event_id);
struct event_need_list reads_of(struct view *view, int64_t event_id);   /* who and when */

struct event_follow *follow_of_code(struct view *view, struct str digest);
struct event_follow *follow_of_sender(struct view *view, struct str source_key);
struct event_follow *follow_of_own(struct view *view, struct str number);
struct event_follow_list follows_own(struct view *view);
struct event_step_list follow_steps(struct view *view, int64_t event_id);
struct event_follow_list events_near(struct view *view, const struct event_follow *event);
int64_t unit_at_top(struct view *view);

struct quarantined { struct str public_id, form; struct instant at; int64_t unit_id; };
LIST_OF(quarantined)
int64_t quarantine_insert(struct change *change, const struct quarantine *quarantine,
                          struct str sealed);
struct quarantined_list quarantine_list(struct view *view);
struct quarantined_list quarantine_list_all(struct view *view);
struct str quarantine_sealed(struct view *view, struct str public_id);

int64_t waiting_new(struct view *view);
int64_t waiting_mine(struct view *view);
int64_t waiting_late(struct view *view);
int64_t waiting_countersign(struct view *view);
int64_t reports_own(struct view *view);

struct handling_time { int64_t board_id, to_received, to_closed; };     /* seconds; -1 not yet */
LIST_OF(handling_time)
struct handling_time_list handling_times(struct view *view, int64_t unit_id, struct date from,
                                         struct date to);       /* in order of board */
struct grid open_clocks(struct view *view, int64_t unit_id);    /* clock, open, late, first due */
