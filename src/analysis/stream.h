/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/stream.h - random numbers that are the same every time, on any number of threads.
 *
 * A stream is xoshiro256++ (Blackman and Vigna 2019), begun by splitmix64 from a seed and a
 * number: the number is what is drawn for (the 17th year, the 4th risk), never a thread.
 * share_of() has no state at all: the share that belongs to two numbers, whoever asks and
 * whenever, so that two futures may differ in one thing only.
 */
#pragma once

#include <stdint.h>

struct stream { uint64_t state[4]; };

struct stream stream_open(uint64_t seed, uint64_t number);
uint64_t stream_next(struct stream *stream);
double stream_share(struct stream *stream);             /* above 0, below 1 */
double stream_normal(struct stream *stream);
/* How many events in a year with this mean (0 to 1e6). */
uint64_t stream_poisson(struct stream *stream, double mean);

/* The last step of splitmix64: each number becomes another one, near ones far apart. */
uint64_t stream_mix(uint64_t z);
double share_of(uint64_t seed, uint64_t draw, uint64_t thing);
