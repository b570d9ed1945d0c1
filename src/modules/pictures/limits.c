/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/limits.c - what the city has decided about pictures, out of the settings. */
#include "kit/setting.h"
#include "modules/pictures/inside.h"

/* What is no number, or outside its limits, is as if nothing had been said. */
static double share_of(const char *name, double least, double most, double usual)
{
	double value = usual;

	if (!str_to_real(setting_text(name), &value) || !(value >= least && value <= most))
		return usual;
	return value;
}

struct picture_limits picture_limits(void)
{
	return (struct picture_limits){ .few_events = setting_int("picture_few_events"),
		.old_days = setting_int("picture_old_days"),
		.level = share_of("picture_level", 0.5, 0.999, 0.9),
		.margin = share_of("picture_margin", 1, 10, 1.1),
		.outlook_share = share_of("picture_outlook_share", 0.5, 0.98, 0.8) };
}
