-- What an organization measures itself by. Values are whole millionths, so that a reading is kept
-- exactly as it was typed, and sums and comparisons are exact. `team_id` is null when it is the
-- organization's. The baseline stands apart from the readings: what has come since is judged
-- against it, so it changes only for a reason, and what it was is kept.
create table kpi (
    org_id          uuid not null references org,
    id              uuid not null,
    slug            text not null check (slug ~ '^[a-z0-9](-?[a-z0-9])*$' and length(slug) <= 60),
    name            text not null check (name <> '' and length(name) <= 120),
    unit            text not null default '' check (length(unit) <= 30),
    direction       text not null check (direction in ('up', 'down')),
    cadence         text not null check (cadence in ('monthly', 'quarterly', 'half_yearly', 'yearly')),
    team_id         uuid,
    dimension       text check (length(dimension) between 1 and 60),
    owner_id        uuid references person,
    goal            text not null default '' check (length(goal) <= 1000),
    baseline_value  bigint not null check (abs(baseline_value) <= 1000000000000000000),
    baseline_period text not null check (baseline_period ~ '^(19|20|21)[0-9]{2}-Q[1-4]$'),
    target_value    bigint check (abs(target_value) <= 1000000000000000000),
    target_period   text check (target_period ~ '^(19|20|21)[0-9]{2}-Q[1-4]$'),
    row_version     integer not null default 1 check (row_version >= 1),
    retired_at      timestamptz,
    created_by      uuid not null references person,
    created_at      timestamptz not null,
    primary key (org_id, id),
    foreign key (org_id, team_id) references team (org_id, id),
    constraint kpi_slug_once_per_org unique (org_id, slug),
    constraint kpi_target_is_whole check ((target_value is null) = (target_period is null))
);
call protect_tenant_table('kpi');
revoke delete on kpi from waymark_tenant;

-- What a baseline was before it was changed, and why it was. Append-only.
create table kpi_baseline_change (
    org_id     uuid not null references org,
    id         uuid not null,
    kpi_id     uuid not null,
    old_value  bigint not null check (abs(old_value) <= 1000000000000000000),
    old_period text not null check (old_period ~ '^(19|20|21)[0-9]{2}-Q[1-4]$'),
    new_value  bigint not null check (abs(new_value) <= 1000000000000000000),
    new_period text not null check (new_period ~ '^(19|20|21)[0-9]{2}-Q[1-4]$'),
    reason     text not null check (reason <> '' and length(reason) <= 1000),
    changed_by uuid not null references person,
    changed_at timestamptz not null,
    primary key (org_id, id),
    foreign key (org_id, kpi_id) references kpi (org_id, id)
);
call protect_tenant_table('kpi_baseline_change');
revoke update, delete on kpi_baseline_change from waymark_tenant;
create index kpi_baseline_change_by_kpi on kpi_baseline_change (org_id, kpi_id, id);

-- What was measured on a day. One a day: who measures again on the same day corrects it.
create table kpi_reading (
    org_id      uuid not null references org,
    id          uuid not null,
    kpi_id      uuid not null,
    day         date not null check (day between '1900-01-01' and '2199-12-31'),
    value       bigint not null check (abs(value) <= 1000000000000000000),
    source      text not null default '' check (length(source) <= 200),
    note        text not null default '' check (length(note) <= 1000),
    row_version integer not null default 1 check (row_version >= 1),
    entered_by  uuid not null references person,
    entered_at  timestamptz not null,
    primary key (org_id, id),
    foreign key (org_id, kpi_id) references kpi (org_id, id),
    constraint kpi_reading_once_per_day unique (org_id, kpi_id, day)
);
call protect_tenant_table('kpi_reading');
