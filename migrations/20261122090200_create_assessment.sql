-- One assessment per team and period, and one of the organization itself (team_id is null).
-- `submitted_at` is the state: null while it is a draft (see assessment::Draft). At
-- submission the team's number of applications is kept with it, so that the figures of a
-- past period do not move when a team grows.
create table assessment (
    org_id       uuid not null references org,
    id           uuid not null,
    team_id      uuid,
    period       text not null check (period ~ '^(19|20|21)[0-9]{2}-Q[1-4]$'),
    model_id     text not null check (model_id <> ''),
    applications integer not null default 1 check (applications between 1 and 10000),
    created_at   timestamptz not null default now(),
    saved_at     timestamptz not null default now(),
    submitted_at timestamptz,
    submitted_by uuid references person,
    primary key (org_id, id),
    foreign key (org_id, team_id) references team (org_id, id),
    constraint assessment_once_per_period unique nulls not distinct (org_id, team_id, period)
);
call protect_tenant_table('assessment');
create index assessment_by_period on assessment (org_id, period, team_id)
    include (id, submitted_at, saved_at, applications);

-- An answer to one criterion. `quarters` is null when the criterion is unanswered but has a
-- note or a link, or is not applicable, which needs a reason. A criterion without a row is
-- unanswered. `version` counts its changes.
create table answer (
    org_id         uuid not null,
    assessment_id  uuid not null,
    criterion      text not null check (length(criterion) between 1 and 120),
    quarters       smallint check (quarters between 0 and 4),
    not_applicable boolean not null default false,
    reason         text not null default '' check (length(reason) <= 4000),
    note           text not null default '' check (length(note) <= 4000),
    link           text not null default '' check (length(link) <= 2000),
    version        integer not null default 1,
    changed_by     uuid not null references person,
    changed_at     timestamptz not null,
    primary key (org_id, assessment_id, criterion),
    foreign key (org_id, assessment_id) references assessment (org_id, id) on delete cascade,
    constraint answer_is_given_or_not_applicable check (not (not_applicable and quarters is not null)),
    constraint answer_not_applicable_has_reason check (not_applicable = (reason <> ''))
);
call protect_tenant_table('answer');

-- Every change of an answer, as it was after the change. Append-only: nothing is ever lost.
create table answer_change (
    org_id         uuid not null,
    assessment_id  uuid not null,
    criterion      text not null,
    version        integer not null,
    quarters       smallint,
    not_applicable boolean not null,
    reason         text not null,
    note           text not null,
    link           text not null,
    changed_by     uuid not null references person,
    changed_at     timestamptz not null,
    primary key (org_id, assessment_id, criterion, version),
    foreign key (org_id, assessment_id) references assessment (org_id, id) on delete cascade
);
call protect_tenant_table('answer_change');
revoke update, delete on answer_change from waymark_tenant;
-- Nor may its assessment be deleted, which would take it away with it.
revoke delete on assessment, answer from waymark_tenant;

-- The figures of a submitted assessment, computed at submission (see maturity::score).
-- The three arrays run in parallel: the whole, each dimension, each category, in the order
-- of the model; null where there is no score. Scores in hundredths, toward and through in
-- tenths of a percent, rounded down.
create table assessment_score (
    org_id        uuid not null,
    assessment_id uuid not null,
    team_id       uuid,
    period        text not null check (period ~ '^(19|20|21)[0-9]{2}-Q[1-4]$'),
    model_id      text not null,
    scores        smallint[] not null,
    towards       smallint[] not null,
    throughs      smallint[] not null,
    primary key (org_id, assessment_id),
    foreign key (org_id, assessment_id) references assessment (org_id, id) on delete cascade,
    constraint assessment_score_arrays_run_in_parallel
        check (cardinality(scores) = cardinality(towards) and cardinality(scores) = cardinality(throughs))
);
call protect_tenant_table('assessment_score');
create index assessment_score_by_period on assessment_score (org_id, period, team_id)
    include (scores, towards, throughs);
create index assessment_score_by_team on assessment_score (org_id, team_id, period)
    include (scores, towards, throughs);

-- The organization's roll-up of a period, kept with each submission that changes it.
-- `teams_counted` of `teams_known` teams are in it, `teams_stale` of them with the answers of
-- the period before.
create table org_score (
    org_id        uuid not null references org,
    period        text not null check (period ~ '^(19|20|21)[0-9]{2}-Q[1-4]$'),
    model_id      text not null,
    teams_counted integer not null check (teams_counted >= 0),
    teams_stale   integer not null check (teams_stale between 0 and teams_counted),
    teams_known   integer not null check (teams_known >= teams_counted),
    own           text not null check (own in ('submitted', 'stale', 'missing')),
    scores        smallint[] not null,
    towards       smallint[] not null,
    throughs      smallint[] not null,
    primary key (org_id, period)
        include (teams_counted, teams_stale, teams_known, own, scores, towards, throughs),
    constraint org_score_arrays_run_in_parallel
        check (cardinality(scores) = cardinality(towards) and cardinality(scores) = cardinality(throughs))
);
call protect_tenant_table('org_score');
