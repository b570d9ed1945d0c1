/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/markdown.h - what people write as Markdown (CommonMark), as HTML that is safe.
 *
 * Raw HTML and addresses that run something (javascript:, data:) are left out.
 */
#pragma once

#include "base/out.h"

struct html markdown_html(struct arena *arena, struct str text);
