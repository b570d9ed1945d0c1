/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/paper_parts.c - what may stand below a heading of a report.
 *
 * A part is built of the rows of the paper and of nothing else.  Risks are counted from one in
 * the paper, for a gap in a series would tell that one is missing.
 */
#include "modules/risks/paper.h"

#include "base/say.h"
#include "modules/commitments/commitments.h"
#include "modules/measures/measures.h"

static struct paper_part *part_add(struct paper_making *making, struct str title)
{
	struct paper_part *part = &making->parts->at[making->parts->count];

	must(making->parts->count < making->room);
	making->parts->count++;
	*part = (struct paper_part){ .title = title };
	return part;
}

static void words_add(struct paper_making *making, struct str title, struct str words)
{
	words = str_trim(words);
	part_add(making, title)->words = words.len ? words : str_of(making->is_open
		? _("Nothing stands here in the open extract.") : _("Nothing is written yet."));
}

/* A table of so many rows at most; `names` ends with NULL, a name that begins with "#" is of numbers. */
static struct paper_part *table_add(struct paper_making *making, struct str title, size_t rows,
                                    const char *const *names)
{
	struct paper_part *part = part_add(making, title);

	for (; names[part->columns]; part->columns++) {
		part->is_number[part->columns] = names[part->columns][0] == '#';
		part->names[part->columns] = str_of(_(names[part->columns] + part->is_number[part->columns]));
	}
	part->cells = arena_array(making->arena, struct paper_cell, (rows + 1) * part->columns);
	return part;
}

static void row_add(struct paper_part *part, const struct str *words, struct str link)
{
	struct paper_cell *row = &part->cells[part->rows++ * part->columns];

	for (size_t i = 0; i < part->columns; i++)
		row[i] = (struct paper_cell){ .words = words[i] };
	row[0].link = link;
}

static struct str number(struct paper_making *making, int64_t n)
{
	return n ? arena_print(making->arena, "%lld", (long long)n) : S("");
}

/* "1. The power fails"; the same in every part of one paper. */
static struct str nth_title(struct paper_making *making, size_t i)
{
	return arena_print(making->arena, "%zu. %.*s", i + 1, STR(making->rows.risks.at[i].title));
}

static size_t nth_of(const struct paper_making *making, int64_t risk_id)
{
	size_t i = 0;

	while (i < making->rows.risks.count && making->rows.risks.at[i].id != risk_id)
		i++;
	return i;
}

/* What stands where something is left out: the ground, which is what the law asks for. */
static struct str left_out(struct paper_making *making, struct str ground)
{
	return arena_print(making->arena, _("Left out: %.*s."),
		STR(item_text(item_find("secrecy_grounds", ground), "law")));
}

static struct str or_left_out(struct paper_making *making, struct str ground, struct str words)
{
	return ground.len ? left_out(making, ground) : words;
}

/* ---- The first two headings -------------------------------------------------------------------- */

static void area_build(struct paper_making *making)
{
	words_add(making, S(""), making->rows.rsa->area);
}

static void process_build(struct paper_making *making)
{
	words_add(making, S(""), making->rows.rsa->process);
}

static void participants_build(struct paper_making *making)
{
	words_add(making, str_of(_("Who took part")), making->rows.rsa->participants);
}

static void scales_build(struct paper_making *making)
{
	static const char *const names[] = { "#" N_("Step"), N_("Name"), N_("Meaning"), NULL };
	const struct risk_method *method = &making->scales->method;
	struct paper_part *part;

	words_add(making, str_of(_("Scales")), arena_print(making->arena, _("%.*s. Probability and consequence are steps of a scale: an order, not amounts. The matrix suggests a level and a named person decides it."),
		STR(method_name(method))));
	part = table_add(making, str_of(_("Probability")), (size_t)method->probability_steps, names);
	for (int64_t step = 1; step <= method->probability_steps; step++) {
		const struct risk_step *one = scales_step(making->scales, "probability", S(""), step);

		row_add(part, (struct str[]){ number(making, step), step_name(one), step_anchor(one) }, S(""));
	}
}

/* ---- Vital activities and what they stand on ------------------------------------------------------- */

static void vital_build(struct paper_making *making)
{
	static const char *const names[] = { N_("Vital activity"), N_("Societal function"),
		"#" N_("Criticality"), N_("May stand still at most"), NULL };
	const struct paper_vital_list *vital = &making->rows.vital;
	struct paper_part *part;

	if (!vital->count) {
		words_add(making, S(""), S(""));
		return;
	}
	part = table_add(making, S(""), vital->count, names);
	for (size_t i = 0; i < vital->count; i++)
		row_add(part, (struct str[]){ vital->at[i].name,
			vital->at[i].societal_function.len
				? code_name("commitments/functions", vital->at[i].societal_function) : S(""),
			number(making, vital->at[i].criticality),
			hours_words(making->arena, vital->at[i].outage_hours) }, S(""));
}

static void needs_open(struct paper_making *making)
{
	static const char *const names[] = { N_("Needs"), "#" N_("Vital activities that stop without it"), NULL };
	const struct paper_need_list *needs = &making->rows.needs;
	struct paper_part *part = table_add(making, S(""), needs->count, names);

	for (size_t i = 0; i < needs->count; i++)
		row_add(part, (struct str[]){ code_name("dependency_resources", needs->at[i].resource),
			number(making, needs->at[i].commitments) }, S(""));
	part->note = str_of(_("Suppliers and plants are not named in the open extract."));
}

/* Rows of the same dependency stand after one another: its nodes on one line. */
static void needs_full(struct paper_making *making)
{
	static const char *const names[] = { N_("Vital activity"), N_("Needs"), N_("From"),
		N_("Stops after"), N_("What is done instead"), NULL };
	const struct paper_need_list *needs = &making->rows.needs;
	struct paper_part *part = table_add(making, S(""), needs->count, names);

	for (size_t i = 0, next; i < needs->count; i = next) {
		struct out nodes;

		out_init(&nodes, making->arena, 16384);
		for (next = i; next < needs->count && needs->at[next].id == needs->at[i].id; next++)
			out_print(&nodes, "%s%.*s", next > i ? ", " : "", STR(needs->at[next].node));
		row_add(part, (struct str[]){ needs->at[i].commitment,
			code_name("dependency_resources", needs->at[i].resource), out_str(&nodes),
			needs->at[i].hours < 1 ? str_of(_("less than an hour"))
				: hours_words(making->arena, (int64_t)needs->at[i].hours),
			needs->at[i].alternative }, S(""));
	}
}

static void dependencies_build(struct paper_making *making)
{
	if (!making->rows.needs.count)
		words_add(making, S(""), S(""));
	else if (making->is_open)
		needs_open(making);
	else
		needs_full(making);
}

/* ---- Risks ------------------------------------------------------------------------------------------- */

static struct str step_words(struct paper_making *making, const char *kind, int64_t step)
{
	const struct risk_step *one = scales_step(making->scales, kind, S(""), step);

	if (!step)
		return str_of(_("not assessed"));
	return one ? arena_print(making->arena, "%lld %.*s", (long long)step, STR(step_name(one)))
		: number(making, step);
}

static struct str risk_link(struct paper_making *making, const struct paper_risk *risk)
{
	return risk->public_id.len
		? arena_print(making->arena, "/risks/%.*s", STR(risk->public_id)) : S("");
}

static void risk_row(struct paper_making *making, struct paper_part *part, size_t i)
{
	const struct paper_risk *risk = &making->rows.risks.at[i];
	struct str level = !risk->zone.len ? str_of(_("not assessed"))
		: arena_print(making->arena, "%d %.*s", zone_number(risk->zone),
			STR(code_name("event/zone_levels", risk->zone)));
	struct str cells[] = { nth_title(making, i), str_of(_(risk_scopes[risk->scope].label)),
		step_words(making, "probability", risk->probability),
		risk->consequence ? number(making, risk->consequence) : str_of(_("not assessed")), level,
		str_of(_(risk_uncertainties[risk->uncertainty].label)) };

	for (size_t c = 2; risk->secret_assessment.len && c < COUNT(cells); c++)
		cells[c] = c == 2 ? left_out(making, risk->secret_assessment) : S("");
	row_add(part, cells, risk_link(making, risk));
}

static void risk_table_build(struct paper_making *making)
{
	static const char *const names[] = { N_("Risk"), N_("What it concerns"), N_("Probability"),
		N_("Consequence, the worst step"), N_("Level"), N_("Uncertainty"), NULL };
	struct paper_part *part;

	if (!making->rows.risks.count) {
		words_add(making, S(""), S(""));
		return;
	}
	part = table_add(making, S(""), making->rows.risks.count, names);
	for (size_t i = 0; i < making->rows.risks.count; i++)
		risk_row(making, part, i);
}

static struct str links_words(struct paper_making *making, const struct paper_risk *risk)
{
	struct out out;

	out_init(&out, making->arena, 16384);
	for (size_t i = 0; i < making->rows.links.count; i++)
		if (making->rows.links.at[i].risk_id == risk->id)
			out_print(&out, "%s%.*s", out.len ? ", " : "", STR(making->rows.links.at[i].name));
	return out_str(&out);
}

static void line_add(struct out *out, const char *name, struct str words)
{
	if (str_trim(words).len)
		out_print(out, "%s%s: %.*s", out->len ? "\n" : "", name, STR(str_trim(words)));
}

static void risks_build(struct paper_making *making)
{
	for (size_t i = 0; i < making->rows.risks.count; i++) {
		const struct paper_risk *risk = &making->rows.risks.at[i];
		struct out out;

		out_init(&out, making->arena, 65536);
		line_add(&out, _("Where it comes from"), risk->source_kind.len
			? code_name("risk/sources", risk->source_kind) : S(""));
		line_add(&out, _("Causes"), or_left_out(making, risk->secret_cause, risk->cause));
		line_add(&out, _("What protects us already"),
			or_left_out(making, risk->secret_controls, risk->controls));
		line_add(&out, _("Commitments that it hits"),
			or_left_out(making, risk->secret_commitments, links_words(making, risk)));
		line_add(&out, _("Trend"), risk->trend ? str_of(_(risk_trends[risk->trend].label)) : S(""));
		if (out.len)
			words_add(making, nth_title(making, i), out_str(&out));
	}
}

/* ---- Shortcomings --------------------------------------------------------------------------------------- */

static void preparedness_build(struct paper_making *making)
{
	words_add(making, S(""), making->rows.rsa->preparedness);
}

static void capability_row(struct paper_making *making, struct paper_part *part, size_t i)
{
	const struct paper_risk *risk = &making->rows.risks.at[i];
	struct str cells[] = { nth_title(making, i), risk->command, risk->cooperation,
		risk->communication, risk->competence, risk->resources, risk->capability_words };

	for (size_t c = 1; risk->secret_capability.len && c < COUNT(cells); c++)
		cells[c] = c + 1 == COUNT(cells) ? left_out(making, risk->secret_capability) : S("");
	row_add(part, cells, risk_link(making, risk));
}

static void capability_build(struct paper_making *making)
{
	static const char *const names[] = { N_("Risk"), "#" N_("Command"), "#" N_("Cooperation"),
		"#" N_("Communication"), "#" N_("Competence"), "#" N_("Resources"),
		N_("What is lacking, and what is good"), NULL };
	struct paper_part *part;

	if (!making->rows.risks.count)
		return;
	part = table_add(making, str_of(_("How well could we handle it?")), making->rows.risks.count, names);
	for (size_t i = 0; i < making->rows.risks.count; i++)
		capability_row(making, part, i);
	part->note = str_of(_("Grades from 0, none or very insufficient, to 3, good. An empty square: not judged."));
}

/* ---- Measures -------------------------------------------------------------------------------------------- */

static void treatment_build(struct paper_making *making)
{
	static const char *const names[] = { N_("Risk"), N_("What shall be done with it"), NULL };
	struct paper_part *part = table_add(making, S(""), making->rows.risks.count, names);

	for (size_t i = 0; i < making->rows.risks.count; i++) {
		const struct paper_risk *risk = &making->rows.risks.at[i];
		struct str words = str_of(risk->treatment ? _(risk_treatments[risk->treatment].label)
			: _("not decided"));

		row_add(part, (struct str[]){ nth_title(making, i),
			or_left_out(making, risk->secret_treatment, words) }, risk_link(making, risk));
	}
	if (!part->rows)
		making->parts->count--;
}

static void measures_build(struct paper_making *making)
{
	static const char *const names[] = { N_("Measure"), "#" N_("Risk no."), N_("State"), N_("Due"), NULL };
	const struct paper_measure_list *measures = &making->rows.measures;
	struct paper_part *part;

	if (!measures->count) {
		words_add(making, str_of(_("Measures")), S(""));
		return;
	}
	part = table_add(making, str_of(_("Measures")), measures->count, names);
	for (size_t i = 0; i < measures->count; i++) {
		const struct paper_measure *one = &measures->at[i];

		row_add(part, (struct str[]){ one->title,
			number(making, (int64_t)nth_of(making, one->risk_id) + 1),
			str_of(_(measure_states[choice_of(measure_states, one->state)].label)),
			tongue_date(making->arena, one->due_on) },
			one->number.len ? arena_print(making->arena, "/measures/%.*s", STR(one->number)) : S(""));
	}
}

static void plans_build(struct paper_making *making)
{
	for (size_t i = 0; i < making->rows.risks.count; i++)
		if (str_trim(making->rows.risks.at[i].plan).len)
			words_add(making, nth_title(making, i), arena_print(making->arena, "%s: %.*s",
				_("Long-term action plan"), STR(making->rows.risks.at[i].plan)));
}

const struct paper_block paper_blocks[] = {
	{ "area", area_build }, { "process", process_build }, { "participants", participants_build },
	{ "scales", scales_build }, { "vital", vital_build }, { "dependencies", dependencies_build },
	{ "risk_table", risk_table_build }, { "risks", risks_build },
	{ "preparedness", preparedness_build }, { "capability", capability_build },
	{ "treatment", treatment_build }, { "measures", measures_build }, { "plans", plans_build },
	{ NULL, NULL },
};
