/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * warnings/take.c - a file of bytes becomes warnings, or is kept as refused.
 *
 * XML is read in a process of its own, from which JSON comes back; then everything goes the
 * same way.  The same file twice is one file, the same message twice one message.
 */
#include "modules/warnings/inside.h"

#include "base/crypto.h"
#include "kit/apart.h"

enum { READ_SECONDS = 2, READ_BYTES = 256 << 20, MOST_ALERTS = 200, LONGEST_NAME = 120,
       LONGEST_PROBLEM = 2000 };

/* ---- In a process of its own ------------------------------------------------------------------ */

static bool xml_read_apart(struct arena *arena, struct str input, struct out *out)
{
	struct cap_alert alert;
	struct xml_fault problem;
	struct json_out json;

	json_begin(&json, out);
	json_object_begin(&json, NULL);
	if (cap_read_xml(arena, input, &alert, &problem))
		cap_write_json(&json, "alert", &alert);
	else
		json_str(&json, "problem", xml_fault_words(arena, &problem));
	json_object_finish(&json);
	return true;
}

static const struct apart xml_reader = { .read = xml_read_apart, .seconds = READ_SECONDS,
	.memory_bytes = READ_BYTES, .largest_answer = CAP_JSON_LARGEST };

/* ---- What stands in a file ---------------------------------------------------------------------- */

static bool alert_of_json(struct arena *arena, const json_t *object, struct cap_alert *alert,
                          struct str *problem)
{
	struct xml_fault first;

	if (cap_read_json(arena, object, alert, &first) && cap_judge(arena, alert, &first))
		return true;
	if (!problem->len)
		*problem = xml_fault_words(arena, &first);
	return false;
}

/* {"alerts": [...]}, [...] or one alert. */
static struct cap_alerts alerts_of_json(struct arena *arena, const json_t *json, struct str *problem)
{
	const json_t *list = json_is_object(json) ? json_object_get(json, "alerts") : json;
	size_t count = json_is_array(list) ? json_array_size(list) : 1;
	struct cap_alerts alerts = { 0, NULL };

	if (list && !json_is_array(list)) {
		*problem = str_of(_("What is called alerts is no list."));
		return alerts;
	}
	if (count > MOST_ALERTS) {
		*problem = arena_print(arena, _("The file has more than %d warnings."), MOST_ALERTS);
		return alerts;
	}
	alerts.at = arena_array(arena, struct cap_alert, count + 1);
	for (size_t i = 0; i < count; i++)
		if (alert_of_json(arena, list ? json_array_get(list, i) : json, &alerts.at[alerts.count],
		                  problem))
			alerts.count++;
	return alerts;
}

static struct cap_alerts json_file_read(struct arena *arena, struct str bytes, struct str *problem)
{
	struct cap_alerts none = { 0, NULL }, alerts;
	json_t *json;

	if (bytes.len > CAP_LARGEST || !str_is_utf8(bytes)) {
		*problem = str_of(bytes.len > CAP_LARGEST
			? _("The file is larger than 256 kB, which no warning needs to be.")
			: _("The file is in another encoding than UTF-8."));
		return none;
	}
	json = json_read(arena, bytes, problem);
	if (!json)
		return none;
	alerts = alerts_of_json(arena, json, problem);
	json_decref(json);
	return alerts;
}

static struct cap_alerts xml_file_read(struct arena *arena, struct str bytes, struct str *problem)
{
	struct cap_alerts alerts = { 0, arena_array(arena, struct cap_alert, 1) };
	struct xml_fault first;
	struct str answer, no = S("");
	json_t *json = NULL;

	if (!cap_bytes_judge(arena, bytes, &first)) {
		*problem = xml_fault_words(arena, &first);
		return alerts;
	}
	if (apart_read(arena, &xml_reader, bytes, &answer))
		json = json_read(arena, answer, &no);
	if (!json) {
		*problem = str_of(_("The file could not be read within the time and memory that a warning gets. Take it in once more by the page: then it is read again."));
		return alerts;
	}
	*problem = arena_copy(arena, json_text(json, "problem"));
	if (!problem->len && alert_of_json(arena, json_object_get(json, "alert"), alerts.at, problem))
		alerts.count = 1;
	json_decref(json);
	return alerts;
}

struct cap_alerts warning_file_read(struct arena *arena, struct str bytes, struct str *problem)
{
	struct str start = str_trim(str_starts(bytes, S("\xef\xbb\xbf"))
		? str_part(bytes, 3, bytes.len) : bytes);

	*problem = S("");
	if (str_starts(start, S("{")) || str_starts(start, S("[")))
		return json_file_read(arena, start, problem);
	return xml_file_read(arena, bytes, problem);
}

/* ---- Keeping -------------------------------------------------------------------------------------- */

static struct str alert_json(struct arena *arena, const struct cap_alert *alert)
{
	struct json_out json;
	struct out out;

	out_init(&out, arena, CAP_JSON_LARGEST);
	json_begin(&json, &out);
	cap_write_json(&json, NULL, alert);
	return out_str(&out);
}

static struct str references_remark(struct view *view, const struct cap_alert *alert,
                                    const struct cap_references *references, struct str remarks)
{
	bool replaces = str_is(alert->msgType, "Update") || str_is(alert->msgType, "Cancel");
	bool is_any_here = false, is_other = false;

	for (size_t i = 0; i < references->count; i++) {
		is_any_here = is_any_here || warning_is_here(view, &references->at[i]);
		is_other = is_other || !str_equals(references->at[i].sender, alert->sender);
	}
	if (replaces && !is_any_here)
		remarks = remark_add(view_arena(view), remarks, "orphan");
	if (replaces && is_other)
		remarks = remark_add(view_arena(view), remarks, "other_sender");
	return remarks;
}

/* One message; false: *problem.  *is_new tells whether it was not here. */
static bool alert_take(struct change *change, const struct warning_file *file,
                       const struct cap_alert *alert, bool *is_new, struct str *problem)
{
	struct view *view = change_view(change);
	struct arena *arena = change_arena(change);
	struct warning warning = warning_of_alert(arena, alert, file->received_at);
	struct cap_references references = { 0 };
	struct matched matched = { 0 };
	struct str same = S("");

	*is_new = false;
	warning.body = alert_json(arena, alert);
	if (warning_same(view, &warning, &same)) {
		if (!str_equals(same, warning.body))
			*problem = arena_print(arena, _("identifier: There is another message with the number %.*s of the same sender and time. A message is never changed."),
				STR(str_letters_part(warning.identifier, 80)));
		return !problem->len;
	}
	if (!warning_match(view, alert, &matched, problem))
		return false;
	cap_references_read(arena, alert->references, &references);
	matched.remarks = references_remark(view, alert, &references, matched.remarks);
	warning.file_id = file->id;
	warning.touches = matched.touches;
	warning.remarks = matched.remarks.len && warning.remarks.len
		? arena_print(arena, "%.*s %.*s", STR(warning.remarks), STR(matched.remarks))
		: warning.remarks.len ? warning.remarks : matched.remarks;
	warning_put(change, &warning, &matched, &references);
	return *is_new = true;
}

static int verdict_of(const struct warning_file *file, size_t taken)
{
	if (file->problem.len)
		return taken ? FILE_partly : FILE_refused;
	return file->warnings ? FILE_accepted : FILE_same;
}

static struct str name_of(struct arena *arena, struct str name)
{
	struct out out;
	struct str rest = str_letters_part(name, LONGEST_NAME);

	out_init(&out, arena, 4 * LONGEST_NAME + 16);
	while (rest.len) {
		struct str before = rest;
		uint32_t c = str_next_letter(&rest);

		if (c >= ' ' && c != 0x7f && c != 0xfffd)
			out_raw(&out, str_part(before, 0, before.len - rest.len));
	}
	return out_str(&out);
}

void came_read(struct arena *arena, struct came *came)
{
	came->alerts = warning_file_read(arena, came->bytes, &came->problem);
	came->is_read = true;
}

/* What was refused may have been refused for want of time or memory: a person who brings it
 * once more has it read once more.  The folder does not go on trying. */
static bool is_settled(const struct warning_file *known, const struct came *came)
{
	return known->verdict != FILE_refused || came->way == WAY_folder;
}

static void alerts_take(struct change *change, struct warning_file *file, const struct came *came)
{
	size_t taken = 0;

	file->problem = came->problem;
	for (size_t i = 0; i < came->alerts.count; i++) {
		struct str problem = S("");
		bool is_new;

		taken += alert_take(change, file, &came->alerts.at[i], &is_new, &problem);
		file->warnings += is_new;
		if (!file->problem.len)
			file->problem = problem;
	}
	file->problem = str_letters_part(file->problem, LONGEST_PROBLEM);
	file->verdict = verdict_of(file, taken);
	warning_file_settle(change, file);
}

/* The row first: warnings point at it.  Its verdict is written when they are there. */
struct warning_file warning_file_take(struct change *change, struct came *came)
{
	struct arena *arena = change_arena(change);
	struct warning_file file = { .name = name_of(arena, came->name), .way = (int)came->way,
		.digest = digest_hex(arena, came->bytes), .size = (int64_t)came->bytes.len,
		.received_at = came->at.seconds ? came->at : instant_now(),
		.received_by = change_me(change), .verdict = FILE_refused };
	struct instant now = file.received_at;
	const struct warning_file *known;

	if (!came->is_read)     /* before the first statement: nobody waits for the reader */
		came_read(arena, came);
	known = warning_file_of_digest(change_view(change), file.digest);
	if (known) {
		file = *known;
		file.warnings = 0;
		file.verdict = known->verdict == FILE_refused ? FILE_refused : FILE_same;
		if (is_settled(known, came))
			return file;
		file.received_at = now;
	} else {
		warning_file_put(change, &file, str_part(came->bytes, 0, CAP_LARGEST));
	}
	alerts_take(change, &file, came);
	return file;
}
