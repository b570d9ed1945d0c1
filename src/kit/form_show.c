/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/form_show.c - a form as a person meets it: which control a field gets, and what stands
 * in it.  The HTML is in form.html, the lists of options in options.c.
 */
#include "kit/kinds/kind.h"

#include "base/crypto.h"
#include "base/say.h"
#include "kit/catalogue.h"
#include "kit/form.html.h"
#include "kit/fragment.h"
#include "kit/options.h"
#include "kit/reference.h"
#include "kit/route.h"

#include <string.h>

enum {
	MOST_RADIOS = 5,                /* more become a select */
	MOST_SELECT = 15,               /* more become a text field with suggestions */
	LONGEST_SHORT = 60, KEY_BYTES = 16,
	LONGEST_OPTIONS = 8 * 1024 * 1024,
};

struct form_view form_view_of(struct request *request, struct view *view, const struct form *form,
                              const void *row)
{
	return (struct form_view){
		.form = form, .view = view, .request = request, .row = row,
		.answers = request_answers(request), .problems = request_problems(request) };
}

/* ---- Around the fields -------------------------------------------------------------- */

void form_token(struct out *out, struct request *request)
{
	struct str token = request_csrf(request);

	if (token.len)
		hidden_field(out, "_token", token);
	hidden_field(out, "_key", random_token(out->arena, KEY_BYTES));
}

/* What was read, not what stands there now: else a stale write would look fresh. */
static struct str version_read(const struct form_view *view)
{
	const struct field *version = record_field(view->form->record, "version");

	if (view->answers && answer_has(view->answers, "version"))
		return answer_get(view->answers, "version");
	if (!version || !view->row || !*field_int(version, view->row))
		return S("");
	return field_machine(view->request->arena, version, view->row);
}

void form_begin(struct out *out, struct form_view *view, struct str action, bool has_files)
{
	struct str version = version_read(view);

	form_begin_page(out, action,
		has_files ? "multipart/form-data" : "application/x-www-form-urlencoded");
	form_keep(out, view->request, view->view, action);
	if (version.len)
		hidden_field(out, "version", version);
}

void form_end(struct out *out)
{
	form_end_page(out);
}

void form_buttons(struct out *out, const char *primary, struct str cancel_path)
{
	form_buttons_page(out, primary, cancel_path);
}

static bool form_has(const struct form *form, const char *name)
{
	for (size_t i = 0; form->fields[i]; i++)
		if (!strcmp(form->fields[i], name))
			return true;
	return false;
}

void form_problems(struct out *out, struct form_view *view)
{
	const struct problems *problems = view->problems;
	struct str heading;

	if (!problems || !problems->count)
		return;
	heading = arena_print(out->arena, plural((int64_t)problems->count,
		"%d answer needs another look", "%d answers need another look"), (int)problems->count);
	summary_begin(out, str_z(out->arena, heading));
	for (size_t i = 0; i < problems->count; i++)
		if (form_has(view->form, problems->at[i].field))
			summary_link(out, &problems->at[i]);
		else
			summary_words(out, &problems->at[i]);
	summary_end(out);
}

void form_all(struct out *out, struct form_view *view)
{
	form_problems(out, view);
	for (size_t i = 0; view->form->fields[i]; i++)
		form_field(out, view, view->form->fields[i]);
}

void form_whole(struct out *out, struct form_view *view, struct str action, const char *primary,
                struct str cancel_path)
{
	form_begin(out, view, action, false);
	form_all(out, view);
	form_buttons(out, primary, cancel_path);
	form_end(out);
}

void fold_begin(struct out *out, const char *label, bool is_open)
{
	fold_begin_page(out, label, is_open);
}

void fold_end(struct out *out)
{
	fold_end_page(out);
}

/* ---- What stands in a field --------------------------------------------------------- */

struct showing {                        /* a field on its way into its control */
	struct arena *arena;
	struct form_view *view;
	const struct field *field;
	struct control *control;
};

static bool has_own_words(const struct form_view *view, const struct field *field)
{
	return view->answers && answer_has(view->answers, field->column.name);
}

static bool is_old_row(const struct form_view *view)
{
	const struct field *key = record_field(view->form->record, "id");

	return view->row && key && *field_int(key, view->row) != 0;
}

/* A nought nobody wrote is not shown as an answer. */
static struct str row_value(const struct showing *showing)
{
	const struct field *field = showing->field;
	const void *row = showing->view->row;

	if (!row || !field_is_given(field, row))
		return S("");
	if (kind_of(field)->is_number && !is_old_row(showing->view)
	    && str_is(field_machine(showing->arena, field, row), "0"))
		return S("");
	if (field->kind == FIELD_instant)
		return instant_input(showing->arena,
			*(const struct instant *)(const void *)field_text(field, row));
	return field_machine(showing->arena, field, row);
}

static struct str all_words(const struct showing *showing)
{
	const struct answers *answers = showing->view->answers;
	struct str words = S("");

	for (size_t i = 0; i < answers->count; i++)
		if (str_is(answers->at[i].name, showing->field->column.name))
			words = arena_print(showing->arena, "%.*s %.*s", STR(words),
				STR(answers->at[i].value));
	return str_trim(words);
}

static struct str shown_value(const struct showing *showing)
{
	if (!has_own_words(showing->view, showing->field))
		return row_value(showing);
	if (showing->field->kind == FIELD_codes)
		return all_words(showing);
	return answer_get(showing->view->answers, showing->field->column.name);
}

/* ---- The control of each kind ------------------------------------------------------- */

static void text_control(struct out *out, const struct showing *showing)
{
	enum { STANDARD = 200 };
	const struct field *field = showing->field;
	struct control *control = showing->control;

	control->type = field->kind == FIELD_email ? "email" : field->kind == FIELD_phone ? "tel" : "text";
	control->mode = control->type;
	control->longest = field->longest ? field->longest : STANDARD;
	if (field->kind == FIELD_email)
		control->complete = "email";
	else if (field->kind == FIELD_phone)
		control->complete = "tel";
	else if (!strcmp(field->column.name, "name"))
		control->complete = "name";
	control_input(out, control);
}

/* Text type: a number may be written with spaces between its thousands. */
static void number_control(struct out *out, const struct showing *showing)
{
	struct control *control = showing->control;

	control->type = "text";
	control->mode = showing->field->kind == FIELD_real ? "decimal" : "numeric";
	control->longest = LONGEST_SHORT;
	control_input(out, control);
}

/* A browser cuts what is pasted at the ceiling and says nothing: it stands higher than
 * ours, which tells how much there is and how much fits. */
static void prose_control(struct out *out, const struct showing *showing)
{
	enum { STANDARD = 8000, SHORT = 500 };
	struct control *control = showing->control;
	int longest = showing->field->longest ? showing->field->longest : STANDARD;

	control->longest = longest * 2;
	control->rows = longest <= SHORT ? 2 : 4;
	control_prose(out, control);
}

/* What a browser's date field cannot hold would vanish: then it is a text field. */
static void moment_control(struct out *out, const struct showing *showing)
{
	struct control *control = showing->control;
	struct instant instant;
	struct date date;
	bool is_date = showing->field->kind == FIELD_date;

	control->type = is_date ? "date" : "datetime-local";
	if (is_date && control->value.len && !date_read(control->value, &date))
		control->type = "text";
	if (!is_date && control->value.len) {
		if (instant_read(control->value, &instant))
			control->value = instant_input(showing->arena, instant);
		else
			control->type = "text";
	}
	control_moment(out, control);
}

static void yesno_control(struct out *out, const struct showing *showing)
{
	struct control *control = showing->control;
	bool is_sent = showing->view->answers && showing->view->answers->count;

	/* A box that is not ticked is not sent. */
	if (is_sent && !has_own_words(showing->view, showing->field))
		control->value = S("");
	control->is_checked = control->value.len && !str_is(control->value, "0");
	control_yesno(out, control);
}

static void code_control(struct out *out, const struct showing *showing)
{
	struct control *control = showing->control;
	const struct catalogue *catalogue = catalogue_get(showing->field->list);
	const struct item *item;

	options_of_list(showing->arena, control, catalogue, control->value);
	if (options_are_grouped(control) || control->option_count <= MOST_SELECT) {
		control_select(out, control);
		return;
	}
	item = item_find(showing->field->list, control->value);
	if (item)
		control->value = item_name(item);
	control->longest = LONGEST_SHORT * 4;
	control_suggest(out, control);
}

static void codes_control(struct out *out, const struct showing *showing)
{
	struct control *control = showing->control;

	control->type = "checkbox";
	options_of_list(showing->arena, control, catalogue_get(showing->field->list), control->value);
	control_choices(out, control);
}

static void choice_control(struct out *out, const struct showing *showing)
{
	struct control *control = showing->control;

	control->type = "radio";
	options_of_choices(showing->arena, control, showing->field->column.choices, control->value);
	/* A radio button cannot be let go of again, so an optional answer is a select. */
	if (control->is_required && control->option_count <= MOST_RADIOS)
		control_choices(out, control);
	else
		control_select(out, control);
}

/* In a text field stands what people call it, as long as that leads back to it. */
static struct str ref_words(const struct showing *showing, int64_t key)
{
	struct str words = option_label(showing->control, key);
	const char *name = showing->field->refers_to;

	if (words.len)
		return words;
	words = reference_label(showing->view->view, name, key);
	if (words.len && reference_find(showing->view->view, name, words) == key)
		return words;
	return arena_print(showing->arena, "#%lld", (long long)key);
}

static void ref_control(struct out *out, const struct showing *showing)
{
	struct control *control = showing->control;
	const struct reference *reference = reference_get(showing->field->refers_to);
	bool is_own = has_own_words(showing->view, showing->field);
	int64_t key = 0;

	str_to_int(control->value, &key);
	options_of_reference(showing->arena, control, showing->view->view, reference, key);
	if (!reference->is_long && control->option_count <= MOST_SELECT) {
		control_select(out, control);
		return;
	}
	if (key && !is_own)
		control->value = ref_words(showing, key);
	control->longest = LONGEST_SHORT * 4;
	control_suggest(out, control);
}

static void no_control(struct out *out, const struct showing *showing)
{
	(void)out;
	(void)showing;
	must(!"a field of this kind stands on no form");
}

static void (*const controls[])(struct out *out, const struct showing *showing) = {
	[FIELD_key] = no_control, [FIELD_ref] = ref_control, [FIELD_count] = number_control,
	[FIELD_money] = number_control, [FIELD_real] = number_control,
	[FIELD_yesno] = yesno_control, [FIELD_text] = text_control, [FIELD_prose] = prose_control,
	[FIELD_code] = code_control, [FIELD_codes] = codes_control,
	[FIELD_choice] = choice_control, [FIELD_instant] = moment_control,
	[FIELD_date] = moment_control, [FIELD_email] = text_control, [FIELD_phone] = text_control,
	[FIELD_json] = no_control, [FIELD_secret] = no_control,
};

void form_field(struct out *out, struct form_view *view, const char *name)
{
	const struct field *field = record_field(view->form->record, name);
	const char *id = view->id_before ? arena_print(out->arena, "%s-%s", view->id_before, name).at
		: name;
	struct control control = { .id = id, .name = name };
	struct showing showing = { out->arena, view, field, &control };

	must(field != NULL);
	control.label = field_label(field);
	control.help = field->help;
	control.is_required = field->required;
	control.complete = "off";
	control.empty = field->required ? _("Choose …") : _("Not given");
	if (view->problems)
		control.problem = problem_for(view->problems, name);
	control.described = arena_print(out->arena, field->help ? "%s-hint %s-problem" : "%s-problem",
		id, id);
	control.value = shown_value(&showing);
	controls[field->kind](out, &showing);
}

/* ---- Controls outside a form -------------------------------------------------------- */

/* The options of a list of some hundred units are written once, with none chosen. */
struct options_of {
	struct fragment_of key;
	struct str text;
	void (*list)(struct control *control, struct out *out, const struct options_of *of);
	struct view *view;              /* of a reference */
	struct str chosen;
};

static void reference_list(struct control *control, struct out *out, const struct options_of *of)
{
	options_of_reference(out->arena, control, of->view, of->key.what, 0);
}

static void catalogue_list(struct control *control, struct out *out, const struct options_of *of)
{
	options_of_list(out->arena, control, of->key.what, S(""));
}

static void choice_list(struct control *control, struct out *out, const struct options_of *of)
{
	options_of_choices(out->arena, control, of->key.what, S(""));
}

static void options_fetch(struct options_of *of, struct arena *arena)
{
	struct control control = { .id = "", .name = "" };
	struct out out;

	of->key.language = tongue_code();
	if (of->key.version >= 0 && fragment_find(&of->key, &of->text))
		return;
	out_init(&out, arena, LONGEST_OPTIONS);
	of->list(&control, &out, of);
	options_shown(&out, &control);
	of->text = out_str(&out);
	if (of->key.version >= 0)
		fragment_keep(&of->key, of->text);
}

/* Where the chosen option's tag ends, within the text; -1 when it is not among them. */
static ptrdiff_t chosen_end(struct arena *arena, struct str options, struct str chosen)
{
	struct out tag;
	ptrdiff_t at;

	out_init(&tag, arena, LONGEST_OPTIONS);
	out_z(&tag, "<option value=\"");
	out_attr(&tag, chosen);
	out_z(&tag, "\">");
	at = str_find(options, out_str(&tag));
	return at < 0 ? -1 : at + (ptrdiff_t)tag.len - 1;
}

/* False, and nothing written, when what is chosen is not offered. */
static bool select_write(struct out *out, const char *name, const char *empty_label,
                         struct options_of *of)
{
	ptrdiff_t end = 0;

	options_fetch(of, out->arena);
	if (of->chosen.len)
		end = chosen_end(out->arena, of->text, of->chosen);
	if (end < 0)
		return false;
	select_begin(out, name, empty_label);
	out_raw(out, str_part(of->text, 0, (size_t)end));
	if (end)
		out_z(out, " selected");
	out_raw(out, str_part(of->text, (size_t)end, of->text.len));
	select_end(out);
	return true;
}

void control_select_code(struct out *out, const char *name, const char *list, struct str chosen,
                         const char *empty_label)
{
	struct control control = { .id = name, .name = name, .empty = empty_label };
	struct options_of of = { .list = catalogue_list, .chosen = chosen,
		.key = { .what = catalogue_get(list), .version = catalogue_version() } };

	if (str_find_char(chosen, ' ') < 0 && select_write(out, name, empty_label, &of))
		return;
	options_of_list(out->arena, &control, catalogue_get(list), chosen);
	control_bare_select(out, &control);
}

void control_select_choice(struct out *out, const char *name, const struct choice *choices,
                           int chosen, const char *empty_label)
{
	struct control control = { .id = name, .name = name, .empty = empty_label };
	struct options_of of = { .list = choice_list, .key = { .what = choices },
		.chosen = chosen < 0 ? S("") : str_of(choices[chosen].name) };

	if (select_write(out, name, empty_label, &of))
		return;
	options_of_choices(out->arena, &control, choices, of.chosen);
	control_bare_select(out, &control);
}

void control_select_ref(struct out *out, struct view *view, const char *name, const char *reference,
                        int64_t chosen, const char *empty_label)
{
	struct control control = { .id = name, .name = name, .empty = empty_label };
	struct options_of of = { .list = reference_list, .view = view,
		.key = { .what = reference_get(reference), .person = view_me(view),
			.version = view_moved(view), .day = date_today() } };

	if (chosen)
		of.chosen = arena_print(out->arena, "%lld", (long long)chosen);
	if (select_write(out, name, empty_label, &of))
		return;
	options_of_reference(out->arena, &control, view, reference_get(reference), chosen);
	control_bare_select(out, &control);
}
