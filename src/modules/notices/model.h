/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * notices/model.h - what we keep of a notice from outside, and of its earlier versions.
 */
#pragma once

#include "kit/record.h"

#define NOTICE_FIELDS(F) \
	F(id,           key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,    text,    N_("Identity"), .is_own = true) \
	F(source,       code,    N_("Source"), .list = "notice_sources", .is_own = true) \
	F(source_key,   text,    N_("Source's number"), ) \
	F(published_at, instant, N_("Published"), .required = true) \
	F(occurred_at,  instant, N_("Occurred"), ) \
	F(kind,         text,    N_("Kind"), .longest = 120) \
	F(title,        text,    N_("Title"), .longest = 300) \
	F(summary,      prose,   N_("Summary"), ) \
	F(body,         prose,   N_("Text"), .longest = 20000) \
	F(place_name,   text,    N_("Place"), ) \
	F(municipality, text,    N_("Municipality"), ) \
	F(area_id,      ref,     N_("Area"), .refers_to = "area", .is_own = true) \
	F(placed_by,    text,    N_("Placed by"), .is_own = true) \
	F(board_id,     ref,     N_("Committee"), .refers_to = "unit", .is_own = true) \
	F(lat,          real,    N_("Latitude"), .least = -90, .most = 90) \
	F(lon,          real,    N_("Longitude"), .least = -180, .most = 180) \
	F(is_summary,   yesno,   N_("Is about many events"), .is_own = true) \
	F(url,          text,    N_("Address"), .longest = 500) \
	F(cost,         money,   N_("Cost"), ) \
	F(extra,        json,    N_("Further columns"), .is_own = true) \
	F(digest,       text,    N_("Digest"), .is_own = true, .is_hidden = true) \
	F(versions,     count,   N_("Versions"), .is_own = true) \
	F(import_id,    ref,     N_("Import"), .is_own = true, .is_hidden = true) \
	F(search_text,  prose,   N_("Words"), .is_own = true, .is_hidden = true) \
	F(version,      count,   N_("Version"), .is_own = true, .is_hidden = true)

struct notice { NOTICE_FIELDS(AS_MEMBER) };
LIST_OF(notice)
extern const struct record notice_record;

#define NOTICE_VERSION_FIELDS(F) \
	F(id,           key,     N_("Number"), .is_own = true) \
	F(notice_id,    ref,     N_("Notice"), .is_own = true) \
	F(seen_at,      instant, N_("Seen"), ) \
	F(kind,         text,    N_("Kind"), ) \
	F(title,        text,    N_("Title"), ) \
	F(summary,      prose,   N_("Summary"), ) \
	F(place_name,   text,    N_("Place"), ) \
	F(published_at, instant, N_("Published"), ) \
	F(digest,       text,    N_("Digest"), ) \
	F(import_id,    ref,     N_("Import"), .is_own = true)

struct notice_version { NOTICE_VERSION_FIELDS(AS_MEMBER) };
LIST_OF(notice_version)
extern const struct record notice_version_record;
