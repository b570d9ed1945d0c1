/* SPDX-License-Identifier: EUPL-1.2 */
/* documents/proof.h - what evidence.c asks of the database (queries_proof.c). */
#pragma once

#include "modules/documents/inside.h"

struct proof_days {
	int64_t unit_id;
	struct date adopted_on, valid_from, last_day;
};
LIST_OF(proof_days)
struct proof_sum {
	int64_t unit_id, found, whole, answered;
	struct instant last;
};
LIST_OF(proof_sum)
struct proof_row {
	struct str public_id, title;
	int64_t number;
	struct date valid_from;
	struct instant at;
};
LIST_OF(proof_row)

/* Every adopted version of the asked kind that some day of the period could be in force. */
struct proof_days_list proof_days(struct view *view, const struct evidence_ask *ask);
/* On the last day of the period: versions in force addressed to a unit, and those of them
 * that it has acknowledged. */
struct proof_sum_list proof_acknowledged(struct view *view, const struct evidence_ask *ask);
/* People asked about the version in force, and those of them who passed in the last year of
 * the period; none where fewer than five have answered. */
struct proof_sum_list proof_known(struct view *view, const struct evidence_ask *ask,
                                  const struct item *topic);
/* By the reader's own rights. */
struct proof_row_list proof_owned(struct view *view, const struct evidence_ask *ask);
struct proof_row_list proof_addressed(struct view *view, const struct evidence_ask *ask, struct str kind,
                                      struct str topic);

extern const struct evidence_source documents_evidence[];
