-- An answer with numbers: how many there were, and of how many it holds.
ALTER TABLE attestation ADD COLUMN has_numbers {int} NOT NULL DEFAULT 0;
ALTER TABLE attestation ADD COLUMN whole {int} NOT NULL DEFAULT 0;
ALTER TABLE attestation ADD COLUMN counted {int} NOT NULL DEFAULT 0;
