-- The last day that a figure counted: before the days after are over it is no answer yet.
ALTER TABLE effect_figure ADD COLUMN counted_to {text} NOT NULL DEFAULT '';
