-- With its figures a submitted assessment keeps the answers that they were computed from: one
-- character a criterion, in the order of the model. 0 to 4 are quarters, `-` is not applicable,
-- `.` is unanswered. Null in rows that a release before this one wrote; these are read from
-- `answer` (see docs/decisions/0013).
alter table assessment_score
    add column answers text check (answers ~ '^[0-4.-]+$');

-- With its figures a roll-up keeps who meets which criterion, so that no page has to read answers.
-- `gap_shares` is what the counted answers come to, in the order of the model, in tenths of a
-- percent rounded down; null where a criterion applies to nobody. `gap_respondents` are those who
-- are counted (null is the organization itself), and `gap_quarters_back` how long before the period
-- the first of their last four assessments lies. `gap_states` has two bits for each criterion and
-- respondent: 0 it does not apply, 1 met in full, 2 not, 3 not and answered alike since that first
-- assessment. All four are null in rows that a release before this one wrote.
alter table org_score
    add column gap_shares        smallint[],
    add column gap_respondents   uuid[],
    add column gap_quarters_back smallint[],
    add column gap_states        bytea,
    add constraint org_score_gap_arrays_run_in_parallel check (
        cardinality(gap_respondents) = cardinality(gap_quarters_back)
    );
-- It is dense already, and read whole.
alter table org_score alter column gap_states set storage external;
