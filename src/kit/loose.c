/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/loose.c - see loose.h. */
#include "kit/loose.h"

#include "kit/visit.h"

const struct answers *request_sent(const struct request *request)
{
	return &visit_of(request)->answers;
}

struct str sent(const struct request *request, const char *name)
{
	return str_trim(answer_get(request_sent(request), name));
}
