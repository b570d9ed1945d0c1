/* SPDX-License-Identifier: EUPL-1.2 */
/* threats/reading.h - the pages of patterns and of who may read them. */
#pragma once

#include "modules/threats/inside.h"

struct reply threat_readers_show(struct request *request, struct view *view);
struct reply threat_reader_act(struct request *request, struct change *change);
struct reply threat_reader_end_act(struct request *request, struct change *change);
struct reply patterns_show(struct request *request, struct view *view);
struct reply patterns_open_act(struct request *request, struct change *change);
