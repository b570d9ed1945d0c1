/* SPDX-License-Identifier: EUPL-1.2 */
/* people/rules.c - what a good password is, and which roles stand without a holder. */
#include "modules/people/inside.h"

#include <string.h>

/* ---- Passwords ----------------------------------------------------------------------- */

/* Length beats variety (NIST SP 800-63B, 5.1.1.2); what everybody tries first is refused. */

static void word_strike(char *text, size_t *len, struct str word)
{
	for (size_t i = 0; word.len > 2 && i + word.len <= *len; )
		if (memcmp(text + i, word.at, word.len) == 0) {
			memmove(text + i, text + i + word.len, *len - i - word.len);
			*len -= word.len;
		} else {
			i++;
		}
}

/* Letters that are neither digits nor the same as, or one step from, the one before. */
static size_t own_letters(const char *text, size_t len)
{
	size_t count = 0;
	bool seen[256] = { false };

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];
		bool is_step = i && c - (unsigned char)text[i - 1] <= 1
			&& (unsigned char)text[i - 1] - c <= 1;

		if ((c >= '0' && c <= '9') || c == ' ' || is_step || seen[c])
			continue;
		seen[c] = true;
		count++;
	}
	return count;
}

const char *password_problem(struct arena *arena, struct str password, struct str login,
                             const struct catalogue *common)
{
	struct str folded;
	char *left;
	size_t len;

	if (str_letters(password) < PASSWORD_SHORTEST)
		return N_("A password has at least 15 letters. Four words in a row are easy to remember.");
	if (password.len > PASSWORD_LONGEST)
		return N_("A password has at most 200 letters.");
	folded = str_fold(arena, password);
	left = arena_take(arena, folded.len + 1);
	len = folded.len;
	memcpy(left, folded.at, folded.len);
	for (size_t i = 0; i < common->count; i++)
		word_strike(left, &len, common->items[i].code);
	word_strike(left, &len, str_fold(arena, login));
	if (own_letters(left, len) < PASSWORD_OWN_LETTERS)
		return N_("That password is among the first that are tried. Choose words that do not belong together.");
	return NULL;
}

/* ---- Vacancies ------------------------------------------------------------------------ */

bool role_is_required(const struct item *role, struct str unit_kind)
{
	const struct item *kind = item_find("unit_kinds", unit_kind);
	struct str of = item_text(role, "required_of");

	while (of.len) {
		struct str word = str_cut(&of, ' ');

		if (str_equals(word, unit_kind)
		    || (str_is(word, "all") && kind && item_int(kind, "is_board")))
			return true;
	}
	return false;
}

static bool holds_on(const struct appointment *appointment, struct date on)
{
	return date_compare(appointment->valid_from, on) <= 0
		&& (!date_is_given(appointment->valid_to)
		    || date_compare(appointment->valid_to, on) >= 0);
}

/* False when somebody holds the role; else since when nobody does. */
static bool is_vacant(const struct appointment_list *appointments, const struct unit *unit,
                      struct str role, bool is_deputy, struct date on, struct date *since)
{
	*since = unit->valid_from;
	for (size_t i = 0; i < appointments->count; i++) {
		const struct appointment *one = &appointments->at[i];

		if (one->unit_id != unit->id || (one->deputy_of != 0) != is_deputy
		    || !str_equals(one->role_type, role))
			continue;
		if (holds_on(one, on))
			return false;
		if (date_is_given(one->valid_to) && date_compare(one->valid_to, on) < 0
		    && date_compare(one->valid_to, *since) >= 0)
			*since = date_add_days(one->valid_to, 1);
	}
	return true;
}

struct vacancy_list vacancies_of(struct arena *arena, const struct unit_list *units,
                                 const struct catalogue *role_types,
                                 const struct appointment_list *appointments, struct date on)
{
	struct vacancy_list list = { 0, arena_array(arena, struct vacancy,
		units->count * role_types->count * 2 + 1) };

	for (size_t u = 0; u < units->count; u++) {
		const struct unit *unit = &units->at[u];

		for (size_t r = 0; r < role_types->count; r++) {
			const struct item *role = &role_types->items[r];
			int kinds = item_int(role, "deputy_required") ? 2 : 1;

			if (role->is_retired || !role_is_required(role, unit->kind))
				continue;
			for (int deputy = 0; deputy < kinds; deputy++) {
				struct vacancy one = { .unit_id = unit->id, .role = role,
					.is_deputy = deputy == 1 };

				if (!is_vacant(appointments, unit, role->code, one.is_deputy, on, &one.since))
					continue;
				one.days = date_is_given(one.since) ? date_days_between(one.since, on) : 0;
				list.at[list.count++] = one;
			}
		}
	}
	return list;
}
