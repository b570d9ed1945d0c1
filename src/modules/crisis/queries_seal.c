/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/queries_seal.c - signed heads of logs, and the logs that have grown since. */
#include "modules/crisis/inside.h"

struct seal_list seals_of(struct view *view, int64_t crisis_id)
{
	return seal_list_of(view_list(view, &seal_record.shape,
		SQL("SELECT * FROM my_crisis_seal WHERE crisis_id = $1 ORDER BY seq, id"), V(crisis_id)));
}

struct crisis_list crises_all(struct view *view)
{
	return crisis_list_of(view_list(view, &crisis_record.shape,
		SQL("SELECT * FROM my_crisis ORDER BY number LIMIT 10000"), NONE));
}

/* As the system. */
struct crisis_list crises_unsealed(struct view *view)
{
	return crisis_list_of(view_list(view, &crisis_record.shape,
		SQL("SELECT crisis.* FROM crisis JOIN crisis_end ON crisis_end.crisis_id = crisis.id"
		    " WHERE crisis_end.seq > COALESCE((SELECT MAX(crisis_seal.seq) FROM crisis_seal"
		    "   WHERE crisis_seal.crisis_id = crisis.id), 0)"
		    " ORDER BY crisis.id LIMIT 500"), NONE));
}

struct crisis_end_row crisis_end_get(struct view *view, int64_t crisis_id)
{
	return (struct crisis_end_row){
		view_int(view, SQL("SELECT seq FROM crisis_end WHERE crisis_id = $1"), V(crisis_id)),
		view_text(view, SQL("SELECT hash FROM crisis_end WHERE crisis_id = $1"), V(crisis_id)) };
}
