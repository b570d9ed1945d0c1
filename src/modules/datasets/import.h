/* SPDX-License-Identifier: EUPL-1.2 */
/* datasets/import.h - an edition that is written row by row, by an import with a mapping. */
#pragma once

#include "modules/datasets/inside.h"

/* By the system's view too, which has no person; 0 none. */
int64_t dataset_id_of(struct view *view, struct str code);
struct edition_row {
	int64_t import_id, dataset_id;
	struct str source, words;       /* words: what the digest is made of */
	const struct figure_read *figure;
};
/* The edition of this import is made with its first row.  The same measure, area and period a second
 * time in one import: the later is told, and it counts as a change when it differs. */
enum import_did edition_row_put(struct change *change, const struct edition_row *row);
