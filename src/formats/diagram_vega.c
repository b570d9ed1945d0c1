/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/diagram_vega.c - a figure for other programs: Vega-Lite 5 with the twin as its data.
 *
 * https://vega.github.io/vega-lite/docs/ says what the members mean.  Nothing is fetched: the
 * address in $schema is only the name of the format.
 */
#include "base/say.h"
#include "base/tongue.h"
#include "formats/chart_inside.h"

#include <math.h>

static void data_row(struct json_out *json, const struct twin *twin, size_t row)
{
	json_object_begin(json, NULL);
	json_str(json, "label", twin->labels[row]);
	json_int(json, "row", (int64_t)row);
	for (size_t c = 0; c < twin->columns_count; c++) {
		const struct twin_cell *cell = twin_at(twin, row, c);

		if (twin->columns[c].is_text || cell->text.len)
			json_str(json, twin->columns[c].name, cell->text);
		else
			json_number(json, twin->columns[c].name, isfinite(cell->value) ? cell->value : NAN);
	}
	json_object_finish(json);
}

static struct str field_title(const struct twin *twin, const struct diagram_about *about,
                              const char *field)
{
	if (str_is(S("label"), field))
		return about->heading;
	if (str_is(S("row"), field))
		return S("");
	for (size_t c = 0; c < twin->columns_count; c++)
		if (str_is(str_of(twin->columns[c].name), field))
			return twin_heading(twin, c);
	must(!"a channel names a column that the twin has not");
	return S("");
}

/* Names come in the order of the rows, not of the alphabet. */
static void channel_show(struct out *out, const struct twin *twin, const struct diagram_about *about,
                         const struct vega_channel *channel)
{
	struct str title = field_title(twin, about, channel->field);

	out_print(out, "\"%s\":{\"field\":\"%s\"", channel->channel, channel->field);
	if (channel->type) {
		out_print(out, ",\"type\":\"%s\"", channel->type);
		if (title.len) {
			out_z(out, ",\"title\":");
			out_json(out, title);
		}
		if (channel->type[0] != 'q')
			out_z(out, ",\"sort\":null");
	}
	if (channel->more)
		out_z(out, channel->more);
	out_char(out, '}');
}

static void layer_show(struct out *out, const struct twin *twin, const struct diagram_about *about,
                       const struct vega_layer *layer)
{
	out_print(out, "{\"mark\":%s", layer->mark);
	if (layer->filter)
		out_print(out, ",\"transform\":[{\"filter\":\"%s\"}]", layer->filter);
	out_z(out, ",\"encoding\":{");
	for (size_t i = 0; i < VEGA_CHANNELS_MOST && layer->channels[i].channel; i++) {
		if (i)
			out_char(out, ',');
		channel_show(out, twin, about, &layer->channels[i]);
	}
	out_z(out, "}}");
}

static void title_show(struct json_out *json, const struct diagram_about *about)
{
	json_object_begin(json, "title");
	json_str(json, "text", about->title);
	json_str(json, "subtitle", about->finding);
	json_object_finish(json);
}

/* What a program must know that shows the figure to somebody. */
static void meta_show(struct json_out *json, const struct diagram *diagram)
{
	json_object_begin(json, "usermeta");
	json_str(json, "kind", str_of(diagram->kind->name));
	if (diagram->about->is_judged)
		json_str(json, "verdict", str_of(verdict_name(diagram->about->verdict)));
	json_str(json, "caveat", diagram->about->caveat);
	json_str(json, "source", diagram->about->source);
	json_object_finish(json);
}

/* In one drawing, or in a small one for each value of a column, three beside each other. */
static void layers_put(struct json_out *json, const struct diagram *diagram, struct str layers)
{
	const char *facet = diagram->kind->facet;

	if (!facet) {
		json_int(json, "width", CHART_WIDE);
		json_already(json, "layer", layers);
		return;
	}
	json_object_begin(json, "facet");
	json_str(json, "field", str_of(facet));
	json_str(json, "type", S("nominal"));
	json_nothing(json, "sort");
	json_object_finish(json);
	json_int(json, "columns", 3);
	json_object_begin(json, "spec");
	json_int(json, "width", CHART_WIDE / 3);
	json_already(json, "layer", layers);
	json_object_finish(json);
}

void diagram_vega(struct out *out, struct diagram diagram)
{
	struct json_out json;
	struct twin twin;
	struct out layers;

	diagram.kind->twin(&twin, out->arena, diagram.chart);
	out_init(&layers, out->arena, 1 << 16);
	out_char(&layers, '[');
	for (size_t i = 0; i < diagram.kind->layers_count; i++) {
		if (i)
			out_char(&layers, ',');
		layer_show(&layers, &twin, diagram.about, &diagram.kind->layers[i]);
	}
	out_char(&layers, ']');
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_str(&json, "$schema", S("https://vega.github.io/schema/vega-lite/v5.json"));
	title_show(&json, diagram.about);
	json_str(&json, "description", diagram.about->finding);
	meta_show(&json, &diagram);
	json_object_begin(&json, "data");
	json_list_begin(&json, "values");
	for (size_t row = 0; row < twin.rows_count; row++)
		data_row(&json, &twin, row);
	json_list_finish(&json);
	json_object_finish(&json);
	layers_put(&json, &diagram, out_str(&layers));
	json_object_finish(&json);
}
