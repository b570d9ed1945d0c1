/* SPDX-License-Identifier: EUPL-1.2 */
/* places/rules.c - small decisions about names and numbers; values in, values out. */
#include "modules/places/inside.h"

/* "Gamla stan" -> "gamla-stan"; å ä ö become a a o, because a code stands in addresses. */
struct str code_of_name(struct arena *arena, struct str name)
{
	struct str rest = str_fold(arena, name);
	char *code = arena_take(arena, rest.len + 1);
	size_t len = 0;

	while (rest.len) {
		uint32_t c = str_next_letter(&rest);

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			code[len++] = (char)c;
		else if (c == 0xe5 || c == 0xe4)
			code[len++] = 'a';
		else if (c == 0xf6)
			code[len++] = 'o';
		else if (len && code[len - 1] != '-')
			code[len++] = '-';
	}
	while (len && code[len - 1] == '-')
		len--;
	return (struct str){ code, len };
}

static bool is_capital(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7);
}

static bool is_small(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 0xdf && c <= 0xff && c != 0xf7);
}

/* Small letter of a capital: both alphabets keep them 32 apart. */
static void out_small(struct out *out, uint32_t c)
{
	out_letter(out, is_capital(c) ? c + 32 : c);
}

/* Some registers shout: "ÅRSTA PARTIHANDELSOMR" -> "Årsta Partihandelsomr".  A name that has
 * small letters is left as it is. */
struct str name_of_capitals(struct arena *arena, struct str name)
{
	struct str rest = name;
	struct out out;
	bool is_start = true;

	for (struct str look = name; look.len; ) {
		uint32_t c = str_next_letter(&look);

		if (is_small(c) || c > 0xff)
			return name;
	}
	out_init(&out, arena, 4 * name.len + 16);
	while (rest.len) {
		struct str before = rest;
		uint32_t c = str_next_letter(&rest);

		if (is_start || !is_capital(c))
			out_raw(&out, str_part(before, 0, before.len - rest.len));
		else
			out_small(&out, c);
		is_start = !is_capital(c);
	}
	return out_str(&out);
}

/* Shade on a map: none, then thirds of the largest. */
int heat_of(int64_t number, int64_t most)
{
	if (number <= 0 || most <= 0)
		return 0;
	return (int)((number * 3 + most - 1) / most);
}

bool area_has_part(const struct area_list *areas, struct str code)
{
	for (size_t i = 0; i < areas->count; i++)
		if (str_equals(areas->at[i].parent_code, code))
			return true;
	return false;
}
