-- A team assesses itself. `applications` is its weight in the organization's figures.
create table team (
    org_id       uuid not null references org,
    id           uuid not null,
    slug         text not null check (slug ~ '^[a-z0-9](-?[a-z0-9])*$' and length(slug) <= 60),
    name         text not null check (name <> '' and length(name) <= 120),
    applications integer not null default 1 check (applications between 1 and 10000),
    created_at   timestamptz not null default now(),
    primary key (org_id, id),
    constraint team_slug_once_per_org unique (org_id, slug)
);
call protect_tenant_table('team');

create table team_lead (
    org_id    uuid not null,
    team_id   uuid not null,
    person_id uuid not null,
    primary key (org_id, team_id, person_id),
    foreign key (org_id, team_id) references team (org_id, id) on delete cascade,
    foreign key (org_id, person_id) references membership (org_id, person_id) on delete cascade
);
call protect_tenant_table('team_lead');

-- An invitation becomes a membership once, by whoever holds its link.
create table invitation (
    org_id      uuid not null references org,
    id          uuid not null,
    email       text not null check (email = lower(email) and length(email) between 3 and 254),
    role        text not null check (role in ('owner', 'admin', 'lead', 'viewer')),
    team_id     uuid,
    invited_by  uuid not null references person,
    created_at  timestamptz not null default now(),
    expires_at  timestamptz not null default now() + interval '7 days',
    accepted_at timestamptz,
    revoked_at  timestamptz,
    primary key (org_id, id),
    foreign key (org_id, team_id) references team (org_id, id) on delete cascade
);
call protect_tenant_table('invitation');
create policy outside on invitation for select to waymark_outside using (true);
grant select on invitation to waymark_outside;

-- Which invitation a link opens. It tells the organization, so it stands outside of any.
create table invitation_token (
    token_hash    bytea primary key check (length(token_hash) = 32),
    org_id        uuid not null,
    invitation_id uuid not null
);
alter table invitation_token enable row level security;
create policy tenant on invitation_token to waymark_tenant with check (org_id = current_org());
create policy outside on invitation_token to waymark_outside using (true);
grant select on invitation_token to waymark_outside;
grant insert on invitation_token to waymark_tenant;
