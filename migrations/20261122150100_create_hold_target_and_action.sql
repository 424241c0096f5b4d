-- Leadership may decide that a dimension stays where it is until a review, for a reason.
-- `team_id` is null when it is the organization's. A hold that is ended stays as history.
create table hold (
    org_id       uuid not null references org,
    id           uuid not null,
    team_id      uuid,
    dimension    text not null check (length(dimension) between 1 and 60),
    reason       text not null check (reason <> '' and length(reason) <= 4000),
    from_period  text not null check (from_period ~ '^(19|20|21)[0-9]{2}-Q[1-4]$'),
    until_period text not null check (until_period ~ '^(19|20|21)[0-9]{2}-Q[1-4]$'),
    decided_by   uuid not null references person,
    decided_at   timestamptz not null,
    ended_at     timestamptz,
    primary key (org_id, id),
    foreign key (org_id, team_id) references team (org_id, id),
    constraint hold_ends_after_it_begins check (until_period >= from_period)
);
call protect_tenant_table('hold');
create index hold_by_scope on hold (org_id, team_id, dimension) where ended_at is null;

-- Where a dimension shall stand by a period: so much toward and through Level 2 together, in
-- tenths of a percent (1000 is Level 2 reached, 2000 is Level 2 complete).
create table target (
    org_id     uuid not null references org,
    id         uuid not null,
    team_id    uuid,
    dimension  text not null check (length(dimension) between 1 and 60),
    progress   smallint not null check (progress between 1 and 2000),
    due_period text not null check (due_period ~ '^(19|20|21)[0-9]{2}-Q[1-4]$'),
    note       text not null default '' check (length(note) <= 4000),
    set_by     uuid not null references person,
    set_at     timestamptz not null,
    primary key (org_id, id),
    foreign key (org_id, team_id) references team (org_id, id),
    constraint target_once_per_dimension unique nulls not distinct (org_id, team_id, dimension)
);
call protect_tenant_table('target');

-- What somebody will do about a criterion, by when.
create table action (
    org_id     uuid not null references org,
    id         uuid not null,
    team_id    uuid,
    criterion  text not null check (length(criterion) between 1 and 120),
    what       text not null check (what <> '' and length(what) <= 1000),
    owner_id   uuid references person,
    due_period text not null check (due_period ~ '^(19|20|21)[0-9]{2}-Q[1-4]$'),
    state      text not null default 'open' check (state in ('open', 'done', 'dropped')),
    noted_by   uuid not null references person,
    noted_at   timestamptz not null,
    closed_at  timestamptz,
    primary key (org_id, id),
    foreign key (org_id, team_id) references team (org_id, id),
    constraint action_closed_has_a_time check ((state = 'open') = (closed_at is null))
);
call protect_tenant_table('action');
create index action_by_team on action (org_id, team_id, state, due_period);

-- What would move the organization most: at most three criteria, the best first, and how many
-- tenths of a point each frees. Made with the roll-up, from the same pooled answers.
alter table org_score
    add column next_criteria text[] not null default '{}',
    add column next_points   smallint[] not null default '{}',
    add constraint org_score_next_arrays_run_in_parallel check (
        cardinality(next_criteria) = cardinality(next_points)
    );
