/* SPDX-License-Identifier: EUPL-1.2 */
/* scanning/rules.c - what is decided without a store: codes, waiting, keys, who may judge. */
#include "modules/scanning/inside.h"

#include "base/crypto.h"

enum { DOUBLED_AT_MOST = 10, LONGEST_KEY = 400 };

static bool is_of_code(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

bool news_code_is_fine(struct str code)
{
	for (size_t i = 0; i < code.len; i++)
		if (!is_of_code(code.at[i]))
			return false;
	return code.len > 0 && code.at[0] != '-' && code.at[code.len - 1] != '-';
}

int64_t news_source_of_name(const struct news_source_list *sources, struct str name)
{
	const struct news_source *found = NULL;

	for (size_t i = 0; i < sources->count; i++) {
		const struct news_source *source = &sources->at[i];
		struct str rest = str_part(name, source->code.len, name.len);

		if (str_starts(name, source->code) && rest.len
		    && (rest.at[0] == '.' || rest.at[0] == '-' || rest.at[0] == '_')
		    && (!found || source->code.len > found->code.len))
			found = source;
	}
	return found ? found->id : 0;
}

int64_t news_wait_seconds(int64_t every_minutes, int64_t failures)
{
	int64_t wait = every_minutes * MINUTE;

	for (int64_t i = 0; i < failures && i < DOUBLED_AT_MOST; i++)
		wait *= 2;
	if (failures && wait > DAY)
		wait = every_minutes * MINUTE > DAY ? every_minutes * MINUTE : DAY;
	return wait < MINUTE ? MINUTE : wait;
}

struct str news_item_key(struct arena *arena, const struct feed_item *item)
{
	if (item->key.len && item->key.len <= LONGEST_KEY)
		return item->key;
	if (item->key.len)
		return digest_hex(arena, item->key);
	return digest_hex(arena, arena_print(arena, "%.*s\n%lld\n%.*s", STR(item->title),
		(long long)item->published_at.seconds, STR(item->title.len ? S("") : item->summary)));
}

bool news_may_judge(const struct news_item *item, int64_t version_read)
{
	return version_read ? version_read == item->version : item->state == NEWS_new;
}

static bool address_is_fine(struct str address)
{
	for (size_t i = 0; i < address.len; i++)
		if ((unsigned char)address.at[i] <= ' ' || (unsigned char)address.at[i] > '~')
			return false;
	return str_starts(address, S("https://")) && address.len > sizeof("https://") - 1
		&& str_find_char(address, '@') < 0;
}

void news_source_judge(const struct news_source *source, struct problems *problems)
{
	if (!news_code_is_fine(source->code))
		problem_add(problems, "code", "%s", _("Write a to z, digits and hyphens only."));
	if (source->address.len && !address_is_fine(source->address))
		problem_add(problems, "address", "%s",
			_("Write an address that begins with https://, without spaces, names or passwords in it."));
	if (source->every_minutes && !source->address.len)
		problem_add(problems, "every_minutes", "%s",
			_("Without an address nothing can be fetched. Write 0, or the address."));
}

/* ---- For the manual ------------------------------------------------------------------------------ */

static bool wait_row(size_t i, struct out *out)
{
	enum { MOST = 8, HOURLY = 60 };

	if (i > MOST)
		return false;
	out_print(out, "| %zu | %lld |", i, (long long)(news_wait_seconds(HOURLY, (int64_t)i) / MINUTE));
	return true;
}

const struct rule_table scanning_rules[] = {
	{ "scanning: minutes until a source that is fetched each hour is tried again", wait_row,
	  "| Failures in a row | Minutes |" },
	{ NULL, NULL, NULL },
};
