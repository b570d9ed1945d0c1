#!/usr/bin/env Rscript
# SPDX-License-Identifier: EUPL-1.2
# bench/farrington.R FILE SERIES - how much processor time surveillance::farringtonFlexible() takes for
# a week of each of the first SERIES series of bench/weeks.py; milliseconds per series.  Reading,
# loading and making the objects are not in it.
suppressMessages(library(surveillance))
said <- commandArgs(TRUE)
rows <- read.csv(said[1], nrows = as.integer(said[2]), colClasses = "character")
all <- lapply(strsplit(rows$counts, " "), as.integer)
control <- list(range = length(all[[1]]), b = 5, w = 3, noPeriods = 10, pastWeeksNotIncluded = 26,
                limit54 = c(0, 4), thresholdMethod = "nbPlugin", alpha = 0.01, glmWarnings = FALSE)
series <- lapply(all, function(y) sts(observed = matrix(y, ncol = 1), frequency = 52))
took <- system.time(for (one in series) suppressWarnings(farringtonFlexible(one, control)))
cat(1000 * (took[["user.self"]] + took[["sys.self"]]) / length(all), "\n")
