-- A period starts from the answers of the last one, which count as unreviewed until somebody
-- says that they are still true or changes them.
alter table answer
    add column is_reviewed boolean not null default true;
alter table answer_change
    add column is_reviewed boolean not null default true;

-- How much of what was submitted had been reviewed, in whole percent rounded down.
alter table assessment
    add column reviewed_percent smallint check (reviewed_percent between 0 and 100);
alter table assessment_score
    add column reviewed_percent smallint not null default 100 check (reviewed_percent between 0 and 100);

-- The same figures from the answers with evidence alone, and how many these are. All null where
-- it was not computed.
alter table assessment_score
    add column evidenced_scores   smallint[],
    add column evidenced_towards  smallint[],
    add column evidenced_throughs smallint[],
    add column evidenced_answers  smallint check (evidenced_answers >= 0),
    add constraint assessment_score_evidenced_arrays_run_in_parallel check (
        cardinality(evidenced_scores) = cardinality(evidenced_towards)
        and cardinality(evidenced_scores) = cardinality(evidenced_throughs)
    );
alter table org_score
    add column reviewed_percent smallint not null default 100 check (reviewed_percent between 0 and 100);

-- A submitted assessment that was opened again, by whom and why. Append-only: it stays visible.
create table reopening (
    org_id        uuid not null,
    id            uuid not null,
    assessment_id uuid not null,
    reason        text not null check (reason <> '' and length(reason) <= 4000),
    reopened_by   uuid not null references person,
    reopened_at   timestamptz not null,
    primary key (org_id, id),
    foreign key (org_id, assessment_id) references assessment (org_id, id) on delete cascade
);
call protect_tenant_table('reopening');
revoke update, delete on reopening from waymark_tenant;
create index reopening_by_assessment on reopening (org_id, assessment_id, reopened_at);
