/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/setting.c - see setting.h. */
#include "kit/setting.h"

#include "base/say.h"
#include "base/tongue.h"

#include <stdlib.h>
#include <string.h>

const struct setting settings[] = {
	{ "city_name", "", N_("The name of the city, shown in the head of every page") },
	{ "demo", "no", N_("A demo: sign-in without password, a strip on every page") },
	{ "clock_shift_seconds", "0", N_("How far the clock of a demo is from ours") },
	{ "language", "sv", N_("The language of a visitor who has not chosen") },
	{ "time_zone", "Europe/Stockholm", N_("Local time") },
	{ "session_hours", "12", N_("A session ends after so many hours without use") },
	{ "draft_days", "30", N_("What somebody wrote and never sent is kept so many days") },
	{ "export_rows_at_once", "5000", N_("Lists with more rows are taken out by a job") },
	{ "report_per_minute", "20", N_("Reports without account from one address in a minute") },
	{ "requests_per_minute", "600", N_("Changes by one person in a minute") },
	{ "signins_per_minute", "10", N_("Tries to sign in from one address in a minute") },
	{ "signin_first_roles", "duty_officer chief_security_officer", N_("Roles that do not wait behind others when many sign in at once") },
	{ "proof_of_work_bits", "12", N_("Work a browser does before a report without account; 0 none") },
	{ "photo_longest_side", "1600", N_("Photos are made smaller than this, in pixels") },
	{ "emergency_number", "112", N_("The number to ring first when something is going on") },
	{ "report_unit", "", N_("Code of the unit that takes reports without a place; empty: the top of the organisation") },
	{ "quarantine_key", "", N_("Public key that text about Sweden's security is sealed to; empty: made when it is first needed") },
	{ "security_contact", "", N_("Whom to contact, by approved means, about Sweden's security") },
	{ "meeting_routine", "meeting_safety_routine", N_("The kind of document that is the routine for safe meetings") },
	{ "threat_readers_most", "3", N_("At most so many persons may read patterns of threats at a time") },
	{ "threat_reader_days", "366", N_("One may read patterns of threats for at most so many days at a time") },
	{ "whistleblowing_words", "", N_("What the city says to whoever wants to report as a whistleblower") },
	{ "whistleblowing_address", "", N_("Where a whistleblower turns: an address that begins with https://, or a telephone number") },
	{ "municipality", "", N_("The name of the municipality in the data of others: only its notices are placed on the map") },
	{ "public_address", "", N_("How this service is reached from outside: for QR codes and links") },
	{ "term_from", "2022-10-15", N_("The first day of an electoral term; terms follow upon each other") },
	{ "picture_few_events", "20", N_("With fewer events a situation picture says nothing of shares and rates, and draws no conclusion from them") },
	{ "picture_level", "0.9", N_("A situation picture says that there are more or fewer when that is at least so certain, 0.5 to 0.999") },
	{ "picture_margin", "1.1", N_("Up to so many times as many or as few is about as many, in a situation picture") },
	{ "picture_outlook_share", "0.8", N_("What is to come is told in a situation picture within limits that should hold so often, 0.5 to 0.98") },
	{ "picture_old_days", "60", N_("Whoever writes a situation picture is asked to take numbers anew that are more than so many days old") },
	{ "picture_part_days", "30", N_("An actor outside the city can answer a question about a situation picture for at most so many days") },
	{ "picture_measure_days", "60", N_("A situation picture counts the measures that were written up to so many days after its period") },
	{ "effect_days", "365", N_("The effect of a measure is suggested to be counted in so many days before and after") },
	{ "effect_margin_days", "28", N_("So many days before what led to a measure are not counted as before: it was more than usual then") },
	{ "effect_delay_days", "14", N_("So many days after the last day that is counted the effect is looked at") },
	{ "effect_least_events", "10", N_("With fewer events before and after in all nothing is said of an effect") },
	{ "same_event_percent", "40", N_("Reports at the same unit within two days whose words are alike in so many percent may be the same event: whoever coordinates is told") },
	{ "counts_proved", "200", N_("So many counts in memory are compared with the database each night") },
	{ "small_cells_below", "5", N_("Numbers from 1 to one less than this are not told to those who may not open the rows behind them, nor in files of tables of counts") },
	{ "control_base_points", "24", N_("In control charts limits come from so many first points, and are then kept") },
	{ "control_least_points", "12", N_("With fewer points a control chart has no limits") },
	{ "control_run_points", "7", N_("So many points in a row that rise, fall or are on one side of the centre are more than chance") },
	{ "control_rare", "2", N_("What happens less often in a period, in the mean, is followed as the days between") },
	{ "control_serious_from", "3", N_("From this severity on an event is serious in control charts") },
	{ "control_reported_days", "1", N_("In control charts an event is reported soon when it takes less than so many times 24 hours, up to 200") },
	{ "term_years", "4", N_("How many years an electoral term has") },
	{ "fire_early_days", "30", N_("A control round of the fire protection counts for its day when it is done at most so many days before") },
	{ "rsa_deliverable", "rsa", N_("The code of the programme's deliverable that a risk analysis is handed in as") },
	{ "risk_acceptance_months", "24", N_("A risk may be accepted for at most so many months; then somebody must look at it again") },
	{ "rsa_judged_chance", "0.1", N_("A risk is judged by what happened in a year when it was said to be at least so likely, 0 to 1") },
	{ "rsa_reported_share", "1", N_("So large a share of what happens is reported as an event, 0 to 1: what is counted is read in that light when it is joined with what was said of a risk") },
	{ "rsa_judged_least", "20", N_("It takes so many judged risks before anything is said of how well a unit judges as a whole") },
	{ "risk_picture_deliverable", "city_risk_picture", N_("The code of the programme's deliverable that the city's risk picture is handed in as") },
	{ "graph_extracts_per_day", "3", N_("So many times a day one person may take the graph of the city's dependencies out") },
	{ "plan_review_months", "12", N_("After so many months an approved continuity plan is to be reviewed, unless who approves chooses another day") },
	{ "duty_verified_days", "365", N_("A way to reach somebody on duty counts as tried for so many days") },
	{ "opendata_publisher", "", N_("Who publishes the open data of the city; empty: the name of the city") },
	{ "opendata_contact", "", N_("The e-mail address for questions on open data") },
	{ "opendata_licence", "http://creativecommons.org/publicdomain/zero/1.0/", N_("The licence of open data, as an address") },
	{ "opendata_least", "5", N_("Fewer events than so many are hidden in open data") },
	{ "survey_level_percent", "90", N_("Limits of what a survey says hold so often, of 100") },
	{ "survey_margin_points", "3", N_("A change of so many percentage points in a survey does not matter") },
	{ "survey_least_answers", "25", N_("With fewer answers a survey says nothing of an area") },
	{ "survey_widest_percent", "30", N_("When the error is more than so many percent of the share a survey says nothing of it") },
	{ "survey_trim_medians", "5", N_("No answer of a survey counts for more than so many times the one in the middle") },
	{ "survey_answers_kept_days", "180", N_("Single answers of a survey are erased so many days after their round was computed, or after they were read in; what was computed stays") },
	{ "observation_days_kept", "730", N_("Observations by the EST way are erased after so many days, and their sums stay; 0: never") },
	{ "observation_oldest_days", "28", N_("An observation by the EST way may be at most so many days old when it is reported") },
	{ "reporting_near_miss_classes", "near_miss", N_("Classes of events that count as near misses, codes of the list event/classes with spaces between") },
	{ "reporting_level_percent", "90", N_("Limits of what is said about reporting hold so often, of 100") },
	{ "reporting_margin_percent", "10", N_("A difference in reporting of so many percent does not matter") },
	{ "reporting_least_count", "5", N_("Fewer than so many are too few to say how long something takes") },
	{ "reporting_years_most", "10", N_("Reporting is told of for at most so many years at a time") },
	{ "reporting_follow_up_days", "90", N_("A row of a source has an event when that was reported within so many days of what happened; younger four months are not shown") },
	{ "reporting_accept_percent", "90", N_("A row and an event that so likely tell of the same are taken by themselves, of 100") },
	{ "reporting_review_percent", "50", N_("Those that are at least so likely are judged by a person, of 100; not below 50") },
	{ "reporting_sample_percent", "10", N_("Of what was taken by itself so many of 100 are judged by a person too") },
	{ "reporting_share_margin_percent", "15", N_("A change of so many percent a year in the odds of having an event does not matter") },
	{ "reporting_dependence_least_percent", "50", N_("How much less often, in odds of 100, a row may have an event because it is a row") },
	{ "reporting_dependence_most_percent", "300", N_("How much more often, in odds of 100, a row may have an event because it is a row") },
	{ "reporting_silence_level_percent", "95", N_("A unit reports little when it is below limits that hold so often, of 100") },
	{ "reporting_silence_units", "5", N_("Fewer committees and companies than this are too few to be put beside each other") },
	{ "reporting_silence_wait_days", "14", N_("Committees and companies are put beside each other so many days after four months have ended") },
	{ "costs_years_most", "15", N_("Damage costs are told of for at most so many years") },
	{ "costs_least_years", "6", N_("With fewer settled years nothing is said of whether damage costs rise or fall") },
	{ "costs_level_percent", "90", N_("Limits of what is said about damage costs hold so often, of 100") },
	{ "costs_margin_percent", "5", N_("A change in damage costs of so many percent a year does not matter") },
	{ "costs_settled_percent", "60", N_("A year of damage is settled when so much of its cost is known, of 100") },
	{ "costs_unsettled_years", "2", N_("Where it cannot be calculated how settled years are, so many of the last that are over are taken as not settled") },
	{ "costs_cap_percent", "97", N_("While nobody has decided what a large loss is, so many of 100 events are below it") },
	{ "costs_cap_years", "5", N_("And they are those of so many years") },
	{ "costs_tail_percent", "90", N_("How large a loss can become is told from those that are larger than so many of 100") },
	{ "costs_tail_least", "50", N_("And only when there are so many of them") },
	{ "costs_return_years", "100", N_("A loss is told of that comes once in so many years") },
	{ "timeliness_noticed_hours", "168", N_("An event is to be noticed within so many hours of when it occurred") },
	{ "timeliness_reported_hours", "24", N_("An event is to be reported within so many hours of when it was noticed or occurred") },
	{ "timeliness_received_hours", "24", N_("An event is to be received within so many hours of when it was reported") },
	{ "timeliness_assessed_hours", "168", N_("An event is to be assessed within so many hours of when it was received") },
	{ "timeliness_measure_hours", "168", N_("A measure is to be there within so many hours of when an event was assessed") },
	{ "timeliness_answered_hours", "336", N_("The reporter is to be told within so many hours of when an event was reported") },
	{ "timeliness_closed_hours", "2160", N_("An event is to be closed within so many hours of when it was reported") },
	{ "timeliness_share_percent", "90", N_("So large a share of events is to be dealt with within the targets, of 100") },
	{ "evaluation_office_kind", "office", N_("The kind of unit that evaluates for the whole city, a code of the list unit_kinds") },
	{ "crisis_old_minutes", "60", N_("In a crisis, what a unit said so many minutes ago is shown as old") },
	{ "alarm_tries", "3", N_("An alarm is handed to the same gateway at most so many times") },
	{ "alarm_retry_seconds", "20", N_("After so many seconds a gateway that failed is tried again; then twice as many") },
	{ "alarm_silent_seconds", "15", N_("A gateway that has not answered after so many seconds has failed") },
	{ "alarm_within_minutes", "15", N_("An alarm test counts who was reached within so many minutes") },
	{ "alarm_inbound_secret", "", N_("The secret that an SMS gateway sends replies with; empty: no replies are taken") },
	{ "alarm_inbound_from", "from", N_("The gateway's name for the number that a reply comes from") },
	{ "alarm_inbound_text", "text", N_("The gateway's name for the text of a reply") },
	{ "alarm_delivery_id", "id", N_("The gateway's name for the identity of a message, when it tells whether it arrived") },
	{ "alarm_delivery_state", "status", N_("The gateway's name for what became of it") },
	{ "alarm_delivery_arrived", "delivered", N_("The gateway's words for a message that has arrived, with spaces between") },
	{ "alarm_delivery_lost", "failed undelivered undeliverable expired rejected", N_("The gateway's words for a message that will not arrive, with spaces between") },
	{ "alarm_country", "46", N_("Numbers that begin with a nought are of this country") },
	{ "alarm_hole_days", "14", N_("Whoever keeps a roster is told of times without anybody on duty so many days ahead") },
	{ "alarm_hole_close_hours", "48", N_("And once more so many hours before") },
	{ "alarm_hole_channel", "mail", N_("The channel that they are told by") },
	{ "swap_first_hours", "24", N_("Who is asked to take a shift is reminded for the first time after so many hours") },
	{ "swap_every_hours", "24", N_("And then every so many hours") },
	{ "swap_last_hours", "12", N_("And for the last time so many hours before the shift begins") },
	{ "swap_keeper_hours", "48", N_("Whoever keeps the roster is told so many hours before the shift that nobody has answered, and may decide from then on") },
	{ "swap_channel", "mail", N_("The channel by which requests to take a shift are told of") },
	{ "alarm_least_shown", "5", N_("How many were reached is told from so many asked; below that nobody is told") },
	{ "pack_hour", "2", N_("Emergency packs are made each night at this hour") },
	{ "pack_least_minutes", "30", N_("When rosters change, new emergency packs are made at most each so many minutes") },
	{ "pack_old_hours", "26", N_("An emergency pack older than so many hours is shown in red, and told of") },
	{ "pack_days", "14", N_("An emergency pack says who is on duty for so many days") },
	{ "pack_kept_days", "14", N_("The files of emergency packs are kept so many days") },
	{ "pack_folder", "", N_("A folder that the newest emergency packs are copied to as well, on another machine or for a printer; empty: none") },
	{ "pack_file_as", "", N_("A file for a laptop is made each night as far as this person reads: a user name; empty: none is made") },
	{ "pack_passphrase_file", "", N_("The file whose first line is the passphrase of it; let nobody but the service read it") },
	{ "pack_channel", "mail", N_("The channel by which whoever looks after the service is told of an emergency pack that is missing") },
	{ "signals_weekday", "1", N_("What is unusual is looked for on this day of the week, 1 is Monday") },
	{ "signals_hour", "5", N_("And from this hour on") },
	{ "signals_years", "5", N_("What is usual is told from so many years before") },
	{ "signals_false_percent", "10", N_("Of the signals in a list, at most so many in a hundred may be false on average") },
	{ "signals_least_events", "3", N_("With fewer events in the week nothing is a signal, unless one is enough for its type") },
	{ "signals_reopen_percent", "1", N_("A signal that was dismissed or closed opens again when it is listed again and so few in a hundred like it would be false") },
	{ "signals_word_events", "3", N_("A word of fewer events in the week is not told beside a signal; never less than 3") },
	{ "signals_word_z", "3", N_("A word stands out in the texts of a signal when it is more common than before by more than so many standard errors") },
	{ "signals_drift_between", "260", N_("Slow drift: a series of the whole city or of a committee may be found without reason once in so many weeks on average, each way; 0: none is followed") },
	{ "signals_drift_between_areas", "1040", N_("And a series of an area") },
	{ "signals_drift_weeks", "4", N_("A slow drift stands in the list for so many weeks from when it was found") },
	{ "signals_replay_weeks", "52", N_("So many weeks that are over are replayed, to see how the list would have done") },
	{ "hotspots_years", "2", N_("Where it gathers: a period is compared with so many years before it") },
	{ "hotspots_least_events", "30", N_("With fewer events in the period, or before it, nothing is said of where it gathers") },
	{ "hotspots_least_points", "10", N_("An area or a square with fewer events, now and before together, is left blank") },
	{ "hotspots_square_metres", "125", N_("The side of the squares that events are counted in, in metres") },
	{ "hotspots_hill_metres", "250", N_("How wide an event is spread over the squares, in metres, at least two squares; keep it, so that maps can be compared") },
	{ "hotspots_draws", "999", N_("So many times it is drawn by lot what chance alone would give") },
	{ "hotspots_weeks", "8", N_("Clusters are looked for in so many weeks, the last") },
	{ "hotspots_radius_metres", "2000", N_("A cluster reaches at most so many metres from its middle") },
	{ "hotspots_marked_percent", "5", N_("The map is tried on the past by marking so many per cent of the area") },
	{ "hotspots_false_percent", "5", N_("A cluster is told when chance gives one so seldom, per cent; and so many of the areas told as more or fewer may be chance") },
	{ "hotspots_same_point_percent", "5", N_("When more than so many per cent of the events stand on one point, nothing is said of near repeats") },
	{ "crisis_longest_hours", "12", N_("In the staff of a crisis nobody works more hours than this between two rests") },
	{ "crisis_rest_hours", "8", N_("In the staff of a crisis a rest is at least so many hours") },
	{ "crisis_days_ahead", "7", N_("The shifts of the staff of a crisis are shown so many days ahead") },
	{ "partner_check_days", "180", N_("A way to reach an actor outside the city is tried again after so many days") },
	{ "partner_share_hours", "48", N_("A shared picture for partners can be read for so many hours, unless whoever releases it says otherwise") },
	{ "partner_share_days", "14", N_("A shared picture can be read by partners for at most so many days") },
	{ "municipality_code", "", N_("The four digits that the municipality has among Swedish municipalities; the first two are the county's") },
	{ "warning_folder", "", N_("A folder where other programs put warnings (CAP 1.2): looked through each minute; empty: none is watched") },
	{ "warning_hours_without_end", "24", N_("A warning that does not say when it ends is shown as valid for so many hours") },
	{ "monthly_day", "5", N_("The statistics of a month are made on this day of the next, 1 to 28") },
	{ "monthly_hour", "5", N_("And at this hour, 0 to 23") },
	{ "monthly_expected_percent", "80", N_("In monthly packs the number that was expected is told within limits that hold so often, per cent, 50 to 98") },
	{ "monthly_remind_days", "5", N_("Who has not received a monthly pack after so many days is reminded; 0: nobody is by itself") },
	{ "monthly_again_months", "3", N_("When monthly packs are made, those of so many months before are counted again; 0: only when somebody asks") },
	{ "monthly_deliverable", "statistics_pack", N_("The deliverable of the programme that is handed in when the packs of a month are sent; empty: none") },
	{ "scanning_network", "no", N_("Feeds of the sources of horizon scanning are fetched over the network; no: only files are taken in") },
	{ "scanning_folder", "", N_("A folder where other programs put feeds (RSS, Atom, RDF): looked through each minute; empty: none is watched") },
	{ "cap_sender", "", N_("Who sends, in warnings of our own: an address without spaces; empty: made of the address of this service") },
	{ "smtp_url", "", N_("The mail server that letters are sent through: smtp://host:587 or smtps://host; empty: none is sent") },
	{ "smtp_tls", "yes", N_("Letters are only sent encrypted; no: to a server on this very machine that has no encryption") },
	{ "mail_from", "", N_("The address that letters come from") },
	{ NULL, NULL, NULL },
};

enum { MOST_SETTINGS = COUNT(settings) };

static struct str own[MOST_SETTINGS];   /* malloc'ed; len 0 with at NULL: not set */

struct setting_row { struct str name, value; };
static const struct column setting_columns[] = {
	{ "name", COLUMN_text, offsetof(struct setting_row, name), NULL },
	{ "value", COLUMN_text, offsetof(struct setting_row, value), NULL },
};
static const struct shape setting_shape = {
	.size = sizeof(struct setting_row), .count = 2, .columns = setting_columns,
};

static size_t setting_index(const char *name)
{
	for (size_t i = 0; settings[i].name; i++)
		if (!strcmp(settings[i].name, name))
			return i;
	must(!"the setting is in the table");
	return 0;
}

static void setting_keep(size_t i, struct str value)
{
	char *copy = malloc(value.len + 1);

	if (!copy)
		abandon("Could not keep a setting.", "out of memory");
	if (value.len)
		memcpy(copy, value.at, value.len);
	copy[value.len] = '\0';
	free((char *)own[i].at);
	own[i] = (struct str){ copy, value.len };
}

void setting_refresh(struct store *store)
{
	struct arena *arena = arena_open(1 << 20);
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });
	struct rows rows = view_list(view, &setting_shape,
		SQL("SELECT name, value FROM setting"), NONE);
	const struct setting_row *row = rows.at;

	for (size_t k = 0; k < rows.count; k++)
		for (size_t i = 0; settings[i].name; i++)
			if (str_is(row[k].name, settings[i].name))
				setting_keep(i, row[k].value);
	view_close(view);
	arena_close(arena);
}

struct str setting_text(const char *name)
{
	size_t i = setting_index(name);

	return own[i].at ? own[i] : str_of(settings[i].standard);
}

int64_t setting_int(const char *name)
{
	int64_t n = 0;

	if (!str_to_int(setting_text(name), &n))
		str_to_int(str_of(settings[setting_index(name)].standard), &n);
	return n;
}

int setting_within(const char *name, int least, int most)
{
	int64_t value = setting_int(name);

	return (int)(value < least ? least : value > most ? most : value);
}

bool setting_yes(const char *name)
{
	return str_is(setting_text(name), "yes");
}

void setting_put(struct change *change, const char *name, struct str value)
{
	setting_keep(setting_index(name), value);
	change_run(change, SQL("INSERT INTO setting (name, value) VALUES ($1, $2)"
		" ON CONFLICT (name) DO UPDATE SET value = excluded.value,"
		" version = setting.version + 1"), V(name, value));
}
