-- The tenant boundary, and the people on either side of it.
--
-- Every table that belongs to an organization carries org_id and the policy below;
-- access::TenantTx takes on the role waymark_tenant and sets waymark.org_id. Sign-in and
-- the look-up of tokens happen before an organization is known: access::OutsideTx takes on
-- the role waymark_outside, which is granted the few tables that this needs.

-- The roles own nothing, so the policies bind them; the owner, who migrates, is not bound.
-- Roles belong to the whole cluster, so another database may have made them already.
do $$
declare
    role_name text;
begin
    foreach role_name in array array['waymark_tenant', 'waymark_outside'] loop
        begin
            if not exists (select from pg_roles where rolname = role_name) then
                execute format('create role %I nologin', role_name);
            end if;
        exception when duplicate_object or unique_violation then
            null; -- another database was faster
        end;
        if not pg_has_role(current_user, role_name, 'member') then
            execute format('grant %I to current_user', role_name);
        end if;
    end loop;
    execute format('grant usage on schema %I to waymark_tenant, waymark_outside', current_schema());
end $$;

create function current_org() returns uuid language sql stable parallel safe as
$$ select nullif(current_setting('waymark.org_id', true), '')::uuid $$;

-- Puts a table behind the tenant boundary. Call it once per new tenant table.
create procedure protect_tenant_table(t regclass) language plpgsql as $$
begin
    execute format('alter table %s enable row level security', t);
    execute format(
        'create policy tenant on %s to waymark_tenant using (org_id = current_org()) with check (org_id = current_org())',
        t
    );
    execute format('grant select, insert, update, delete on %s to waymark_tenant', t);
end $$;

-- Every organization. Its id is the org_id of all that belongs to it.
create table org (
    id         uuid primary key,
    slug       text not null check (slug ~ '^[a-z0-9](-?[a-z0-9])*$' and length(slug) <= 60),
    name       text not null check (name <> '' and length(name) <= 120),
    model_id   text not null check (model_id <> ''),
    currency   text not null default 'EUR' check (currency ~ '^[A-Z]{3}$'),
    created_at timestamptz not null default now(),
    constraint org_slug_once unique (slug)
);
alter table org enable row level security;
create policy tenant on org to waymark_tenant using (id = current_org()) with check (id = current_org());
create policy outside on org to waymark_outside using (true) with check (true);
grant select, update (name) on org to waymark_tenant;
grant select, insert on org to waymark_outside;

-- A human being with an account. `email` is kept in lower case: an address is one account.
create table person (
    id            uuid primary key,
    email         text not null check (email = lower(email) and length(email) between 3 and 254),
    name          text not null check (name <> '' and length(name) <= 120),
    password_hash text not null,
    created_at    timestamptz not null default now(),
    constraint person_email_once unique (email)
);

-- Who belongs to which organization, as what.
create table membership (
    org_id    uuid not null references org,
    person_id uuid not null references person,
    role      text not null check (role in ('owner', 'admin', 'lead', 'viewer')),
    since     timestamptz not null default now(),
    primary key (org_id, person_id)
);
call protect_tenant_table('membership');
create index membership_by_person on membership (person_id);
create policy outside on membership for select to waymark_outside using (true);
grant select on membership to waymark_outside;

-- An organization sees the names of its own people, and never a password's hash.
alter table person enable row level security;
create policy tenant on person for select to waymark_tenant
    using (exists (select from membership where membership.person_id = person.id));
create policy outside on person to waymark_outside using (true) with check (true);
grant select (id, email, name) on person to waymark_tenant;
grant select, insert, update (name, password_hash) on person to waymark_outside;

-- A signed-in browser. The token itself is never stored, only its SHA-256.
create table session (
    token_hash   bytea primary key check (length(token_hash) = 32),
    id           uuid not null unique,
    person_id    uuid not null references person on delete cascade,
    browser      text not null default '' check (length(browser) <= 200),
    created_at   timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    expires_at   timestamptz not null default now() + interval '14 days'
);
create index session_by_person on session (person_id);
grant select, insert, update (last_seen_at), delete on session to waymark_outside;

-- What happened to an account, apart from any organization: sign-ins, failures, password
-- changes. Append-only. A failure at an address that nobody has is noted without a person, so
-- that it takes as long as any other.
create table account_event (
    id        uuid primary key,
    person_id uuid references person on delete cascade,
    kind      text not null check (kind in ('signed_in', 'sign_in_failed', 'signed_out', 'password_changed', 'sessions_ended')),
    at        timestamptz not null default now()
);
create index account_event_by_person on account_event (person_id, at);
grant select, insert on account_event to waymark_outside;
