/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/sign.h - what the pages for signing in and the start page show; only for the kit. */
#pragma once

#include "base/out.h"
#include "base/tongue.h"
#include "kit/access.h"

struct sign_in_view {
	struct str next, login;
	const char *problem;
};
struct demo_person {
	struct str login, name, title, unit_name, unit_name_en;
};
LIST_OF(demo_person)
