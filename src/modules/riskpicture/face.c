/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * riskpicture/face.c - what a picture says: theme by theme who said what, and how far apart.
 *
 * The open face is made from open risks only: a marked risk is not in a number, a list or a
 * range, and a theme that would be empty without it is not there at all.
 */
#include "modules/riskpicture/inside.h"

#include "modules/duties/duties.h"

#include <stdlib.h>
#include <string.h>

struct making {
	struct view *view;
	const struct gathering *gathering;
	const struct theme_risk_list *inside;
	bool is_open;
};

static bool stands_in(const struct making *making, int64_t theme_id, const struct rolled *risk)
{
	for (size_t i = 0; i < making->inside->count; i++)
		if (making->inside->at[i].theme_id == theme_id
		    && making->inside->at[i].root_id == risk->root_id)
			return true;
	return false;
}

static struct face_said said_of(const struct making *making, size_t i)
{
	const struct rolled *risk = &making->gathering->risks.at[i];
	const struct risk_step *step = making->gathering->steps[i];
	struct face_said said = { .risk = risk->public_id, .number = risk->number, .title = risk->title,
		.unit = risk->unit_code, .unit_sv = risk->unit_sv, .unit_en = risk->unit_en,
		.is_marked = !making->is_open && !rolled_is_told(risk) };

	if ((making->is_open && !rolled_is_told(risk)) || !risk->zone.len)
		return said;
	said.zone = risk->zone;
	said.times = making->gathering->said[i];
	said.step = risk->probability;
	said.steps = making->gathering->step_counts[i];
	said.step_sv = step ? step->name_sv : S("");
	said.step_en = step ? step->name_en : S("");
	return said;
}

/* ---- Numbers of a theme ---------------------------------------------------------------------------- */

static void level_count(struct face_theme *theme, struct str zone)
{
	for (size_t i = 0; i < theme->level_count; i++)
		if (str_equals(theme->levels[i].zone, zone)) {
			theme->levels[i].count++;
			return;
		}
	if (theme->level_count < MOST_LEVELS)
		theme->levels[theme->level_count++] = (struct face_level){ zone, 1 };
}

static int by_level(const void *a, const void *b)
{
	return zone_number(((const struct face_level *)b)->zone)
		- zone_number(((const struct face_level *)a)->zone);
}

/* As far up its own scale as it stands: steps of scales of different lengths are an order each. */
static bool is_worse(const struct consequence_row *row, const struct face_value *than)
{
	return row->step * than->steps > than->step * row->steps;
}

static void value_put(struct face_theme *theme, const struct consequence_row *row)
{
	struct face_value *value = NULL;

	for (size_t i = 0; i < theme->value_count; i++)
		if (str_equals(theme->values[i].value, row->value))
			value = &theme->values[i];
	if (!value && theme->value_count < MOST_VALUES) {
		value = &theme->values[theme->value_count++];
		*value = (struct face_value){ .value = row->value, .steps = 1 };
	}
	if (!value)
		return;
	if (is_worse(row, value)) {
		*value = (struct face_value){ row->value, row->name_sv, row->name_en, row->step, row->steps, 1 };
		return;
	}
	value->count += row->step * value->steps == value->step * row->steps;
}

static int64_t units_said(const struct face_said_list *said)
{
	int64_t units = 0;

	for (size_t i = 0; i < said->count; i++) {
		size_t k = 0;

		while (k < i && !str_equals(said->at[k].unit, said->at[i].unit))
			k++;
		units += k == i;
	}
	return units;
}

static void theme_risks_put(const struct making *making, struct face_theme *theme, int64_t theme_id)
{
	struct arena *arena = view_arena(making->view);
	size_t most = making->gathering->risks.count;
	struct spread *times = arena_array(arena, struct spread, most + 1);

	theme->said.at = arena_array(arena, struct face_said, most + 1);
	for (size_t i = 0; i < most; i++) {
		const struct rolled *risk = &making->gathering->risks.at[i];
		struct face_said *said = &theme->said.at[theme->said.count];

		if (!stands_in(making, theme_id, risk) || (making->is_open && !rolled_is_open(risk)))
			continue;
		*said = said_of(making, i);
		times[theme->said.count++] = said->times;
		level_count(theme, said->zone);
		for (size_t k = 0; said->zone.len && k < making->gathering->consequences[i].count; k++)
			value_put(theme, &making->gathering->consequences[i].at[k]);
	}
	theme->units = units_said(&theme->said);
	theme->times = rollup_of(times, theme->said.count);
	qsort(theme->levels, theme->level_count, sizeof(theme->levels[0]), by_level);
}

static struct face_theme theme_of(const struct making *making, const struct risk_theme *row)
{
	struct face_theme theme = { .public_id = row->public_id, .title = row->title, .words = row->words,
		.doing = row->doing, .actors = row->actors, .reason = row->reason, .zone = row->zone,
		.kind = row->kind, .place = row->place, .is_marked = row->secrecy.len > 0 };

	theme_risks_put(making, &theme, row->id);
	if (!theme.times.count && row->frequency_likely > 0)
		theme.times = rollup_of(&(struct spread){ row->frequency_low, row->frequency_likely,
			row->frequency_high }, 1);
	return theme;
}

/* ---- The whole ---------------------------------------------------------------------------------------------- */

static bool theme_is_told(const struct making *making, const struct face_theme *theme)
{
	return !making->is_open
		|| (!theme->is_marked && (theme->kind != THEME_gathered || theme->said.count));
}

/* Places close up in the open version, so that nobody sees that one is missing. */
static struct face_theme_list themes_told(const struct making *making, const struct risk_theme_list *rows)
{
	struct face_theme_list list = { 0, arena_array(view_arena(making->view), struct face_theme,
		rows->count + 1) };
	int64_t place = 0;

	for (size_t i = 0; i < rows->count; i++) {
		struct face_theme theme = theme_of(making, &rows->at[i]);

		if (!theme_is_told(making, &theme))
			continue;
		if (making->is_open) {
			theme.reason = S("");
			theme.place = theme.place ? ++place : 0;
		}
		list.at[list.count++] = theme;
	}
	return list;
}

static void missing_put(struct making *making, struct face *face)
{
	struct date today = date_today(), last = { (int16_t)making->gathering->year, 12, 31 };
	struct unit_list units = duty_units(making->view, date_compare(last, today) < 0 ? last : today);
	struct unit_state_list states = rollup_states(making->view, making->gathering->year);

	face->missing.at = arena_array(view_arena(making->view), struct face_missing, units.count + 1);
	for (size_t i = 0; i < units.count; i++) {
		const struct unit_state *state = NULL;

		for (size_t k = 0; k < states.count; k++)
			if (states.at[k].unit_id == units.at[i].id)
				state = &states.at[k];
		face->units_all++;
		face->units_in += state && state->is_in;
		if (!state || !state->is_in)
			face->missing.at[face->missing.count++] = (struct face_missing){ units.at[i].code,
				units.at[i].name_sv, units.at[i].name_en, state && state->is_returned };
	}
}

const struct face *face_of(struct view *view, const struct risk_picture *picture, bool is_open)
{
	struct face *face = arena_new(view_arena(view), struct face);
	struct theme_risk_list inside = theme_risks_of(view, picture->id);
	struct risk_theme_list rows = risk_themes_of(view, picture->id);
	struct making making = { view, gathering_of(view, (int)picture->year), &inside, is_open };

	face->themes = themes_told(&making, &rows);
	for (size_t i = 0; i < making.gathering->risks.count; i++)
		face->risks += !is_open || rolled_is_open(&making.gathering->risks.at[i]);
	missing_put(&making, face);
	return face;
}

const struct face *face_of_picture(struct view *view, const struct risk_picture *picture, bool is_open)
{
	struct str frozen = is_open ? picture->frozen : picture->frozen_inner;

	return picture->state == RISK_PICTURE_draft ? face_of(view, picture, is_open)
		: face_read(view_arena(view), frozen);
}

const struct face_theme *face_theme_get(const struct face *face, struct str public_id)
{
	for (size_t i = 0; i < face->themes.count; i++)
		if (str_equals(face->themes.at[i].public_id, public_id))
			return &face->themes.at[i];
	return NULL;
}

int theme_level(const struct face_theme *theme)
{
	int level = zone_number(theme->zone);

	for (size_t i = 0; i < theme->level_count; i++)
		if (zone_number(theme->levels[i].zone) > level)
			level = zone_number(theme->levels[i].zone);
	return level;
}
