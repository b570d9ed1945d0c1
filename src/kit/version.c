/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/version.c - see version.h. */
#include "kit/version.h"

#ifndef VARN_VERSION
#define VARN_VERSION "0.1.0"
#endif

const char program_version[] = VARN_VERSION;
