-- How many are in the room, so that a round with more votes than people is seen; 0 not known.
ALTER TABLE risk_workshop ADD COLUMN people {int} NOT NULL DEFAULT 0;
