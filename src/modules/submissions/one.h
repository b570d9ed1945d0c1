/* SPDX-License-Identifier: EUPL-1.2 */
/* submissions/one.h - what the page of one submission is given; only for one.c and its page. */
#pragma once

#include "modules/submissions/inside.h"

struct one_page {
	struct request *request;
	struct view *view;
	const struct submission *submission;
	const struct submission *next, *before;         /* versions; NULL none, or not to be seen */
	const struct programme *programme;              /* NULL: no longer loaded */
	const struct deliverable *deliverable;
	const struct unit *unit;
	struct submission_file_list files;
	struct submission_link_list links;
	struct submission_step_list steps;
	struct section_list empty;                      /* headings without a word below */
	bool may_write, may_register;
};
