/* SPDX-License-Identifier: EUPL-1.2 */
/* people/model.c - what we keep about people, their accounts and appointments. */
#include "modules/people/inside.h"

const char masked_name[] = "•••";

#define RECORD struct staff
static const struct field staff_fields[] = { STAFF_FIELDS(AS_FIELD) };
#undef RECORD
const struct record staff_record = { RECORD_OF("person", staff, staff_fields),
	.label = N_("Person"), .many = N_("People"), .path = "/people" };

#define RECORD struct card
static const struct field card_fields[] = { CARD_FIELDS(AS_FIELD) };
#undef RECORD
const struct record card_record = { RECORD_OF("person", card, card_fields),
	.label = N_("Person"), .many = N_("People"), .path = "/people" };

#define RECORD struct account
static const struct field account_fields[] = { ACCOUNT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record account_record = { RECORD_OF("person", account, account_fields),
	.label = N_("Account"), .many = N_("Accounts"), .path = "/people" };

#define RECORD struct member
static const struct field member_fields[] = { MEMBER_FIELDS(AS_FIELD) };
#undef RECORD
const struct record member_record = { RECORD_OF("member", member, member_fields),
	.label = N_("Membership"), .many = N_("Memberships"), .path = "/people" };

#define RECORD struct appointment
static const struct field appointment_fields[] = { APPOINTMENT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record appointment_record = {
	RECORD_OF("appointment", appointment, appointment_fields),
	.label = N_("Appointment"), .many = N_("Appointments"), .path = "/appointments" };

#define RECORD struct appointing
static const struct field appointing_fields[] = { APPOINTING_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record appointing_record = {
	.shape = SHAPE_OF(NULL, appointing, appointing_fields), .name = "appointing",
	.fields = appointing_fields, .count = COUNT(appointing_fields),
	.label = N_("New appointment") };

static void days_judge(struct date from, struct date to, struct problems *problems)
{
	if (date_is_given(to) && date_compare(to, from) < 0)
		problem_add(problems, "valid_to", _("The last day is before the first."));
}

static void card_judge(struct view *view, void *row, struct problems *problems)
{
	const struct card *card = row;

	if (!people_may(view, "people_write", card->unit_id))
		problem_add(problems, "unit_id", _("Choose one of the units whose people you look after."));
	if (str_equals(card->name, str_of(masked_name)))
		problem_add(problems, "name", _("Write the name."));
}

const struct form card_form = {
	.record = &card_record,
	.fields = FIELDS("name", "title", "unit_id", "email", "phone", "is_protected"),
	.judge = card_judge,
};

static void account_judge(struct view *view, void *row, struct problems *problems)
{
	const struct account *account = row;
	int64_t owner = login_owner(view, account->login);

	if (owner && owner != account->id)
		problem_add(problems, "login", _("Somebody else has that user name."));
	if (str_find_char(account->login, ' ') >= 0)
		problem_add(problems, "login", _("A user name has no spaces."));
}

const struct form account_form = {
	.record = &account_record,
	.fields = FIELDS("login", "is_active"),
	.judge = account_judge,
};

static void member_judge(struct view *view, void *row, struct problems *problems)
{
	const struct member *member = row;

	if (!people_may(view, "accounts_write", member->unit_id))
		problem_add(problems, "unit_id", _("You do not give roles at that unit."));
	days_judge(member->valid_from, member->valid_to, problems);
}

const struct form member_form = {
	.record = &member_record,
	.fields = FIELDS("role", "unit_id", "is_recursive", "valid_from", "valid_to", "reason"),
	.judge = member_judge,
};

static void holder_judge(int64_t person, struct str post, struct problems *problems)
{
	if (!person && !post.len)
		problem_add(problems, "person_id", _("Choose a person, or write the post that holds the role."));
	if (person && post.len)
		problem_add(problems, "post", _("Either a person or a post: leave one of them empty."));
}

static void appointing_judge(struct view *view, void *row, struct problems *problems)
{
	const struct appointing *new = row;

	holder_judge(new->person_id, new->post, problems);
	days_judge(new->valid_from, new->valid_to, problems);
	if (!people_may(view, "people_write", new->unit_id))
		problem_add(problems, "unit_id", _("Choose one of the units whose people you look after."));
	else if (new->is_deputy && !appointment_held(view, new->role_type, new->unit_id, new->valid_from))
		problem_add(problems, "is_deputy", _("Nobody holds that role on the day: appoint the holder first."));
}

const struct form appointing_form = {
	.record = &appointing_record,
	.fields = FIELDS("role_type", "unit_id", "person_id", "post", "is_deputy", "valid_from",
		"valid_to", "decision"),
	.judge = appointing_judge,
};

static void appointment_judge(struct view *view, void *row, struct problems *problems)
{
	const struct appointment *appointment = row;

	(void)view;
	days_judge(appointment->valid_from, appointment->valid_to, problems);
}

/* Whom and what it is for does not change: that is another appointment. */
const struct form appointment_form = {
	.record = &appointment_record,
	.fields = FIELDS("valid_from", "valid_to", "decision"),
	.judge = appointment_judge,
};
