/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/figure.h - a figure of a page as a file.
 *
 * A room that gives its diagram (formats/diagram.h) as a file has one route more,
 * ".../figure/:form", with the right of the page itself; its handler makes the same diagram and
 * gives it to figure_reply().  figure_links() writes the addresses into the diagram before it is shown.
 */
#pragma once

#include "formats/diagram.h"
#include "kit/route.h"

/* :form is svg, csv or json (Vega-Lite); anything else is 404.  name: of the file, without ending. */
struct reply figure_reply(struct request *request, struct diagram diagram, struct str name);
/* base: "/measures/A-2026-00001/effect/figure". */
void figure_links(struct arena *arena, struct diagram_about *about, struct str base);
/* asked: "?unit=4", when the figure depends on what the address asks. */
void figure_links_asked(struct arena *arena, struct diagram_about *about, struct str base, struct str asked);
