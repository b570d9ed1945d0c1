-- Swaps of duty: somebody asks another to take a shift, or to exchange two.  A request moves
-- nothing; what moves when it is accepted is an override like any other.

CREATE TABLE roster_swap (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	roster_id {int} NOT NULL REFERENCES roster (id),
	begins_at {int} NOT NULL,               -- what is asked for: a shift, or a part of it
	ends_at {int} NOT NULL,
	asked_by {int} NOT NULL REFERENCES person (id),
	asked_of {int} NOT NULL REFERENCES person (id),
	back_begins_at {int} NOT NULL DEFAULT 0,        -- what is taken in exchange; 0 nothing
	back_ends_at {int} NOT NULL DEFAULT 0,
	state {text} NOT NULL,                  -- open, accepted, declined, withdrawn, decided, closed, lapsed
	asked_at {int} NOT NULL,
	ended_by {int} NOT NULL DEFAULT 0,
	ended_at {int} NOT NULL DEFAULT 0,      -- 0: open
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX roster_swap_by_roster ON roster_swap (roster_id, state);
CREATE INDEX roster_swap_by_asked_of ON roster_swap (asked_of, state);
CREATE INDEX roster_swap_by_asked_by ON roster_swap (asked_by, state);
CREATE INDEX roster_swap_by_state ON roster_swap (state, ended_at);

-- What has been said and who was reminded, only added to.  The words stand here and nowhere
-- else: no audit and no override has them.  Each step is made once, also by two processes.
CREATE TABLE roster_swap_step (
	id {key},
	swap_id {int} NOT NULL REFERENCES roster_swap (id),
	at {int} NOT NULL,
	person_id {int} NOT NULL DEFAULT 0,     -- who did it; of a reminder, who was reminded
	verb {text} NOT NULL,                   -- ask, accept, decline, withdraw, decide, close, lapse, remind, keeper, told
	number {int} NOT NULL DEFAULT 0,
	words {text} NOT NULL DEFAULT ''
) {strict};
CREATE UNIQUE INDEX roster_swap_step_once ON roster_swap_step (swap_id, verb, number);

-- A calendar feed of a whole roster.
ALTER TABLE calendar_feed ADD COLUMN roster_id {int} NOT NULL DEFAULT 0;
