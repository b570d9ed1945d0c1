/* SPDX-License-Identifier: EUPL-1.2 */
/* events/pages.c - the routes of the room, and the room as the house sees it. */
#include "modules/events/cube_keep.h"
#include "modules/events/inside.h"
#include "modules/events/unreported.h"
#include "modules/events/undo.h"
#include "modules/events/whistleblowing.h"

#define NUMBER "/events/:number"
#define HANDLED(path_, act_, label_) { POST, NUMBER path_, .need = MAY_events_handle, \
	.act = act_, .again = event_show, .is_api_too = true, .label = label_ }
/* A section whose form is fields of the event itself. */
#define SECTION(path_, form_, label_) { POST, NUMBER path_, .need = MAY_events_handle, \
	.act = event_section_act, .form = &form_, .load = event_load, .again = event_show, \
	.is_api_too = true, .label = label_ }
#define NEED_TO_KNOW(path_, act_, label_) { POST, NUMBER path_, .need = MAY_events_restricted, \
	.act = act_, .again = event_show, .is_api_too = true, .label = label_ }

static const struct route routes[] = {
	/* Without account. */
	{ GET, "/r", .need = ANYBODY, .show = report_show, .label = N_("Report an event") },
	{ GET, "/r/stopped", .need = ANYBODY, .show = quarantined_show,
	  .label = N_("What to do instead of writing") },
	{ GET, "/r/whistleblowing", .need = ANYBODY, .show = whistleblowing_show,
	  .label = N_("Report as a whistleblower") },
	{ POST, "/r/whistleblowing", .need = ANYBODY, .act = whistleblowing_act, .is_api_too = true,
	  .needs_no_token = true, .most_per_minute = 20,
	  .label = N_("Throw away what was begun and turn to the whistleblowing function") },
	{ GET, "/r/:code", .need = ANYBODY, .show = report_show,
	  .label = N_("Report an event at a place or unit") },
	{ POST, "/r", .need = ANYBODY, .act = report_act, .again = report_show,
	  .needs_no_token = true, .label = N_("Send a report") },
	{ GET, "/r/receipt/:code", .need = ANYBODY, .show = receipt_show, .label = N_("Receipt of a report") },
	{ GET, "/f", .need = ANYBODY, .show = follow_ask, .label = N_("Follow a report") },
	{ GET, "/f/:code", .need = ANYBODY, .show = follow_show, .label = N_("Follow a report by its code") },
	{ POST, "/f/:code/add", .need = ANYBODY, .act = follow_add, .again = follow_show,
	  .needs_no_token = true, .label = N_("Add to a report, or answer") },
	{ POST, "/f/:code/same", .need = ANYBODY, .act = follow_same, .needs_no_token = true,
	  .label = N_("Say that two reports are about the same") },

	/* Signed in. */
	{ GET, "/my-reports", .need = SIGNED_IN, .show = my_reports_show, .label = N_("My reports") },
	{ GET, "/my-reports/:number", .need = SIGNED_IN, .show = my_report_show, .label = N_("One of my reports") },
	{ POST, "/my-reports/:number/add", .need = SIGNED_IN, .act = my_report_add,
	  .again = my_report_show, .label = N_("Add to my report, or answer") },
	{ POST, "/events", .need = MAY_events_report, .act = event_api_report,
	  .form = &event_report_form, .is_api_too = true, .label = N_("Report an event signed in") },
	{ GET, "/quarantine", .need = MAY_events_restricted, .show = quarantine_show,
	  .label = N_("Stopped reports") },
	LISTS_ROUTES,
	UNREPORTED_ROUTES,

	/* One event. */
	{ GET, NUMBER, .need = SIGNED_IN, .show = event_show, .is_api_too = true,
	  .label = N_("Everything about an event") },
	{ GET, NUMBER "/photos/:photo", .need = MAY_events_read, .show = event_photo_show,
	  .label = N_("A photo of an event") },
	SECTION("/facts", facts_form, N_("Change the facts of an event")),
	SECTION("/immediate", immediate_form, N_("Write what was done at once")),
	SECTION("/causes", causes_form, N_("Write the causes")),
	SECTION("/references", references_form, N_("Write reference numbers")),
	SECTION("/costs", costs_form, N_("Write damage and cost")),
	SECTION("/secrecy", secrecy_form, N_("Mark secrecy")),
	SECTION("/lesson", lesson_form, N_("Write the lesson")),
	SECTION("/safety", safety_form, N_("Say that the safety representative is informed")),
	{ POST, NUMBER "/assessment", .need = MAY_events_handle, .act = event_assess_act,
	  .form = &assessment_form, .again = event_show, .is_api_too = true,
	  .label = N_("Assess the risk") },
	/* The right that each step needs stands in the rules. */
	{ POST, NUMBER "/state", .need = MAY_events_read, .act = event_state_act,
	  .again = event_show, .is_api_too = true, .label = N_("Take an event one step further") },
	HANDLED("/blocks/:block", event_block_act, N_("Answer further questions")),
	HANDLED("/clocks/:clock", event_clock_act, N_("Answer for a clock")),
	HANDLED("/checks", event_check_act, N_("Tick a checklist")),
	HANDLED("/feedback", event_feedback_act, N_("Write to the reporter")),
	HANDLED("/question", event_question_act, N_("Ask the reporter")),
	HANDLED("/photos", event_photo_act, N_("Add photos")),
	HANDLED("/photos/:photo/words", event_photo_words_act, N_("Say what a photo shows")),
	HANDLED("/photos/:photo/remove", event_photo_remove_act, N_("Take a photo away")),
	{ POST, NUMBER "/open", .need = SIGNED_IN, .act = event_open_act, .is_api_too = true,
	  .label = N_("Open a restricted event; it is logged") },
	NEED_TO_KNOW("/restrict", event_restrict_act, N_("Put an event under need to know")),
	NEED_TO_KNOW("/unrestrict", event_unrestrict_act, N_("Take away need to know")),
	NEED_TO_KNOW("/need", event_need_act, N_("Give access to a restricted event")),
	NEED_TO_KNOW("/need/:need/withdraw", event_need_withdraw_act, N_("Withdraw access")),
	{ .path = NULL },
};

static const struct menu_entry menu[] = {
	{ N_("Events"), "/events", MAY_events_read, "event", false },
	{ N_("My reports"), "/my-reports", SIGNED_IN, "report", true },
	{ N_("Insurance claims"), "/claims", MAY_events_claims, "event", false },
	{ N_("Not reported"), "/events/unreported", MAY_events_unreported, "event", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

static const struct record *const records[] = { &event_record, &assessment_record,
	&event_clock_record, &event_photo_record, &unreported_record, NULL };

const struct module events_module = {
	.name = "events", .routes = routes, .records = records, .references = events_references,
	.jobs = events_jobs, .undos = events_undos, .reports = events_reports, .rules = events_rules, .menu = menu,
	.imports = events_imports, .commands = events_commands, .demo = events_demo,
	.evidence = events_evidence, .home = events_home,
};
