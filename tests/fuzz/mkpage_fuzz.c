/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * mkpage_fuzz.c - any text at all is compiled or refused, and nothing else happens.
 *
 * Whole files are rarely found by chance: the input is tried as the body of a page too.
 */
#define MKPAGE_NO_MAIN
#include "tools/mkpage.c"
#include "tools/mkpage_html.c"

#include <stdint.h>

static void compile_one(const char *text, size_t len)
{
	static FILE *nowhere;
	struct mkpage job = { .name = "fuzz.html", .header = "fuzz.html.h" };

	if (!nowhere)
		nowhere = fopen("/dev/null", "w");
	if (!nowhere)
		abort();
	job.c = job.h = job.complaints = nowhere;
	mkpage_compile(&job, text, len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char before[] = "{{ page p(struct out *out) }}";
	static const char after[] = "{{ end }}";
	size_t len = strlen(before) + size + strlen(after);
	char *page = malloc(len);

	if (!page)
		abort();
	memcpy(page, before, strlen(before));
	if (size)
		memcpy(page + strlen(before), data, size);
	memcpy(page + strlen(before) + size, after, strlen(after));
	compile_one(page, len);
	free(page);
	compile_one((const char *)data, size);
	return 0;
}
