/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scanning/fetch.h - getting the feed of a source over the network.
 *
 * Off until the city says yes (the setting scanning_network).  https alone; no address of our own
 * net or of this machine, judged when the connection is opened, whatever the name says; no
 * redirect is followed; no proxy but the network's own way; reading stops at the ceiling.
 */
#pragma once

#include "modules/scanning/inside.h"

struct sockaddr;

enum fetched { FETCHED_nothing, FETCHED_new, FETCHED_same /* as it was the last time */ };

struct fetching {
	const char *address;
	struct str etag, modified;      /* of the last time; "" none */
	/* For tests alone: another protocol than https, and the machine itself. */
	const char *protocols;          /* NULL: https */
	bool may_be_near;
};

struct fetched_file {
	enum fetched what;
	struct str bytes, etag, modified;
	struct str problem;             /* when there is nothing: one sentence */
};

struct fetched_file feed_fetch(struct arena *arena, const struct fetching *fetching);
/* Of this machine, a net of one's own, or no address that a publisher can have. */
bool address_is_near(const struct sockaddr *address);

/* The job. */
bool fetch_is_needed(struct view *view);
bool fetch_run(struct job *job);

/* queries_fetch.c: sources whose time has come, as the system. */
struct news_source_list news_sources_due(struct view *view);
void news_fetch_put(struct change *change, struct news_fetch *fetch);
/* The source was changed: it is fetched whole the next time, and that is now.  Marks of another
 * address would have its server say that nothing is new. */
void news_fetch_anew(struct change *change, int64_t source_id);
