/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/mail.h - one letter by e-mail, through the city's own mail server.
 *
 * Only jobs send: a server that is slow must keep nobody waiting.  The address of the server
 * and the sender are settings (smtp_url, mail_from); the connection is encrypted unless the
 * city has said otherwise (smtp_tls).  A letter is plain text, marked as written by a machine
 * so that no holiday reply comes back.  Queue and what became of each letter belong to the room
 * that sends; what must go by other ways too (alarms) has its own retries.
 */
#pragma once

#include "base/arena.h"
#include "base/calendar.h"
#include "base/str.h"
#include "kit/job.h"

struct mail {
	struct str to;                  /* one address */
	struct str subject, text;       /* UTF-8; text may be long, lines end in LF */
	struct str identity;            /* letters and digits: the same letter sent again keeps it */
};

enum mail_answer {
	MAIL_SENT,                      /* the server has taken it */
	MAIL_LATER,                     /* it may go better later: no contact, or the server says so */
	MAIL_REFUSED,                   /* it will not go better: the address, or what the server says */
};

bool mail_is_ready(void);               /* both settings are given */
/* *problem tells, for people, what was not well; "" when sent. */
enum mail_answer mail_send(struct arena *arena, const struct mail *mail, struct str *problem);
/* From a job: while the server says later it waits and tries again, until the job is cancelled.
 * *tries is counted up. */
enum mail_answer mail_send_patiently(struct job *job, const struct mail *mail, int64_t *tries,
                                     struct str *problem);

/* Values in, values out. */
bool mail_address_is(struct str address);       /* one that may stand in an envelope */
/* The letter as it is sent (RFC 5322, MIME), from `from`, at a moment. */
struct str mail_write(struct arena *arena, const struct mail *mail, struct str from,
                      struct instant at);
/* What the last answer of a server means: 250, 451, 550 ...; 0 there was none. */
enum mail_answer mail_answer_of(long code);
/* Seconds to wait before the next try, 0: no more tries. */
int mail_wait(int64_t tries);
