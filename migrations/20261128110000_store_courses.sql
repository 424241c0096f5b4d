-- With the figures of a team's assessment stands the way to them, so that where all teams stand and
-- how they came there is one row a team: of its last eight assessments up to this one, oldest first,
-- the period (7 bytes), how much was reviewed (2) and the figures of the whole and the dimensions
-- (6 each, as in `figures`). Null in rows that a release before this one wrote, and in those of the
-- organization itself.
alter table assessment_score add column course bytea;
