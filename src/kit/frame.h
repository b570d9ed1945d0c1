/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/frame.h - what the frame around a page shows; for the kit's own pages. */
#pragma once

#include "base/out.h"
#include "base/tongue.h"
#include "kit/module.h"
#include "kit/visit.h"

struct frame {
	const char *title, *language;
	struct str theme, city, csrf, path;
	struct str icon_menu, icon_report;
	struct str away;                /* what an off-line copy says on every page; "" */
	const char *body_class;         /* bare pages: "narrow", "report", "workshop" */
	const struct person *person;
	bool is_bare, is_demo, has_more;
	int64_t clock_shift;            /* seconds from our clock to the demo's */
	struct date today;
	int refresh_seconds;
};

/* The menu's entries that the person may open; the front row or those under More. */
void frame_menu(struct out *out, const struct frame *frame, bool more);
