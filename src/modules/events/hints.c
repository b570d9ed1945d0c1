/* SPDX-License-Identifier: EUPL-1.2 */
/* events/hints.c - see hints.h. */
#include "modules/events/hints.h"

/* The form has the answer among its fields; a machine, whose fields are those of the record
 * alone, behind the question mark. */
static struct str said(struct request *request, const char *name)
{
	struct str answer = str_trim(request_field(request, name));

	return answer.len ? answer : str_trim(request_query(request, name));
}

bool hints_are_answered(struct request *request, struct change *change, const char *field,
                        struct str *words)
{
	struct problems *problems = request_problems(request);
	struct str hints = identity_hints(request->arena, *words);
	struct str answer = said(request, "hints");
	struct str reason = said(request, "hints_reason");

	if (!hints.len)
		return true;
	if (str_is(answer, "mask")) {
		*words = identity_masked(request->arena, *words);
		return true;
	}
	if (str_is(answer, "keep") && reason.len) {
		change_because(change, reason);
		return true;
	}
	if (str_is(answer, "keep"))
		problem_add(problems, "hints_reason", "%s", _("Write why it may stand there."));
	problem_add(problems, field, _("This may point to somebody: %.*s. Mask it, or keep it and say why."),
		STR(hints));
	return false;
}
