/* SPDX-License-Identifier: EUPL-1.2 */
/* riskpicture/rules.c - what is open, how often in words, what a theme and a decision must have. */
#include "modules/riskpicture/inside.h"

#include <math.h>

/* Before the unit has assessed its secrecy nothing is open: silence is no consent. */
bool rolled_is_open(const struct rolled *risk)
{
	return !risk->secret_whole.len
		&& (risk->secrecy == SECRECY_open || risk->secrecy == SECRECY_parts);
}

bool rolled_is_told(const struct rolled *risk)
{
	return rolled_is_open(risk) && !risk->secret_assessment.len;
}

/* ---- Likeness, for people ------------------------------------------------------------------------- */

static const char *const alike_words[ALIKE_COUNT] = {
	[ALIKE_source] = N_("The same source"),
	[ALIKE_types] = N_("The same types of events, as a share of what the one with fewer has"),
	[ALIKE_nodes] = N_("The same things that their commitments stand on, as a share likewise"),
	[ALIKE_place] = N_("The same area, for risks that concern the area"),
	[ALIKE_words] = N_("The same words in the title; rare ones count the most"),
};

static bool alike_line(size_t i, struct out *out)
{
	if (i > ALIKE_COUNT)
		return false;
	if (i < ALIKE_COUNT)
		out_print(out, "| %s | %g |", _(alike_words[i]), alike_points[i]);
	else
		out_print(out, "| %s | %g |", _("Suggested together from, on the average"), alike_enough);
	return true;
}

const struct rule_table riskpicture_rules[] = {
	{ .name = "risk picture: which risks are suggested together", .headings = "| Likeness | Points at most |",
	  .row = alike_line },
	{ .name = NULL },
};

/* ---- How often ----------------------------------------------------------------------------------- */

static double wider(int uncertainty)
{
	return uncertainty == UNCERTAINTY_high ? 1 : uncertainty == UNCERTAINTY_medium ? 0.5 : 0;
}

struct spread rolled_spread(const struct rolled *risk, const struct risk_step *step)
{
	struct spread said = { risk->frequency_low, risk->frequency_likely, risk->frequency_high };

	if (said.low > 0 && spread_is_fine(said))
		return said;
	if (!step || step->frequency_low <= 0 || step->frequency_high <= step->frequency_low)
		return (struct spread){ 0 };
	return class_spread((struct class_interval){ step->frequency_low, step->frequency_high },
		wider(risk->uncertainty));
}

/* Two digits are more than anybody knows. */
static double rounded(double x)
{
	double unit = pow(10, floor(log10(x)) - 1);

	return round(x / unit) * unit;
}

static int decimals(double x)
{
	return x < 10 && fabs(x - round(x)) > 0.05;
}

struct str rollup_often(struct arena *arena, double times)
{
	if (!(times > 0))
		return S("");
	if (times >= 0.95) {
		double n = rounded(times);

		if (n < 1.05)
			return str_of(_("once a year"));
		return arena_print(arena, _("%.*s times a year"), STR(tongue_real(arena, n, decimals(n))));
	}
	times = rounded(1 / times);
	return arena_print(arena, _("once in %.*s years"), STR(tongue_real(arena, times, decimals(times))));
}

/* ---- What must be there -------------------------------------------------------------------------------- */

const char *theme_problem(const struct risk_theme *theme, const char **words)
{
	const double low = theme->frequency_low, likely = theme->frequency_likely,
		high = theme->frequency_high;

	*words = N_("Write all three, or none: at least, most likely and at most, in that order.");
	if ((low > 0 || likely > 0 || high > 0) && !(low > 0 && low <= likely && likely <= high))
		return "frequency_likely";
	*words = N_("The units have assessed these risks; the level is theirs. The office judges only what no unit has assessed.");
	if (theme->kind == THEME_gathered && (theme->zone.len || low > 0))
		return "zone";
	*words = N_("Choose the level as the office judges it: no unit has assessed this.");
	if (theme->kind == THEME_strategic && !theme->zone.len)
		return "zone";
	return NULL;
}

const char *decision_problem(const struct riskpicture_decision *act, struct date today, const char **words)
{
	*words = N_("Write the day of the meeting. It cannot be a day that has not come.");
	if (!date_is_given(act->meeting_on) || date_compare(act->meeting_on, today) > 0)
		return "meeting_on";
	*words = N_("Write the paragraph of the minutes, for example § 84.");
	if (!str_trim(act->paragraph).len)
		return "paragraph";
	*words = N_("Write who signed the minutes.");
	if (!str_trim(act->signer).len)
		return "signer";
	return NULL;
}
