/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/test.h - TEST and CHECK.
 *
 * Each test runs in its own forked process, so that must() and crashes are findings and not
 * the end.  test_main.c runs them all, or those whose name contains an argument, and ends
 * with the line "N passed, N failed".
 *
 *   TEST(an_empty_text_equals_nothing) { CHECK(str_is_empty(S(""))); }
 *   TEST_ON_STORES(a_unit_is_found)    { ... test_store() ... }   once per database
 */
#pragma once

#include "base/arena.h"
#include "base/str.h"
#include <stdio.h>

struct test {
	const char *name, *file;
	void (*run)(void);
	bool on_stores;
	struct test *next;
};

void test_register(struct test *test);
void test_failed(const char *what, const char *file, int line);
void test_skip(const char *why);        /* ends the test; said in the closing lines */
struct arena *test_arena(void);         /* one per test */
const char *test_database(void);        /* for TEST_ON_STORES: "sqlite:..." or "postgresql://..." */
/* A file or folder of shared data for tests ("data/...", "oracles/..."), below $VARN_SHARED
 * or ../shared; skips the test when absent. */
const char *test_shared(const char *path);

/* Set by store's tests: makes an empty database on the server of VARN_TEST_PG and gives its
 * URL (kept by the maker); n is another for each test of a run.  NULL: it cannot. */
extern const char *(*test_make_database)(const char *server_url, int n);
/* Set beside it, may be NULL: takes the database away again, after the test. */
extern void (*test_drop_database)(const char *server_url, const char *url);

#define TEST_DECLARE(name_, stores_) \
	static void test_##name_(void); \
	__attribute__((constructor)) static void test_add_##name_(void) \
	{ \
		static struct test test = { #name_, __FILE__, test_##name_, stores_, NULL }; \
		test_register(&test); \
	} \
	static void test_##name_(void)
#define TEST(name) TEST_DECLARE(name, false)
#define TEST_ON_STORES(name) TEST_DECLARE(name, true)
#define CHECK(condition) \
	((condition) ? (void)0 : test_failed(#condition, __FILE__, __LINE__))
