/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * commitments/equivalence.c - everything that suppliers carry, beside what is demanded in-house.
 *
 * What has no contract in force stands first: there nothing at all is demanded.
 */
#include "modules/commitments/contracts.h"

#include "base/json.h"
#include "modules/commitments/contracts.html.h"
#include "modules/units/units.h"

static const char *const answer_names[] = {
	[CLAUSE_SAME] = "same", [CLAUSE_NARROW] = "narrow", [CLAUSE_WEAKER] = "weaker",
	[CLAUSE_SILENT] = "silent", [CLAUSE_UNKNOWN] = "unknown",
};

static void clause_json(struct json_out *json, struct arena *arena, const struct compared *compared,
                        const struct carried *carried)
{
	json_object_begin(json, NULL);
	json_str(json, "clause", compared->clause->code);
	json_str(json, "answer", str_of(answer_names[compared->answer]));
	json_int(json, "asked", compared->asked);
	json_int(json, "given", compared->given);
	json_str(json, "words", compared_words(arena, compared, carried));
	json_object_finish(json);
}

static void carried_json(struct json_out *json, struct arena *arena, const struct carried *carried)
{
	struct comparison comparison = clauses_compare(carried);

	json_object_begin(json, NULL);
	json_str(json, "commitment", carried->number);
	json_str(json, "contract", carried->contract_number);
	json_str(json, "supplier", carried->supplier);
	json_bool(json, "is_equal", carried->contract_number.len && comparison.is_equal);
	json_list_begin(json, "clauses");
	for (size_t i = 0; carried->contract_number.len && i < comparison.count; i++)
		clause_json(json, arena, &comparison.at[i], carried);
	json_list_finish(json);
	json_object_finish(json);
}

static struct reply equivalence_json(struct request *request, const struct carried_list *rows)
{
	enum { LONGEST = 8 * 1024 * 1024 };
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "items");
	for (size_t i = 0; i < rows->count; i++)
		carried_json(&json, request->arena, &rows->at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

/* How the commitments stand: one that two contracts carry counts once, and is equal only when
 * both are. */
static struct suppliers_count counts_of(const struct carried_list *rows)
{
	struct suppliers_count count = { 0 };

	for (size_t i = 0; i < rows->count;) {
		int64_t commitment = rows->at[i].commitment_id;
		bool is_equal = true, has_contract = false;

		for (; i < rows->count && rows->at[i].commitment_id == commitment; i++) {
			has_contract |= rows->at[i].contract_number.len > 0;
			is_equal &= clauses_compare(&rows->at[i]).is_equal;
		}
		count.commitments++;
		count.without += !has_contract;
		count.equal += has_contract && is_equal;
	}
	return count;
}

struct reply equivalence_page(struct request *request, struct view *view)
{
	struct str code = request_query(request, "unit");
	int64_t unit_id = code.len ? reference_find(view, "unit", code) : 0;
	struct suppliers_count count;
	struct carried_list rows;
	struct out *out;

	if (code.len && !unit_id)
		return reply_not_found(request);
	rows = carried_by_suppliers(view, unit_id);
	if (request_wants_json(request))
		return equivalence_json(request, &rows);
	count = counts_of(&rows);
	out = page_begin(request, view, _("What suppliers carry"));
	equivalence_head(out, view, unit_id, unit_id ? unit_name(view, unit_id) : S(""), &count);
	equivalence_rows(out, &rows, false);
	equivalence_rows(out, &rows, true);
	return page_end(request, 200);
}

void commitment_contracts_show(struct out *out, struct view *view,
                               const struct commitment *commitment, bool may_edit)
{
	struct carried_list rows = commitment_contracts(view, commitment->id);

	if (rows.count || commitment->performed_by != PERFORMED_own)
		commitment_contracts_box(out, commitment, &rows, may_edit);
}

/* ---- For other rooms ---------------------------------------------------------------- */

/* A clause that only comes close to the own target is no fault; all others are told. */
static struct str weaker_words(struct arena *arena, const struct carried *carried)
{
	struct comparison comparison = clauses_compare(carried);
	struct str words = S("");

	for (size_t i = 0; i < comparison.count; i++) {
		const struct compared *compared = &comparison.at[i];

		if (compared->answer != CLAUSE_SAME && compared->answer != CLAUSE_NARROW)
			words = arena_print(arena, "%.*s%s%.*s", STR(words), words.len ? " " : "",
				STR(compared_words(arena, compared, carried)));
	}
	return words;
}

struct carrier_list carriers_today(struct view *view)
{
	struct arena *arena = view_arena(view);
	struct carried_list rows = carried_by_suppliers(view, 0);
	struct carrier *at = arena_array(arena, struct carrier, rows.count + 1);

	for (size_t i = 0; i < rows.count; i++) {
		const struct carried *carried = &rows.at[i];

		at[i] = (struct carrier){ carried->commitment_id, carried->contract_number,
			carried->supplier, carried->contract_number.len ? weaker_words(arena, carried)
			: str_of(_("No contract in force")) };
	}
	return (struct carrier_list){ rows.count, at };
}
