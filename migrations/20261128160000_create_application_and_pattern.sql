-- What an organization runs, what it does with it, and why. `team_id` is null when it is of the
-- organization as a whole. `state` and `since_period` are those of the newest row of
-- application_change, and `live_period` says in which period it went live: lists and the effort of
-- patterns are read without the history. Effort is in hundredths of a day.
create table application (
    org_id            uuid not null references org,
    id                uuid not null,
    slug              text not null check (slug ~ '^[a-z0-9](-?[a-z0-9])*$' and length(slug) <= 60),
    name              text not null check (name <> '' and length(name) <= 120),
    team_id           uuid,
    owner             text not null default '' check (length(owner) <= 120),
    reason            text not null check (reason <> '' and length(reason) <= 1000),
    action            text not null check (
        action in ('rehost', 'replatform', 'refactor', 'repurchase', 'retire', 'retain', 'later')
    ),
    state             text not null check (
        state in ('considered', 'planned', 'moving', 'live', 'evaluated', 'stays')
    ),
    since_period      text not null check (since_period ~ '^(19|20|21)[0-9]{2}-Q[1-4]$'),
    live_period       text check (live_period ~ '^(19|20|21)[0-9]{2}-Q[1-4]$'),
    expected_benefit  text not null default '' check (length(expected_benefit) <= 1000),
    measured_benefit  text not null default '' check (length(measured_benefit) <= 1000),
    capacity          text not null default '' check (length(capacity) <= 500),
    backup            text not null default '' check (length(backup) <= 500),
    recovery          text not null default '' check (length(recovery) <= 500),
    performance       text not null default '' check (length(performance) <= 500),
    compliance        text not null default '' check (length(compliance) <= 500),
    reputation        text not null default '' check (length(reputation) <= 500),
    effort_hundredths integer check (effort_hundredths between 1 and 10000000),
    size              text check (size in ('S', 'M', 'L', 'XL')),
    row_version       integer not null default 1 check (row_version > 0),
    primary key (org_id, id),
    foreign key (org_id, team_id) references team (org_id, id),
    constraint application_slug_once_per_org unique (org_id, slug),
    constraint application_live_has_a_period check (
        (state in ('live', 'evaluated')) = (live_period is not null)
    )
);
call protect_tenant_table('application');
revoke delete on application from waymark_tenant;
create index application_by_state on application (org_id, state);

-- How an application came to its state: a row a change, the first without a state before it.
-- Append-only, and in the order of its periods.
create table application_change (
    org_id         uuid not null references org,
    application_id uuid not null,
    id             uuid not null,
    period         text not null check (period ~ '^(19|20|21)[0-9]{2}-Q[1-4]$'),
    from_state     text check (
        from_state in ('considered', 'planned', 'moving', 'live', 'evaluated', 'stays')
    ),
    to_state       text not null check (
        to_state in ('considered', 'planned', 'moving', 'live', 'evaluated', 'stays')
    ),
    note           text not null default '' check (length(note) <= 1000),
    changed_by     uuid not null references person,
    changed_at     timestamptz not null,
    primary key (org_id, application_id, id),
    foreign key (org_id, application_id) references application (org_id, id),
    constraint application_change_changes check (from_state is distinct from to_state)
);
call protect_tenant_table('application_change');
revoke update, delete on application_change from waymark_tenant;
create index application_change_by_period on application_change (org_id, period, id);

-- That an application needs another. Two may need each other.
create table application_need (
    org_id         uuid not null references org,
    application_id uuid not null,
    needed_id      uuid not null,
    primary key (org_id, application_id, needed_id),
    foreign key (org_id, application_id) references application (org_id, id),
    foreign key (org_id, needed_id) references application (org_id, id),
    constraint application_need_is_of_another check (application_id <> needed_id)
);
call protect_tenant_table('application_need');
revoke update on application_need from waymark_tenant;
create index application_need_by_needed on application_need (org_id, needed_id);

-- A way to do something that was done once and can be used again.
create table pattern (
    org_id      uuid not null references org,
    id          uuid not null,
    slug        text not null check (slug ~ '^[a-z0-9](-?[a-z0-9])*$' and length(slug) <= 60),
    name        text not null check (name <> '' and length(name) <= 120),
    team_id     uuid,
    owner       text not null default '' check (length(owner) <= 120),
    description text not null check (description <> '' and length(description) <= 8000),
    of_dev      boolean not null,
    of_sec      boolean not null,
    of_ops      boolean not null,
    row_version integer not null default 1 check (row_version > 0),
    primary key (org_id, id),
    foreign key (org_id, team_id) references team (org_id, id),
    constraint pattern_slug_once_per_org unique (org_id, slug)
);
call protect_tenant_table('pattern');
revoke delete on pattern from waymark_tenant;

-- That an application uses a pattern.
create table pattern_use (
    org_id         uuid not null references org,
    application_id uuid not null,
    pattern_id     uuid not null,
    primary key (org_id, application_id, pattern_id),
    foreign key (org_id, application_id) references application (org_id, id),
    foreign key (org_id, pattern_id) references pattern (org_id, id)
);
call protect_tenant_table('pattern_use');
revoke update on pattern_use from waymark_tenant;
create index pattern_use_by_pattern on pattern_use (org_id, pattern_id);
