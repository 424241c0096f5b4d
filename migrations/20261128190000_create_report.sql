-- A frozen copy of what was known of a period. Its content stands in its revisions; the newest of
-- them is the report.
create table report (
    org_id      uuid not null references org,
    id          uuid not null,
    period      text not null check (period ~ '^(19|20|21)[0-9]{2}-Q[1-4]$'),
    newest      integer not null check (newest > 0),
    made_by     uuid not null references person,
    made_at     timestamptz not null,
    withdrawn_at timestamptz,
    primary key (org_id, id)
);
call protect_tenant_table('report');
revoke update, delete on report from waymark_tenant;
grant update (newest, withdrawn_at) on report to waymark_tenant;
create index report_by_period on report (org_id, period, id);

-- What a report said, from when on. Append-only: a report that was shared stays what it was.
-- `document` is a report::Document as JSON, of the form that `form` counts.
create table report_revision (
    org_id    uuid not null references org,
    report_id uuid not null,
    number    integer not null check (number > 0),
    form      smallint not null check (form > 0),
    document  text not null check (length(document) <= 4000000),
    why       text not null check (why in ('made', 'rewritten', 'made_anew')),
    made_by   uuid not null references person,
    made_at   timestamptz not null,
    primary key (org_id, report_id, number),
    foreign key (org_id, report_id) references report (org_id, id)
);
call protect_tenant_table('report_revision');
revoke update, delete on report_revision from waymark_tenant;

-- That somebody without an account may read a report. A link that is revoked stays, with how often
-- it was used. `public_id` stands in the address that is read, and is no secret; `turn` counts how
-- often the address was changed.
create table share_link (
    org_id          uuid not null references org,
    id              uuid not null,
    report_id       uuid not null,
    name            text not null check (name <> '' and length(name) <= 120),
    public_id       uuid not null,
    passphrase_hash text check (length(passphrase_hash) between 1 and 400),
    expires_at      timestamptz not null check (expires_at between '1900-01-01' and '2200-01-01'),
    made_by         uuid not null references person,
    made_at         timestamptz not null,
    turn            integer not null default 1 check (turn > 0),
    revoked_at      timestamptz,
    views           bigint not null default 0 check (views >= 0),
    last_viewed_at  timestamptz,
    primary key (org_id, id),
    foreign key (org_id, report_id) references report (org_id, id)
);
call protect_tenant_table('share_link');
revoke delete on share_link from waymark_tenant;
create index share_link_by_report on share_link (org_id, report_id);
create policy outside on share_link to waymark_outside using (true) with check (true);
grant select, update (views, last_viewed_at) on share_link to waymark_outside;

-- Which link a token opens. It tells the organization, so it stands outside of any. A new address
-- takes the place of the one before; the token itself is never stored, only its SHA-256.
create table share_link_token (
    token_hash bytea primary key check (length(token_hash) = 32),
    org_id     uuid not null,
    link_id    uuid not null
);
create index share_link_token_by_link on share_link_token (org_id, link_id);
alter table share_link_token enable row level security;
create policy tenant on share_link_token to waymark_tenant
    using (org_id = current_org()) with check (org_id = current_org());
create policy outside on share_link_token to waymark_outside using (true);
grant select on share_link_token to waymark_outside;
grant select (org_id, link_id), insert, delete on share_link_token to waymark_tenant;
