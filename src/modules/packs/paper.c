/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * packs/paper.c - an emergency pack as one file to print.
 *
 * Nothing in it is fetched from anywhere: the style stands in the file, and its own policy
 * says that nothing else may be asked for.
 */
#include "modules/packs/inside.h"

#include "kit/setting.h"
#include "modules/packs/paper.html.h"

enum { PAPER_LONGEST = 24 << 20, MARK_LETTERS = 8 };

static const char paper_style[] =
	"<style>"
	"@page{size:A4;margin:14mm 12mm 16mm}"
	"*{box-sizing:border-box}"
	"body{font:10.5pt/1.4 sans-serif;color:#000;background:#fff;max-width:190mm;"
	"margin:0 auto;padding:6mm 3mm}"
	"h1{font-size:20pt;line-height:1.15;margin:0 0 2mm}"
	"h2{font-size:14pt;margin:9mm 0 2mm;padding-bottom:1mm;border-bottom:.6mm solid #000;"
	"break-after:avoid}"
	"h3{font-size:11.5pt;margin:5mm 0 1mm;break-after:avoid}"
	"h4{font-size:10.5pt;margin:3mm 0 1mm;break-after:avoid}"
	"p,ul,ol{margin:1mm 0 2mm}"
	"table{width:100%;border-collapse:collapse;margin:1mm 0 3mm}"
	"caption{text-align:left;font-weight:bold;padding:1mm 0}"
	"thead{display:table-header-group}tr{break-inside:avoid}"
	"th,td{border:.25mm solid #666;padding:.8mm 1.6mm;text-align:left;vertical-align:top;"
	"overflow-wrap:anywhere}"
	"thead th{background:#e6e6e6;print-color-adjust:exact;-webkit-print-color-adjust:exact}"
	".hole{font-weight:bold;border:.7mm solid #000}"
	".big{font-size:13pt;font-weight:bold}"
	".lead{border:.5mm solid #000;padding:2mm 3mm;margin:3mm 0}"
	".text{white-space:pre-line}"
	".part{break-before:page}"
	".sheet td{height:9.2mm}.sheet .no{width:21mm}.sheet .time{width:16mm}"
	".sheet .who{width:28mm}.sheet .sign{width:17mm}"
	".hash{font-family:monospace;font-size:8.5pt}"
	"@media screen{.part{border-top:.6mm dashed #999;padding-top:4mm}}"
	"@media screen and (max-width:600px){body{padding:3mm}table{font-size:9pt}}"
	"</style>";

/* ---- Words ------------------------------------------------------------------------------ */

const struct called *paper_person(const struct paper *paper, int64_t person_id)
{
	for (size_t i = 0; i < paper->people.count; i++)
		if (paper->people.at[i].person_id == person_id)
			return &paper->people.at[i];
	return NULL;
}

struct str paper_person_words(const struct paper *paper, int64_t person_id)
{
	const struct called *called = paper_person(paper, person_id);

	if (!person_id)
		return str_of(_("NOBODY"));
	if (!called || called->is_protected)
		return str_of(_("protected identity: ring the number of the function"));
	return called->name;
}

static struct str joined(struct arena *arena, struct str a, struct str b)
{
	return arena_print(arena, "%.*s%s%.*s", STR(a), a.len && b.len ? " · " : "", STR(b));
}

/* Tried ways first, then what the person has written of himself. */
struct str paper_ways(const struct paper *paper, const struct called *called)
{
	struct str words = S("");

	for (size_t i = 0; i < paper->ways.count; i++) {
		const struct way *way = &paper->ways.at[i];

		if (way->person_id == called->person_id)
			words = joined(paper->arena, words, arena_print(paper->arena, "%.*s: %.*s%s",
				STR(code_name("rosters/channels", way->kind)), STR(way->address),
				date_is_given(way->verified_on) ? "" : _(" (not tried)")));
	}
	words = joined(paper->arena, words, called->phone);
	return joined(paper->arena, words, called->email);
}

bool paper_has_ways(const struct paper *paper, int64_t person_id)
{
	const struct called *called = paper_person(paper, person_id);

	return called && paper_ways(paper, called).len > 0;
}

bool paper_calls_anybody(const struct paper *paper)
{
	for (size_t i = 0; i < paper->people.count; i++)
		if (!paper->people.at[i].is_protected && paper_ways(paper, &paper->people.at[i]).len)
			return true;
	return false;
}

struct str paper_step_who(const struct paper *paper, const struct paper_step *step)
{
	struct str who = str_is(step->kind, "duty") ? code_name("rosters/functions", step->function)
		: str_is(step->kind, "role") ? code_name("role_types", step->role) : step->people;

	return step->at_unit.len && !str_is(step->kind, "people")
		? arena_print(paper->arena, "%.*s, %.*s", STR(who), STR(step->at_unit)) : who;
}

struct str paper_step_channels(const struct paper *paper, const struct paper_step *step)
{
	const struct str codes[] = { step->channel_1, step->channel_2, step->channel_3 };
	struct str words = S("");

	for (size_t i = 0; i < COUNT(codes); i++)
		if (codes[i].len)
			words = arena_print(paper->arena, "%.*s%s%.*s", STR(words), words.len ? " → " : "",
				STR(code_name("alarms/channels", codes[i])));
	return words;
}

/* ---- The file ------------------------------------------------------------------------------ */

struct str paper_made(struct view *view, const struct pack_unit *unit, struct str mark,
                      struct instant at)
{
	struct arena *arena = view_arena(view);
	struct paper paper = { .arena = arena, .unit_id = unit->unit_id, .is_city = unit->is_city,
		.city = setting_text("city_name"), .mark = str_part(mark, mark.len - MARK_LETTERS,
		mark.len), .made_at = at, .today = instant_date(at) };
	struct out out;

	paper.until = date_add_days(paper.today, (int)setting_int("pack_days") - 1);
	pack_paper_read(view, &paper);
	out_init(&out, arena, PAPER_LONGEST);
	printed_top(&out, &paper, (struct html){ str_of(paper_style) });
	printed_duty(&out, &paper);
	printed_call_list(&out, &paper);
	printed_paths(&out, &paper);
	printed_organisation(&out, &paper);
	printed_levels(&out);
	printed_cards(&out);
	printed_texts(&out, &paper);
	printed_plans(&out, &paper);
	printed_logs(&out, &paper);
	printed_sheets(&out, &paper);
	printed_end(&out);
	return out.is_full ? S("") : out_str(&out);
}
