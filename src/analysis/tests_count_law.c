/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_count_law.c - every value of the oracle for distribution functions, as we call them. */
#include "analysis/count_law.h"

#include "analysis/tests_oracle.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <string.h>

/* The two-sided test of Fisher: all tables with the same sums that are no likelier. */
static double fisher_two(double packed, double d)
{
	double a = floor(packed / 1e6), b = floor(fmod(packed, 1e6) / 1e3), c = fmod(packed, 1e3);
	double row = a + c, seen = dhyper(a, row, b + d, a + b, 0), sum = 0;

	for (double x = 0; x <= fmin(row, a + b); x++) {
		double chance = dhyper(x, row, b + d, a + b, 0);

		sum += chance <= seen * (1 + 1e-7) ? chance : 0;
	}
	return sum;
}

static double r_lgamma(double a, double b, double c) { (void)b; (void)c; return lgammafn(a); }
static double r_digamma(double a, double b, double c) { (void)b; (void)c; return digamma(a); }
static double r_trigamma(double a, double b, double c) { (void)b; (void)c; return trigamma(a); }
static double r_norm_cdf(double a, double b, double c) { (void)b; (void)c; return pnorm(a, 0, 1, 1, 0); }
static double r_norm_sf(double a, double b, double c) { (void)b; (void)c; return pnorm(a, 0, 1, 0, 0); }
static double r_norm_q(double a, double b, double c) { (void)b; (void)c; return qnorm(a, 0, 1, 1, 0); }
static double r_gamma_p(double a, double b, double c) { (void)c; return pgamma(b, a, 1, 1, 0); }
static double r_gamma_q(double a, double b, double c) { (void)c; return pgamma(b, a, 1, 0, 0); }
static double r_beta(double a, double b, double c) { return pbeta(c, a, b, 1, 0); }
static double r_beta_up(double a, double b, double c) { return pbeta(c, a, b, 0, 0); }
static double r_beta_q(double a, double b, double c) { return qbeta(c, a, b, 1, 0); }
static double r_gamma_quantile(double a, double b, double c) { return qgamma(c, a, 1 / b, 1, 0); }
static double r_t(double a, double b, double c) { (void)c; return pt(a, b, 1, 0); }
static double r_t_q(double a, double b, double c) { (void)c; return qt(a, b, 1, 0); }
static double r_chisq(double a, double b, double c) { (void)c; return pchisq(a, b, 0, 0); }
static double r_binom(double a, double b, double c) { return pbinom(a - 1, b, c, 0, 0); }
static double r_fisher(double a, double b, double c) { (void)c; return fisher_two(a, b); }
static double law_pois(double a, double b, double c) { (void)c; return count_law_at_least(count_law(b, 1), a); }
static double law_pmf(double a, double b, double c) { (void)c; return count_law_exactly(count_law(b, 1), a); }
static double law_nb(double a, double b, double c) { return count_law_at_least(count_law(b, c), a); }
static double law_nb_q(double a, double b, double c) { return count_law_quantile(count_law(b, c), a); }

static const struct { const char *name; double (*at)(double, double, double); } functions[] = {
	{ "lgamma", r_lgamma }, { "digamma", r_digamma }, { "trigamma", r_trigamma },
	{ "norm_cdf", r_norm_cdf }, { "norm_sf", r_norm_sf }, { "norm_quantile", r_norm_q },
	{ "gamma_p", r_gamma_p }, { "gamma_q", r_gamma_q }, { "beta_i", r_beta },
	{ "beta_i_upper", r_beta_up }, { "beta_quantile", r_beta_q },
	{ "gamma_quantile", r_gamma_quantile }, { "t_cdf", r_t }, { "t_quantile", r_t_q },
	{ "chisq_sf", r_chisq }, { "binom_sf_ge", r_binom }, { "fisher_p_two", r_fisher },
	{ "pois_sf_ge", law_pois }, { "pois_pmf", law_pmf }, { "nb_sf_ge", law_nb },
	{ "nb_quantile", law_nb_q },
};

static double function_at(struct str name, double a, double b, double c)
{
	for (size_t i = 0; i < COUNT(functions); i++)
		if (str_is(name, functions[i].name))
			return functions[i].at(a, b, c);
	CHECK(false);
	return NAN;
}

TEST(distribution_functions_are_those_of_the_oracle)
{
	const struct csv_table *table = oracle_read("oracles/00_specfun/specfun.csv");

	CHECK(table->count == 854);
	for (size_t row = 1; row < table->count; row++) {
		double expected = oracle_number(table, row, "value");
		double found = function_at(csv_cell(table, row, "fn"), oracle_number(table, row, "a"),
			oracle_number(table, row, "b"), oracle_number(table, row, "c"));

		CHECK(is_within(found, expected, fabs(expected) < 1e-100 ? 1e-9 : 1e-12));
	}
}

TEST(a_law_is_whole_and_its_tail_ends)
{
	static const struct count_law laws[] = { { 0.05, 1 }, { 0.7, 2.5 }, { 12, 1 }, { 40, 6 }, { 3, 1 + 1e-12 } };

	for (size_t i = 0; i < COUNT(laws); i++) {
		double sum = 0;

		for (double n = 0; n < 600; n++) {
			CHECK(fabs(count_law_at_least(laws[i], n) - (1 - sum)) < 1e-12);
			CHECK(count_law_mid(laws[i], n) <= count_law_at_least(laws[i], n));
			sum += count_law_exactly(laws[i], n);
		}
		CHECK(fabs(sum - 1) < 1e-12);
		for (double share = 0.01; share < 1; share += 0.07) {
			double n = count_law_quantile(laws[i], share);

			CHECK(1 - count_law_at_least(laws[i], n + 1) >= share - 1e-12);
			CHECK(n == 0 || 1 - count_law_at_least(laws[i], n) < share);
		}
	}
}

TEST(a_law_of_nothing_and_of_what_is_no_number)
{
	struct count_law none = count_law(NAN, NAN), many = count_law(2147483648.0, 3);

	CHECK(none.mean == 0 && none.phi == 1);
	CHECK(count_law_exactly(none, 0) == 1 && count_law_at_least(none, 1) == 0);
	CHECK(count_law_quantile(none, 0.99) == 0 && count_law_at_least(none, 0) == 1);
	CHECK(count_law(-4, 0.2).mean == 0 && count_law(4, 0.2).phi == 1);
	CHECK(count_law_exactly(count_law(4, 2), -1) == 0 && count_law_exactly(count_law(4, 2), 1.5) == 0);
	CHECK(isnan(count_law_at_least(count_law(4, 2), NAN)));
	CHECK(fabs(count_law_at_least(many, 2147483648.0) - 0.5) < 1e-3);
	CHECK(fabs(count_law_quantile(many, 0.5) - 2147483648.0) < 10);
	CHECK(count_law_moments(4, 1).phi == 1 && count_law_moments(4, 8).phi == 2);
	CHECK(count_law_at_least(count_law(1e-300, 5), 1) < 1e-290);
}
