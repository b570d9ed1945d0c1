/* SPDX-License-Identifier: EUPL-1.2 */
/* documents/model.c - the records of the room, their choices, and what it shows the house. */
#include "modules/documents/knowledge.h"
#include "modules/documents/proof.h"
#include "modules/documents/reports.h"

const struct choice version_states[] = {
	{ "", "" },
	{ "working", N_("Being written") },
	{ "adopted", N_("Adopted") },
	{ NULL, NULL },
};

const struct choice version_ends[] = {
	{ "", "" },
	{ "replaced", N_("Replaced by a newer version") },
	{ "withdrawn", N_("Revoked") },
	{ NULL, NULL },
};

#define RECORD struct document
static const struct field document_fields[] = { DOCUMENT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record document_record = {
	RECORD_OF("document", document, document_fields),
	.label = N_("Document"), .many = N_("Documents"), .path = "/documents",
};

#define RECORD struct document_version
static const struct field version_fields[] = { DOCUMENT_VERSION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record document_version_record = {
	RECORD_OF("document_version", document_version, version_fields),
	.label = N_("Version of a document"), .many = N_("Versions of documents"),
	.path = "/documents",
};

#define RECORD struct document_receipt
static const struct field receipt_fields[] = { RECEIPT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record receipt_record = {
	RECORD_OF("document_receipt", document_receipt, receipt_fields),
	.label = N_("Acknowledgement"), .many = N_("Acknowledgements"),
	.path = "/documents/acknowledgements",
};

#define RECORD struct document_row
const struct field document_row_fields[] = { DOCUMENT_ROW_FIELDS(AS_FIELD) };
#undef RECORD
_Static_assert(COUNT(document_row_fields) == DOCUMENT_ROW_COUNT, "one count for each field");
const struct shape document_row_shape = SHAPE_OF(NULL, document_row, document_row_fields);

#define RECORD struct receipt_row
const struct field receipt_row_fields[] = { RECEIPT_ROW_FIELDS(AS_FIELD) };
#undef RECORD
_Static_assert(COUNT(receipt_row_fields) == RECEIPT_ROW_COUNT, "one count for each field");
const struct shape receipt_row_shape = SHAPE_OF(NULL, receipt_row, receipt_row_fields);

static const struct record *const records[] = {
	&document_record, &document_version_record, &receipt_record,
	&knowledge_question_record, NULL,
};
static const struct menu_entry menu[] = {
	{ N_("Library"), "/documents/in-force", SIGNED_IN, "document", true },
	{ N_("What we know"), "/knowledge", MAY_documents_read, "ok", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module documents_module = {
	.name = "documents",
	.routes = documents_routes,
	.records = records,
	.references = documents_references,
	.reports = documents_reports,
	.rules = documents_rules,
	.menu = menu,
	.demo = documents_demo,
	.evidence = documents_evidence,
	.home = documents_home,
};
