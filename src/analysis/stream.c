/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/stream.c - see stream.h. */
#include "analysis/stream.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>

static const uint64_t golden = 0x9E3779B97F4A7C15u;

uint64_t stream_mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

static double share_from(uint64_t bits)
{
	return ((double)(bits >> 11) + 0.5) * 0x1p-53;
}

static uint64_t turned(uint64_t x, int by)
{
	return x << by | x >> (64 - by);
}

struct stream stream_open(uint64_t seed, uint64_t number)
{
	struct stream stream;
	uint64_t at = stream_mix(seed + golden) ^ stream_mix(number * golden + 1);

	for (int i = 0; i < 4; i++)
		stream.state[i] = stream_mix(at += golden);
	return stream;
}

uint64_t stream_next(struct stream *stream)
{
	uint64_t *s = stream->state, found = turned(s[0] + s[3], 23) + s[0], kept = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= kept;
	s[3] = turned(s[3], 45);
	return found;
}

double stream_share(struct stream *stream)
{
	return share_from(stream_next(stream));
}

double stream_normal(struct stream *stream)
{
	return qnorm(stream_share(stream), 0, 1, 1, 0);
}

/* By inversion: one share for each number, and more events for a larger mean. */
uint64_t stream_poisson(struct stream *stream, double mean)
{
	enum { LARGE = 20 };
	double share = stream_share(stream), chance = exp(-mean);
	uint64_t n = 0;

	if (!(mean > 0))
		return 0;
	if (mean > LARGE)
		return (uint64_t)qpois(share, mean, 1, 0);
	for (double sum = chance; sum < share && chance > 0; sum += chance)
		chance *= mean / (double)++n;
	return n;
}

double share_of(uint64_t seed, uint64_t draw, uint64_t thing)
{
	return share_from(stream_mix(stream_mix(stream_mix(seed + golden) ^ draw * golden) + thing * golden + 1));
}
