/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/tests_messages.c - who releases, what replaces what, who sees it. */
#include "modules/crisis/messages.h"
#include "modules/crisis/tests_city.h"
#include "store/test_store.h"

TEST(whoever_wrote_a_message_does_not_release_it)
{
	struct message_row message = { .state = MESSAGE_draft, .written_by = NORA };

	CHECK(release_refused(&message, NORA));
	CHECK(!release_refused(&message, MAX));
	message.state = MESSAGE_released;
	CHECK(release_refused(&message, MAX));
	message.state = MESSAGE_stopped;
	CHECK(release_refused(&message, MAX));
}

static struct message written(struct change *change, const struct crisis *crisis, int64_t replaces)
{
	struct message message = { .audience = S("public"), .channels = S("Web"), .words = S("Dark"),
		.replaces = replaces, .written_by = NORA, .written_name = S("Nora") };

	message.written_at = instant_now();
	message_put(change, crisis, &message);
	return message;
}

static void released(struct change *change, const struct crisis *crisis, const struct message *message)
{
	struct message_step step = { .verb = S("release"), .by_id = CENTRAL, .by_name = S("Central") };

	step.at = instant_now();
	message_step_put(change, crisis,
		message_get(change_view(change), crisis->id, message->public_id), &step);
}

TEST_ON_STORES(a_message_is_replaced_when_the_new_one_is_released_and_both_stay)
{
	struct store *store = test_store();
	struct change *change;
	struct crisis crisis;
	struct message first, second;
	struct message_row_list all;
	struct view *view;

	crisis_city(store);
	change = crisis_change(store, NORA);
	crisis = city_crisis(change, "Storm");
	first = written(change, &crisis, 0);
	CHECK(!entry_latest(change_view(change), crisis.id, ENTRY_out));        /* a draft is not out */
	released(change, &crisis, &first);
	second = written(change, &crisis, first.number);
	CHECK(!message_get(change_view(change), crisis.id, first.public_id)->replaced_by);
	released(change, &crisis, &second);
	CHECK(change_commit(change) == COMMITTED);
	view = crisis_view(store, NORA);
	all = messages_of(view, crisis.id);
	CHECK(all.count == 2 && all.at[0].number == 2 && all.at[0].state == MESSAGE_released);
	CHECK(all.at[1].replaced_by == 2 && all.at[1].state == MESSAGE_released);
	CHECK(str_is(entry_latest(view, crisis.id, ENTRY_out)->decided_by, "Central"));
	CHECK(message_is_there(view, crisis.id, 2) && !message_is_there(view, crisis.id, 3));
	CHECK(crisis_log_chain(view, &crisis).fault == CHAIN_WHOLE);
	view_close(view);
	view = crisis_view(store, SVEN);
	CHECK(!messages_of(view, crisis.id).count);
	CHECK(!message_get(view, crisis.id, first.public_id));
	view_close(view);
}
