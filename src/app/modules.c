/* SPDX-License-Identifier: EUPL-1.2 */
/* app/modules.c - the list of rooms, and by it the order of the menu and of the demo. */
#include "app/app.h"

#include "kit/import.h"
#include "modules/agreements/agreements.h"
#include "modules/alarms/alarms.h"
#include "modules/commitments/commitments.h"
#include "modules/communication/communication.h"
#include "modules/continuity/continuity.h"
#include "modules/costs/costs.h"
#include "modules/crisis/crisis.h"
#include "modules/duties/duties.h"
#include "modules/datasets/datasets.h"
#include "modules/documents/documents.h"
#include "modules/emergency/emergency.h"
#include "modules/evaluations/evaluations.h"
#include "modules/events/events.h"
#include "modules/exercises/exercises.h"
#include "modules/fire/fire.h"
#include "modules/followup/followup.h"
#include "modules/forums/forums.h"
#include "modules/goals/goals.h"
#include "modules/hotspots/hotspots.h"
#include "modules/inform/inform.h"
#include "modules/measures/measures.h"
#include "modules/monthly/monthly.h"
#include "modules/notices/notices.h"
#include "modules/observations/observations.h"
#include "modules/opendata/opendata.h"
#include "modules/partners/partners.h"
#include "modules/packs/packs.h"
#include "modules/people/people.h"
#include "modules/pictures/pictures.h"
#include "modules/places/places.h"
#include "modules/prevention/prevention.h"
#include "modules/programme/programme.h"
#include "modules/projects/projects.h"
#include "modules/reporting/reporting.h"
#include "modules/riskpicture/riskpicture.h"
#include "modules/risks/risks.h"
#include "modules/rosters/rosters.h"
#include "modules/scanning/scanning.h"
#include "modules/signals/signals.h"
#include "modules/statistics/statistics.h"
#include "modules/submissions/submissions.h"
#include "modules/supervision/supervision.h"
#include "modules/support/support.h"
#include "modules/surveys/surveys.h"
#include "modules/threats/threats.h"
#include "modules/training/training.h"
#include "modules/units/units.h"
#include "modules/warnings/warnings.h"
#include "modules/wheel/wheel.h"
#include "modules/work/work.h"
#include "modules/workenvironment/workenvironment.h"

static const struct menu_entry start_menu[] = {
	{ N_("My work"), "/", SIGNED_IN, "home", false },
	{ NULL, NULL, NOBODY, NULL, false },
};
/* The kit's own pages that stand under More. */
static const struct menu_entry kit_menu[] = {
	{ N_("Reports"), "/reports", SIGNED_IN, "print", true },
	{ N_("Imports"), "/imports", MAY_import_write, "import", true },
	{ N_("Jobs"), "/jobs", SIGNED_IN, "job", true },
	{ NULL, NULL, NOBODY, NULL, false },
};
static const struct module start_module = { .name = "start", .menu = start_menu };
static const struct module list_module = { .name = "lists", .jobs = export_jobs };
static const struct module kit_module = {
	.name = "kit", .menu = kit_menu, .routes = NULL, .jobs = import_jobs,
};

const struct module *const modules[] = {
	&start_module,
	&work_module,
	&events_module,
	&risks_module,
	&measures_module,
	&pictures_module,
	&signals_module,
	&submissions_module,
	&commitments_module,
	&rosters_module,
	&alarms_module,
	&packs_module,
	&wheel_module,
	&documents_module,
	&goals_module,
	&followup_module,
	&reporting_module,
	&costs_module,
	&surveys_module,
	&datasets_module,
	&opendata_module,
	&statistics_module,
	&monthly_module,
	&hotspots_module,
	&observations_module,
	&notices_module,
	&scanning_module,
	&places_module,
	&fire_module,
	&supervision_module,
	&projects_module,
	&threats_module,
	&training_module,
	&workenvironment_module,
	&units_module,
	&people_module,
	&programme_module,
	&duties_module,
	&prevention_module,
	&continuity_module,
	&riskpicture_module,
	&crisis_module,
	&emergency_module,
	&inform_module,
	&exercises_module,
	&support_module,
	&evaluations_module,
	&partners_module,
	&agreements_module,
	&communication_module,
	&warnings_module,
	&list_module,
	&forums_module,
	&kit_module,
	NULL,
};
/* Units before the places and people that belong to them, events before pictures, the
 * programme and what proves it before what follows from it. */
const struct module *const demo_order[] = {
	&units_module,
	&places_module,
	&people_module,
	&programme_module,
	&events_module,
	&signals_module,
	&notices_module,
	&pictures_module,
	&measures_module,
	&reporting_module,
	&costs_module,
	&surveys_module,
	&forums_module,
	&documents_module,
	&commitments_module,
	&rosters_module,
	&alarms_module,
	&duties_module,
	&goals_module,
	&submissions_module,
	&risks_module,
	&followup_module,
	&continuity_module,
	&riskpicture_module,
	&crisis_module,
	&packs_module,
	&emergency_module,
	&inform_module,
	&exercises_module,
	&support_module,
	&evaluations_module,
	&partners_module,
	&agreements_module,
	&warnings_module,
	&scanning_module,
	&hotspots_module,
	&fire_module,
	&supervision_module,
	&projects_module,
	&observations_module,
	&communication_module,
	&monthly_module,
	&datasets_module,
	&opendata_module,
	&threats_module,
	&training_module,
	&workenvironment_module,
	NULL,
};
