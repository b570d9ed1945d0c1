/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/queries_picture.c - reports, shared pictures, directions, meetings: reading, adding. */
#include "modules/crisis/picture.h"

#include "base/crypto.h"

/* ---- Units that report ------------------------------------------------------------------ */

/* $2 is the language of names. */
struct reporting_list units_reporting(struct view *view, int64_t crisis_id)
{
	return reporting_list_of(view_list(view, &reporting_record.shape,
		SQL("SELECT my_crisis_unit.id, my_crisis_unit.unit_id, my_unit.code AS unit_code,"
		    " CASE WHEN $2 = 'en' AND my_unit.name_en <> '' THEN my_unit.name_en"
		    "  ELSE my_unit.name_sv END COLLATE local AS unit_name,"
		    " COALESCE(latest.number, 0) AS number, COALESCE(latest.public_id, '') AS report_id,"
		    " COALESCE(latest.at, 0) AS at, COALESCE(latest.said_by, '') AS said_by,"
		    " COALESCE(latest.is_unchanged, 0) AS is_unchanged"
		    " FROM my_crisis_unit JOIN my_unit ON my_unit.id = my_crisis_unit.unit_id"
		    " LEFT JOIN my_crisis_sitrep AS latest ON latest.crisis_id = my_crisis_unit.crisis_id"
		    "  AND latest.unit_id = my_crisis_unit.unit_id"
		    "  AND latest.number = (SELECT MAX(number) FROM my_crisis_sitrep"
		    "   WHERE my_crisis_sitrep.crisis_id = my_crisis_unit.crisis_id"
		    "     AND my_crisis_sitrep.unit_id = my_crisis_unit.unit_id)"
		    " WHERE my_crisis_unit.crisis_id = $1 AND my_crisis_unit.ended_at = 0"
		    " ORDER BY unit_name, my_crisis_unit.id LIMIT 500"),
		V(crisis_id, tongue_code())));
}

const struct crisis_unit *crisis_unit_get(struct view *view, int64_t crisis_id, int64_t id)
{
	return view_get(view, &crisis_unit_record.shape,
		SQL("SELECT * FROM my_crisis_unit WHERE crisis_id = $1 AND id = $2 AND ended_at = 0"),
		V(crisis_id, id));
}

int64_t crisis_unit_asked(struct view *view, int64_t crisis_id, int64_t unit_id)
{
	return view_int(view, SQL("SELECT id FROM my_crisis_unit"
		" WHERE crisis_id = $1 AND unit_id = $2 AND ended_at = 0 LIMIT 1"), V(crisis_id, unit_id));
}

void crisis_unit_end(struct change *change, int64_t id)
{
	if (change_run(change, SQL("UPDATE crisis_unit SET ended_at = $2 WHERE id = $1 AND ended_at = 0"),
			V(id, instant_now())))
		change_note(change, "crisis_unit", id, "end", S(""));
}

/* ---- Reports ----------------------------------------------------------------------------- */

struct sitrep_list sitreps_of(struct view *view, int64_t crisis_id, int64_t unit_id)
{
	return sitrep_list_of(view_list(view, &sitrep_record.shape,
		SQL("SELECT * FROM my_crisis_sitrep WHERE crisis_id = $1 AND unit_id = $2"
		    " ORDER BY number DESC LIMIT 500"), V(crisis_id, unit_id)));
}

const struct sitrep *sitrep_get(struct view *view, int64_t crisis_id, struct str public_id)
{
	return view_get(view, &sitrep_record.shape,
		SQL("SELECT * FROM my_crisis_sitrep WHERE crisis_id = $1 AND public_id = $2"),
		V(crisis_id, public_id));
}

const struct sitrep *sitrep_latest(struct view *view, int64_t crisis_id, int64_t unit_id)
{
	return view_get(view, &sitrep_record.shape,
		SQL("SELECT * FROM my_crisis_sitrep WHERE crisis_id = $1 AND unit_id = $2"
		    " ORDER BY number DESC LIMIT 1"), V(crisis_id, unit_id));
}

struct sentence_list sitrep_sentences(struct view *view, int64_t sitrep_id)
{
	return sentence_list_of(view_list(view, &sentence_record.shape,
		SQL("SELECT * FROM my_crisis_sentence WHERE sitrep_id = $1 ORDER BY place"),
		V(sitrep_id)));
}

/* $2 is the language of names. */
#define SAID \
	"SELECT my_crisis_sentence.number, my_crisis_sentence.box, my_crisis_sentence.certainty," \
	" my_crisis_sentence.words, report.unit_id, report.at, report.number AS report," \
	" report.public_id AS report_id, report.said_by," \
	" CASE WHEN $2 = 'en' AND my_unit.name_en <> '' THEN my_unit.name_en" \
	"  ELSE my_unit.name_sv END COLLATE local AS unit_name" \
	" FROM my_crisis_sentence" \
	" JOIN my_crisis_sitrep AS report ON report.id = my_crisis_sentence.sitrep_id" \
	" JOIN my_unit ON my_unit.id = report.unit_id" \
	" WHERE my_crisis_sentence.crisis_id = $1"

struct said_list said_now(struct view *view, int64_t crisis_id)
{
	return said_list_of(view_list(view, &said_record.shape,
		SQL(SAID " AND report.number = (SELECT MAX(number) FROM my_crisis_sitrep"
		    "  WHERE my_crisis_sitrep.crisis_id = report.crisis_id"
		    "    AND my_crisis_sitrep.unit_id = report.unit_id)"
		    " ORDER BY unit_name, report.unit_id, my_crisis_sentence.place"
		    " LIMIT 5000"), V(crisis_id, tongue_code())));
}

struct said_list said_all(struct view *view, int64_t crisis_id)
{
	return said_list_of(view_list(view, &said_record.shape,
		SQL(SAID " ORDER BY my_crisis_sentence.number LIMIT 50000"),
		V(crisis_id, tongue_code())));
}

const struct said *said_find(const struct said_list *said, int64_t number)
{
	size_t low = 0, high = said->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (said->at[middle].number < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low < said->count && said->at[low].number == number ? &said->at[low] : NULL;
}

const struct said *said_numbered(const struct said_list *said, struct str number)
{
	int64_t n = 0;

	return str_to_int(number, &n) ? said_find(said, n) : NULL;
}

/* ---- Adding --------------------------------------------------------------------------------- */

void crisis_turn_take(struct change *change, int64_t crisis_id)
{
	change_run(change, SQL("UPDATE crisis_end SET seq = seq WHERE crisis_id = $1"), V(crisis_id));
}

static void numbered(struct change *change, const struct sitrep *sitrep,
                     struct sentence_list *sentences)
{
	int64_t last = view_int(change_view(change),
		SQL("SELECT COALESCE(MAX(number), 0) FROM my_crisis_sentence WHERE crisis_id = $1"),
		V(sitrep->crisis_id));

	for (size_t i = 0; i < sentences->count; i++) {
		sentences->at[i].id = 0;
		sentences->at[i].crisis_id = sitrep->crisis_id;
		sentences->at[i].sitrep_id = sitrep->id;
		sentences->at[i].number = ++last;
		change_insert(change, &sentence_record.shape, &sentences->at[i]);
	}
}

void sitrep_put(struct change *change, const struct crisis *crisis, struct sitrep *sitrep,
                struct sentence_list *sentences)
{
	struct arena *arena = change_arena(change);
	struct entry entry = { .kind = ENTRY_sitrep, .author_name = sitrep->handed_name,
		.author_id = sitrep->handed_by };

	crisis_turn_take(change, crisis->id);
	sitrep->crisis_id = crisis->id;
	sitrep->number = 1 + view_int(change_view(change),
		SQL("SELECT COALESCE(MAX(number), 0) FROM my_crisis_sitrep"
		    " WHERE crisis_id = $1 AND unit_id = $2"), V(crisis->id, sitrep->unit_id));
	sitrep->digest = digest_hex(arena, sitrep_text(arena, sitrep, sentences));
	change_insert(change, &sitrep_record.shape, sitrep);
	numbered(change, sitrep, sentences);
	entry.party = arena_join(arena, view_text(change_view(change),
		SQL("SELECT name_sv || ', ' FROM my_unit WHERE id = $1"), V(sitrep->unit_id)),
		sitrep->said_by);
	entry.words = sentences->count ? sentences->at[0].words : S("");
	entry.was = arena_print(arena, "%lld", (long long)sitrep->number);
	entry.became = sitrep->digest;
	entry.event_at = entry.logged_at = sitrep->at;
	entry_put(change, crisis, &entry);
}

void crisis_picture_put(struct change *change, const struct crisis *crisis, struct crisis_picture *picture,
                 struct picture_line_list *lines)
{
	struct arena *arena = change_arena(change);
	struct entry entry = { .kind = ENTRY_picture, .words = picture->summary,
		.decided_by = picture->decided_by, .author_name = picture->made_name,
		.author_id = picture->made_by };

	crisis_turn_take(change, crisis->id);
	picture->crisis_id = crisis->id;
	picture->number = 1 + view_int(change_view(change),
		SQL("SELECT COALESCE(MAX(number), 0) FROM my_crisis_picture WHERE crisis_id = $1"),
		V(crisis->id));
	picture->digest = digest_hex(arena, crisis_picture_text(arena, picture, lines));
	change_insert(change, &crisis_picture_record.shape, picture);
	for (size_t i = 0; i < lines->count; i++) {
		lines->at[i].crisis_id = crisis->id;
		lines->at[i].picture_id = picture->id;
		lines->at[i].place = (int64_t)i + 1;
		change_insert(change, &picture_line_record.shape, &lines->at[i]);
	}
	entry.was = arena_print(arena, "%lld", (long long)picture->number);
	entry.became = picture->digest;
	entry.event_at = entry.logged_at = picture->at;
	entry_put(change, crisis, &entry);
}

void direction_put(struct change *change, const struct crisis *crisis, struct direction *direction)
{
	struct entry entry = { .kind = ENTRY_direction, .words = direction->words,
		.decided_by = direction->decided_by, .grounds = direction->grounds,
		.author_name = direction->made_name, .author_id = direction->made_by };

	crisis_turn_take(change, crisis->id);
	direction->crisis_id = crisis->id;
	direction->number = 1 + view_int(change_view(change),
		SQL("SELECT COALESCE(MAX(number), 0) FROM my_crisis_direction WHERE crisis_id = $1"),
		V(crisis->id));
	change_insert(change, &direction_record.shape, direction);
	entry.was = arena_print(change_arena(change), "%lld", (long long)direction->number);
	entry.event_at = entry.logged_at = direction->at;
	entry_put(change, crisis, &entry);
}

static void rhythm_log(struct change *change, const struct crisis *crisis,
                       const struct rhythm *rhythm, struct str name, bool ends)
{
	struct entry entry = { .kind = ENTRY_rhythm, .words = rhythm->place, .author_name = name,
		.was = ends ? rhythm->kind : S(""), .became = ends ? S("") : rhythm->kind,
		.due_at = ends ? (struct instant){ 0 } : rhythm->first_at };

	if (!ends && rhythm->made_at.seconds)
		entry.event_at = entry.logged_at = rhythm->made_at;
	entry.author_id = ends ? 0 : rhythm->made_by;
	entry_put(change, crisis, &entry);
}

void rhythm_put(struct change *change, const struct crisis *crisis, struct rhythm *rhythm,
                struct str name)
{
	rhythm->crisis_id = crisis->id;
	change_insert(change, &rhythm_record.shape, rhythm);
	rhythm_log(change, crisis, rhythm, name, false);
}

void rhythm_end(struct change *change, const struct crisis *crisis, const struct rhythm *rhythm,
                struct str name)
{
	if (!change_run(change, SQL("UPDATE crisis_rhythm SET ended_at = $2"
			" WHERE id = $1 AND ended_at = 0"), V(rhythm->id, instant_now())))
		return;
	change_note(change, "crisis_rhythm", rhythm->id, "end", S(""));
	rhythm_log(change, crisis, rhythm, name, true);
}

/* ---- Versions ---------------------------------------------------------------------------------- */

struct crisis_picture_list pictures_of(struct view *view, int64_t crisis_id)
{
	return crisis_picture_list_of(view_list(view, &crisis_picture_record.shape,
		SQL("SELECT * FROM my_crisis_picture WHERE crisis_id = $1 ORDER BY number DESC LIMIT 500"),
		V(crisis_id)));
}

const struct crisis_picture *crisis_picture_of_number(struct view *view, int64_t crisis_id, int64_t number)
{
	return view_get(view, &crisis_picture_record.shape,
		SQL("SELECT * FROM my_crisis_picture WHERE crisis_id = $1 AND number = $2"),
		V(crisis_id, number));
}

struct picture_line_list crisis_picture_lines(struct view *view, int64_t picture_id)
{
	return picture_line_list_of(view_list(view, &picture_line_record.shape,
		SQL("SELECT * FROM my_crisis_picture_line WHERE picture_id = $1 ORDER BY place"),
		V(picture_id)));
}

struct direction_list directions_of(struct view *view, int64_t crisis_id)
{
	return direction_list_of(view_list(view, &direction_record.shape,
		SQL("SELECT * FROM my_crisis_direction WHERE crisis_id = $1 ORDER BY number DESC LIMIT 500"),
		V(crisis_id)));
}

struct rhythm_list rhythms_of(struct view *view, int64_t crisis_id)
{
	return rhythm_list_of(view_list(view, &rhythm_record.shape,
		SQL("SELECT * FROM my_crisis_rhythm WHERE crisis_id = $1 AND ended_at = 0"
		    " ORDER BY first_at, id LIMIT 100"), V(crisis_id)));
}

const struct rhythm *rhythm_get(struct view *view, int64_t crisis_id, struct str public_id)
{
	return view_get(view, &rhythm_record.shape,
		SQL("SELECT * FROM my_crisis_rhythm WHERE crisis_id = $1 AND public_id = $2"
		    " AND ended_at = 0"), V(crisis_id, public_id));
}

/* ---- For other rooms --------------------------------------------------------------------- */

const struct crisis_shared *crisis_shared_latest(struct view *view, int64_t crisis_id)
{
	struct crisis_picture_list pictures = pictures_of(view, crisis_id);
	struct crisis_shared *shared;

	if (!pictures.count)
		return NULL;
	shared = arena_new(view_arena(view), struct crisis_shared);
	*shared = (struct crisis_shared){ .id = pictures.at[0].id, .number = pictures.at[0].number,
		.at = pictures.at[0].at, .summary = pictures.at[0].summary };
	return shared;
}

struct crisis_shared_line_list crisis_shared_lines(struct view *view, int64_t picture_id)
{
	struct picture_line_list lines = crisis_picture_lines(view, picture_id);
	struct crisis_shared_line_list list = { lines.count, arena_array(view_arena(view),
		struct crisis_shared_line, lines.count + 1) };

	for (size_t i = 0; i < lines.count; i++)
		list.at[i] = (struct crisis_shared_line){ .id = lines.at[i].id, .box = lines.at[i].box,
			.certainty = str_of(certainties[lines.at[i].certainty].name),
			.words = lines.at[i].words };
	return list;
}
