/* SPDX-License-Identifier: EUPL-1.2 */
/* places/model.c - what we keep about a place and an area; see places.h. */
#include "modules/places/inside.h"

#include <math.h>

#define RECORD struct place
static const struct field place_fields[] = { PLACE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record place_record = { RECORD_OF("place", place, place_fields),
	.label = N_("Place"), .many = N_("Places"), .path = "/places" };

#define RECORD struct area
static const struct field area_fields[] = { AREA_FIELDS(AS_FIELD) };
#undef RECORD
const struct record area_record = { RECORD_OF("area", area, area_fields),
	.label = N_("Area"), .many = N_("Areas"), .path = "/areas" };

static bool is_code_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
		|| c == '-' || c == '_' || c == '.';
}

/* "new" and "import" are pages of ours. */
static bool is_code(struct str code)
{
	if (str_is_nocase(code, "new") || str_is_nocase(code, "import"))
		return false;
	for (size_t i = 0; i < code.len; i++)
		if (!is_code_letter(code.at[i]))
			return false;
	return code.len > 0;
}

/* Half a point is no point; where there is one, the other forms of it follow from it. */
static void place_put_point(struct place *place, struct problems *problems)
{
	bool has_lat = place->lat != 0, has_lon = place->lon != 0;

	place->north_mm = place->east_mm = 0;
	if (has_lat != has_lon)
		problem_add(problems, has_lat ? "lon" : "lat",
			_("Write both latitude and longitude, or neither."));
	else if (has_lat && !sweref_of(place->lat, place->lon, &place->north_mm, &place->east_mm))
		problem_add(problems, "lat", _("That point does not lie in Sweden."));
}

static void place_judge(struct view *view, void *row, struct problems *problems)
{
	struct place *place = row;
	int64_t other = place_at_code(view, place->code);

	if (!is_code(place->code))
		problem_add(problems, "code",
			_("A code has letters a-z, digits and - _ . only: it stands in an address."));
	else if (other && other != place->id)
		problem_add(problems, "code", _("Another place has that code already."));
	if (!place_may_edit(view, place))
		problem_add(problems, "unit_id", _("Choose one of the units whose places you look after."));
	if (date_is_given(place->valid_to) && date_compare(place->valid_to, place->valid_from) < 0)
		problem_add(problems, "valid_to", _("The last day is before the first."));
	place_put_point(place, problems);
	place->area_id = place->north_mm
		? area_at(view, place->lat, place->lon, date_today()) : 0;
}

const struct form place_form = {
	.record = &place_record,
	.fields = FIELDS("code", "name", "kind", "address", "unit_id", "lat", "lon", "is_hidden",
		"valid_from", "valid_to"),
	.judge = place_judge,
};

static void area_judge(struct view *view, void *row, struct problems *problems)
{
	struct area *area = row;

	if (str_equals(area->parent_code, area->code)
	    || (area->parent_code.len && !area_of_code(view, area->parent_code, date_today())))
		problem_add(problems, "parent_code", _("There is no other area with that code."));
	if (date_is_given(area->valid_to) && date_compare(area->valid_to, area->valid_from) < 0)
		problem_add(problems, "valid_to", _("The last day is before the first."));
}

const struct form area_form = {
	.record = &area_record,
	.fields = FIELDS("name", "parent_code", "valid_to"),
	.judge = area_judge,
};
