/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/loose.h - the answers of a form whose fields a catalogue decides.
 *
 * Such a form has no record: its act handler reads the answers, a browser's or a machine's,
 * by name, and the page that is shown again finds them here too.
 */
#pragma once

#include "kit/form.h"

const struct answers *request_sent(const struct request *request);      /* of a POST; else none */
struct str sent(const struct request *request, const char *name);       /* trimmed; "" */
