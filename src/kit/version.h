/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/version.h - which program this is; what is kept says which one made it. */
#pragma once

extern const char program_version[];    /* "0.1.0" */
