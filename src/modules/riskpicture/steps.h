/* SPDX-License-Identifier: EUPL-1.2 */
/* riskpicture/steps.h - the steps of a picture; a sentence says why one cannot be taken. */
#pragma once

#include "modules/riskpicture/inside.h"

struct picture_step_kind {
	const char *verb;               /* stands in the address and in the history */
	int from;
	const struct form *form;        /* NULL: nothing is asked */
	const char *label;              /* N_() */
};
const char *risk_picture_wanting(const struct risk_picture *picture, const struct face *open);  /* N_(); NULL */
struct str risk_picture_decide(struct change *change, struct risk_picture *picture,
                               const struct riskpicture_decision *act); /* freezes; the caller saves it */
struct str risk_picture_publish(struct change *change, struct risk_picture *picture);
struct risk_picture *risk_picture_follow(struct change *change, const struct risk_picture *before,
                                         struct str reason);
void riskpicture_steps_show(struct out *out, const struct riskpicture_page *page);
struct reply riskpicture_decide_act(struct request *request, struct change *change);
struct reply riskpicture_publish_act(struct request *request, struct change *change);
struct reply riskpicture_follow_act(struct request *request, struct change *change);
