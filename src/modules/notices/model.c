/* SPDX-License-Identifier: EUPL-1.2 */
/* notices/model.c - the lists of model.h as records. */
#include "modules/notices/model.h"

#define RECORD struct notice
static const struct field notice_fields[] = { NOTICE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record notice_record = {
	RECORD_OF("notice", notice, notice_fields),
	.label = N_("External notice"), .many = N_("External notices"), .path = "/notices",
};

#define RECORD struct notice_version
static const struct field version_fields[] = { NOTICE_VERSION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record notice_version_record = {
	RECORD_OF("notice_version", notice_version, version_fields),
	.label = N_("Earlier version of a notice"), .many = N_("Earlier versions of notices"),
	.path = "/notices",
};
