/* SPDX-License-Identifier: EUPL-1.2 */
/* warnings/rules.c - what holds, where it is, what a draft may call itself. */
#include "modules/warnings/inside.h"

#include <math.h>
#include <string.h>

/* Two clocks that are both right enough: more than this is a remark, and changes nothing. */
enum { CLOCKS_DIFFER = 10 * MINUTE };

/* ---- What holds ---------------------------------------------------------------------------- */

bool warning_is_real(int status)
{
	return status == STATUS_actual;
}

bool warning_holds(const struct warning_row *warning, struct instant now, int64_t hours_without_end)
{
	int64_t ends = warning->expires_at.seconds ? warning->expires_at.seconds
		: warning->received_at.seconds + hours_without_end * HOUR;

	if (!warning_is_real(warning->status) || warning->replaced_by)
		return false;
	return (warning->msg_type == TYPE_alert || warning->msg_type == TYPE_update)
		&& ends > now.seconds;
}

static bool is_language(struct str code, const char *language)
{
	struct str rest = code, main = str_cut(&rest, '-');

	return str_is_nocase(main, language);
}

const struct cap_info *cap_info_in(const struct cap_alert *alert, const char *language)
{
	for (size_t i = 0; i < alert->info.count; i++)
		if (is_language(alert->info.at[i].language, language)
		    || (!alert->info.at[i].language.len && !strcmp(language, "en")))
			return &alert->info.at[i];
	return alert->info.count ? &alert->info.at[0] : NULL;
}

struct str cap_language_name(struct str code)
{
	static const struct { const char *code, *name; } names[] = {
		{ "sv", N_("Swedish") }, { "en", N_("English") },
	};

	for (size_t i = 0; i < COUNT(names); i++)
		if (is_language(code.len ? code : S("en"), names[i].code))
			return str_of(_(names[i].name));
	return code;
}

/* ---- What the list shows --------------------------------------------------------------------- */

struct str remark_add(struct arena *arena, struct str remarks, const char *remark)
{
	if (str_has_word(remarks, str_of(remark)))
		return remarks;
	return remarks.len ? arena_print(arena, "%.*s %s", STR(remarks), remark) : str_of(remark);
}

static struct instant time_of(struct str text)
{
	struct instant at = { 0 };

	cap_time_read(text, &at);
	return at;
}

/* The last end of all infos; 0 when one of them has none. */
static struct instant end_of(const struct cap_alert *alert)
{
	struct instant end = { 0 };

	for (size_t i = 0; i < alert->info.count; i++) {
		struct instant one = time_of(alert->info.at[i].expires);

		if (!one.seconds)
			return one;
		if (one.seconds > end.seconds)
			end = one;
	}
	return end;
}

static struct str area_words_of(struct arena *arena, const struct cap_info *info)
{
	struct out out;

	out_init(&out, arena, 4000);
	for (size_t i = 0; i < info->area.count; i++) {
		if (i)
			out_z(&out, "; ");
		out_raw(&out, info->area.at[i].areaDesc);
	}
	return str_letters_part(out_str(&out), 500);
}

static struct str headline_of(const struct cap_info *info)
{
	return str_letters_part(info->headline.len ? info->headline : info->event, 300);
}

static void info_put(struct arena *arena, const struct cap_alert *alert, struct warning *warning)
{
	const struct cap_info *info = cap_info_in(alert, "sv"), *english = cap_info_in(alert, "en");

	if (!info)
		return;
	warning->event = str_letters_part(info->event, 200);
	warning->headline = headline_of(info);
	warning->headline_en = english != info && is_language(english->language, "en")
		? headline_of(english) : S("");
	warning->category = info->category.at[0];
	warning->urgency = info->urgency;
	warning->severity = info->severity;
	warning->certainty = info->certainty;
	warning->onset_at = time_of(info->onset);
	warning->sender_name = str_letters_part(info->senderName, 200);
	warning->area_words = area_words_of(arena, info);
}

struct warning warning_of_alert(struct arena *arena, const struct cap_alert *alert,
                                struct instant now)
{
	struct warning warning = { .identifier = alert->identifier, .sender = alert->sender,
		.sent_at = time_of(alert->sent), .status = choice_of(warning_statuses, alert->status),
		.msg_type = choice_of(warning_types, alert->msgType),
		.scope = choice_of(warning_scopes, alert->scope), .received_at = now,
		.expires_at = end_of(alert) };

	info_put(arena, alert, &warning);
	if (warning.msg_type <= TYPE_update && !warning.expires_at.seconds)
		warning.remarks = remark_add(arena, warning.remarks, "no_end");
	if (warning.expires_at.seconds && warning.expires_at.seconds <= now.seconds)
		warning.remarks = remark_add(arena, warning.remarks, "expired");
	if (warning.sent_at.seconds > now.seconds + CLOCKS_DIFFER)
		warning.remarks = remark_add(arena, warning.remarks, "future_sent");
	if (alert->signature.len)
		warning.remarks = remark_add(arena, warning.remarks, "signed");
	return warning;
}

/* ---- Where --------------------------------------------------------------------------------------- */

static bool is_digits(struct str text, size_t len)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] < '0' || text.at[i] > '9')
			return false;
	return text.len == len;
}

/* "Municipality-Code" is "municipalitycode". */
static struct str scheme_code(struct str scheme, char *room, size_t size)
{
	size_t len = 0;

	for (size_t i = 0; i < scheme.len && len < size; i++) {
		char c = scheme.at[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		if (c >= 'a' && c <= 'z')
			room[len++] = c;
	}
	return (struct str){ room, len };
}

enum geo geocode_says(struct str scheme, struct str value, struct str municipality)
{
	char room[40];
	const struct item *item = item_find("warnings/geocode_schemes",
		scheme_code(scheme, room, sizeof(room)));
	struct str kind = item_text(item, "kind"), county = str_part(value, 0, 2);
	bool is_municipality = is_digits(value, 4), is_county = is_digits(value, 2);

	if (!item)
		return GEO_unknown_scheme;
	if (!(is_municipality && !str_is(kind, "county")) && !(is_county && !str_is(kind, "municipality")))
		return GEO_wrong;
	if (!item_find("warnings/counties", county)
	    && !str_equals(county, str_part(municipality, 0, 2)))
		return GEO_wrong;
	if (is_county)
		return str_equals(county, str_part(municipality, 0, 2)) ? GEO_city : GEO_elsewhere;
	return str_equals(value, municipality) ? GEO_city : GEO_elsewhere;
}

struct str geojson_of_points(struct arena *arena, const struct cap_points *points)
{
	struct out out;

	out_init(&out, arena, 64 * points->count + 256);
	out_z(&out, "{\"type\":\"Polygon\",\"coordinates\":[[");
	for (size_t i = 0; i < points->count; i++)
		out_print(&out, "%s[%.7f,%.7f]", i ? "," : "", points->at[i].lon, points->at[i].lat);
	out_z(&out, "]]}");
	return out_str(&out);
}

struct cap_points circle_points(struct arena *arena, struct cap_point centre, double km)
{
	enum { CORNERS = 32 };
	const double turn = 6.283185307179586, km_of_degree = 111.32;
	struct cap_points points = { CORNERS + 1, arena_array(arena, struct cap_point, CORNERS + 1) };
	double radius = km < 0.05 ? 0.05 : km;
	double narrow = fmax(cos(centre.lat * turn / 360), 0.01);

	for (size_t i = 0; i < CORNERS; i++) {
		double at = turn * (double)i / CORNERS;

		points.at[i].lat = centre.lat + radius / km_of_degree * sin(at);
		points.at[i].lon = centre.lon + radius / km_of_degree / narrow * cos(at);
	}
	points.at[CORNERS] = points.at[0];
	return points;
}

bool points_are_swapped(const struct cap_points *points)
{
	int64_t north, east;

	for (size_t i = 0; i < points->count; i++)
		if (sweref_of(points->at[i].lat, points->at[i].lon, &north, &east)
		    || !sweref_of(points->at[i].lon, points->at[i].lat, &north, &east))
			return false;
	return points->count > 0;
}

/* ---- Drafts ------------------------------------------------------------------------------------------ */

static const struct draft_rule {
	bool is_exercise, is_released;
	enum warning_status status;
	const char *words;              /* N_() */
} draft_rules[] = {
	{ true, true, STATUS_exercise, N_("An exercise, whatever else is true") },
	{ true, false, STATUS_exercise, N_("An exercise, whatever else is true") },
	{ false, true, STATUS_actual, N_("Of a crisis, and released by another person than whoever wrote it") },
	{ false, false, STATUS_draft, N_("Anything else") },
};

enum warning_status draft_status(bool is_exercise, bool is_released)
{
	for (size_t i = 0; i < COUNT(draft_rules); i++)
		if (draft_rules[i].is_exercise == is_exercise && draft_rules[i].is_released == is_released)
			return draft_rules[i].status;
	return STATUS_draft;
}

const char *draft_release_refused(const struct warning_draft *draft, enum warning_status status,
                                  int64_t person_id)
{
	if (status == STATUS_exercise)
		return _("It belongs to an exercise, so it never says that it is real.");
	if (status == STATUS_actual)
		return _("It has been released already. Write one that replaces it.");
	if (!draft->crisis_id)
		return _("Only a warning that belongs to a crisis is released: write it from a message of the crisis.");
	if (draft->created_by == person_id)
		return _("You wrote it yourself. Another person reads it and releases it.");
	return NULL;
}

static bool draft_rule_row(size_t i, struct out *out)
{
	if (i >= COUNT(draft_rules))
		return false;
	out_print(out, "| %s | %s |", _(draft_rules[i].words),
		warning_statuses[draft_rules[i].status].name);
	return true;
}

const struct rule_table warnings_rules[] = {
	{ .name = "warnings: what a draft says it is", .row = draft_rule_row,
	  .headings = "| The draft is | status in CAP |" },
	{ .name = NULL },
};

void draft_judge(const struct warning_draft *draft, struct instant now, struct problems *problems)
{
	if (draft->expires_at.seconds <= now.seconds)
		problem_add(problems, "expires_at", "%s", _("That time has been. Until when shall it hold?"));
	if (draft->onset_at.seconds && draft->onset_at.seconds >= draft->expires_at.seconds)
		problem_add(problems, "onset_at", "%s", _("It begins after it has ended."));
	if (draft->instruction.len && !draft->instruction_en.len)
		problem_add(problems, "instruction_en", "%s", _("Write the advice in English too."));
	if (!draft->instruction.len && draft->instruction_en.len)
		problem_add(problems, "instruction", "%s", _("Write the advice in Swedish too."));
	if (draft->msg_type != TYPE_alert && !draft->replaces_id)
		problem_add(problems, "replaces_id", "%s",
			_("Say which draft it updates or cancels."));
	if (draft->msg_type == TYPE_alert && draft->replaces_id)
		problem_add(problems, "msg_type", "%s",
			_("What replaces another is an update or a cancellation."));
	if (draft->web.len && !str_starts(draft->web, S("https://")))
		problem_add(problems, "web", "%s", _("Write an address that begins with https://."));
}
