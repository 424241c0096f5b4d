-- Who did what in an organization, and when. Append-only: the tenant role may not change it.
create table audit_event (
    org_id    uuid not null references org,
    id        uuid not null,
    person_id uuid not null references person,
    kind      text not null check (kind ~ '^[a-z_]+$' and length(kind) <= 60),
    subject   text not null check (length(subject) <= 300),
    at        timestamptz not null,
    primary key (org_id, id)
);
call protect_tenant_table('audit_event');
revoke update, delete on audit_event from waymark_tenant;

-- A form that was sent, by the key it carried: sent again it is done once and answered the
-- same; the same key with other content is refused.
create table sent_form (
    org_id    uuid not null references org,
    person_id uuid not null references person,
    key       uuid not null,
    digest    bytea not null check (length(digest) = 32),
    location  text not null,
    at        timestamptz not null default now(),
    primary key (org_id, person_id, key)
);
call protect_tenant_table('sent_form');
create index sent_form_by_age on sent_form (org_id, at);

-- The same for the forms of an account, which belong to no organization. Their keys are 122
-- random bits, and no digest covers a password.
create table sent_account_form (
    key      uuid primary key,
    digest   bytea not null check (length(digest) = 32),
    location text not null,
    at       timestamptz not null default now()
);
create index sent_account_form_by_age on sent_account_form (at);
grant select, insert on sent_account_form to waymark_outside;
