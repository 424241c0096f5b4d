-- Who holds which certificate, and until when: what KPIs that count holders are counted from. A
-- holder is written by name, because engineers need no account here. `team_id` is null when they
-- belong to no team; `expires_on` is null when the certificate does not expire.
create table certificate (
    org_id     uuid not null references org,
    id         uuid not null,
    team_id    uuid,
    holder     text not null check (holder <> '' and length(holder) <= 120),
    role       text not null default '' check (length(role) <= 120),
    name       text not null check (name <> '' and length(name) <= 60),
    expires_on date check (expires_on between '1900-01-01' and '2199-12-31'),
    entered_by uuid not null references person,
    entered_at timestamptz not null,
    primary key (org_id, id),
    foreign key (org_id, team_id) references team (org_id, id),
    constraint certificate_once_per_holder unique nulls not distinct (org_id, holder, name, team_id)
);
call protect_tenant_table('certificate');
