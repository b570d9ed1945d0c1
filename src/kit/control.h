/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/control.h - one control of a form as form.html shows it; only for the kit. */
#pragma once

#include "kit/form.h"

struct shown_option {
	struct str value, label, hint;
	bool is_chosen;
	bool begins_group, ends_group;  /* <optgroup>; the label of the group is `group` */
	struct str group;
};

struct control {
	const char *id;                         /* unique in the page; the name, unless the form says */
	const char *name, *label, *help;        /* in the person's language; help may be NULL */
	struct str value, problem;
	struct str described;                   /* ids for aria-describedby */
	const char *type, *mode, *complete;     /* attributes type, inputmode, autocomplete */
	const char *empty;                      /* the option that means nothing; NULL: none */
	int longest, rows;
	bool is_required, is_checked;
	size_t option_count;
	const struct shown_option *options;
};
