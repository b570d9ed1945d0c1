/* SPDX-License-Identifier: EUPL-1.2 */
/* documents/reports.c - what is in force, what waits, what is known: as tables. */
#include "kit/grid.h"
#include "modules/documents/knowledge.h"
#include "modules/documents/reports.h"

static struct grid in_force_run(struct view *view, const struct report_ask *ask)
{
	static const char *const names[] = { N_("Document"), N_("Kind of document"), N_("Unit"),
		N_("Version"), N_("In force from"), N_("Adopted"), N_("Adopted by"), N_("Decision") };
	struct grid grid = documents_report(view, ask->to, ask->unit_id);

	grid_name(&grid, names);
	grid_words(&grid, 1, "document_kinds");
	return grid;
}

static struct grid receipts_run(struct view *view, const struct report_ask *ask)
{
	static const char *const names[] = { N_("Unit"), N_("Documents"), N_("Acknowledged"),
		N_("Waiting"), N_("Waiting since") };
	struct grid grid = receipts_report(view, ask->unit_id);

	grid_name(&grid, names);
	return grid;
}

/* ---- Knowledge ------------------------------------------------------------------------------ */

/* The day decides the year; a small unit has words in the place of numbers. */
static void known_line(struct value *cells, const struct item *topic, const struct known_sum *sum)
{
	bool is_small = sum_is_small(sum);

	cells[0] = value_text(item_name(topic));
	cells[1] = value_text(sum->label);
	cells[2] = value_z(sum->is_received ? _("yes") : _("no"));
	cells[3] = value_int(sum->asked);
	cells[4] = is_small ? value_z(_("fewer than 5")) : value_int(sum->answered);
	cells[5] = is_small ? value_null() : value_int(sum->passed);
	cells[6] = value_z(sum_is_known(sum, item_int(topic, "share")) ? _("yes") : _("no"));
}

static struct grid known_run(struct view *view, const struct report_ask *ask)
{
	enum { MOST = 8000 };
	static const char *const names[] = { N_("Topic"), N_("Unit"), N_("Acknowledged"),
		N_("People asked"), N_("Answered"), N_("Right enough"), N_("Known") };
	const struct catalogue *topics = catalogue_get("knowledge_topics");
	struct grid grid = grid_make(view_arena(view), COUNT(names), MOST, names);

	for (size_t i = 0; i < topics->count; i++) {
		struct known_sum_list sums = topic_sums(view, &topics->items[i], ask->to.year);

		for (size_t k = 0; k < sums.count && grid.rows < MOST; k++)
			if (!ask->unit_id || sums.at[k].id == ask->unit_id)
				known_line(grid_row(&grid), &topics->items[i], &sums.at[k]);
	}
	return grid;
}

const struct report documents_reports[] = {
	{ .name = "documents-in-force", .label = N_("Documents in force on the last day"),
	  .need = MAY_documents_read, .run = in_force_run,
	  .caveat = N_("Only documents that you may read. That one is in force says nothing of whether it is known or followed.") },
	{ .name = "acknowledgements", .label = N_("Acknowledgements of documents in force today"),
	  .need = MAY_documents_read, .run = receipts_run,
	  .caveat = N_("A named person says for the unit that the version in force has been received. That does not show that it is known.") },
	{ .name = "knowledge", .label = N_("What the units know of the documents"),
	  .need = MAY_statistics_read, .run = known_run,
	  .caveat = N_("Units with fewer than five answers are not told, nor is a sum from which they could be worked out. Three questions show something, not everything: they do not show that people would act by the plan.") },
	{ .name = NULL },
};
