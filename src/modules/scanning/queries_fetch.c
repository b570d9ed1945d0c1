/* SPDX-License-Identifier: EUPL-1.2 */
/* scanning/queries_fetch.c - what is to be fetched, and how it went. */
#include "modules/scanning/fetch.h"

struct news_source_list news_sources_due(struct view *view)
{
	return news_source_list_of(view_list(view, &news_source_record.shape,
		SQL("SELECT news_source.* FROM news_source"
		    " LEFT JOIN news_fetch ON news_fetch.source_id = news_source.id"
		    " WHERE news_source.is_on = 1 AND news_source.every_minutes > 0"
		    " AND news_source.address <> '' AND COALESCE(news_fetch.next_at, 0) <= moment()"
		    " ORDER BY COALESCE(news_fetch.next_at, 0), news_source.id LIMIT 50"), NONE));
}

void news_fetch_put(struct change *change, struct news_fetch *fetch)
{
	if (!fetch->id) {
		change_insert(change, &news_fetch_record.shape, fetch);
		return;
	}
	change_run(change, SQL("UPDATE news_fetch SET etag = $2, modified = $3, tried_at = $4,"
		" good_at = $5, next_at = $6, failures = $7, problem = $8 WHERE id = $1"),
		V(fetch->id, fetch->etag, fetch->modified, fetch->tried_at, fetch->good_at,
		  fetch->next_at, fetch->failures, fetch->problem));
}

void news_fetch_anew(struct change *change, int64_t source_id)
{
	change_run(change, SQL("UPDATE news_fetch SET etag = '', modified = '', tried_at = 0,"
		" next_at = 0, failures = 0, problem = '' WHERE source_id = $1"), V(source_id));
}
