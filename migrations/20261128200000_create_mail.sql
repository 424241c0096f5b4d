-- Mails to be delivered, written in the transaction that causes them. `mail_once_per_cause` is
-- why nobody gets one twice. Who is delivering reads across organizations, outside of any.
-- While a mail waits its text holds secrets, such as the link that unsubscribes; once it is
-- settled the text is emptied.
--
-- waiting: due at due_at. sending: claimed, and committed as such before the server is asked.
-- sent, failed: what the server said. unclear: whether it took the mail is not known, so it is
-- not sent again. dropped: nobody wants it any more.
create table mail (
    org_id      uuid not null references org,
    id          uuid not null,
    topic       text not null check (topic in ('reminder', 'report', 'invitation', 'test')),
    cause       text not null check (length(cause) between 1 and 200),
    recipient   text not null check (recipient = lower(recipient) and length(recipient) between 3 and 254),
    member_id   uuid references person,
    subject     text not null check (length(subject) between 1 and 200 and subject !~ '[[:cntrl:]]'),
    plain       text not null check (length(plain) <= 200000),
    html        text not null check (length(html) <= 1000000),
    unsubscribe text not null default '' check (length(unsubscribe) <= 500),
    state       text not null default 'waiting'
        check (state in ('waiting', 'sending', 'sent', 'failed', 'unclear', 'dropped')),
    attempts    smallint not null default 0 check (attempts between 0 and 100),
    due_at      timestamptz not null,
    claimed_at  timestamptz,
    settled_at  timestamptz,
    reason      text not null default '' check (length(reason) <= 300),
    created_at  timestamptz not null,
    primary key (org_id, id),
    constraint mail_once_per_cause unique (org_id, cause, recipient),
    constraint mail_is_claimed_while_sending check (state <> 'sending' or claimed_at is not null),
    constraint mail_is_settled_in_the_end
        check ((state in ('waiting', 'sending')) = (settled_at is null))
);
call protect_tenant_table('mail');
revoke update, delete on mail from waymark_tenant;
create policy outside on mail to waymark_outside using (true) with check (true);
grant select,
    update (plain, html, unsubscribe, state, attempts, due_at, claimed_at, settled_at, reason)
    on mail to waymark_outside;
create index mail_waiting on mail (due_at) where state = 'waiting';
create index mail_sending on mail (claimed_at) where state = 'sending';
create index mail_by_age on mail (org_id, created_at);

-- Who does not want mails of a topic from an organization.
create table mail_refusal (
    org_id    uuid not null references org,
    recipient text not null check (recipient = lower(recipient) and length(recipient) between 3 and 254),
    topic     text not null check (topic in ('reminder', 'report')),
    at        timestamptz not null,
    primary key (org_id, recipient, topic)
);
call protect_tenant_table('mail_refusal');
revoke insert, update, delete on mail_refusal from waymark_tenant;
create policy outside on mail_refusal to waymark_outside using (true) with check (true);
grant select, insert, delete on mail_refusal to waymark_outside;

-- Whose mails of which topic a link in one of them refuses. It tells the organization, so it
-- stands outside of any.
create table mail_token (
    token_hash bytea primary key check (length(token_hash) = 32),
    org_id     uuid not null,
    recipient  text not null check (length(recipient) between 3 and 254),
    topic      text not null check (topic in ('reminder', 'report'))
);
alter table mail_token enable row level security;
create policy tenant on mail_token to waymark_tenant with check (org_id = current_org());
create policy outside on mail_token to waymark_outside using (true);
grant select on mail_token to waymark_outside;
grant insert on mail_token to waymark_tenant;

-- Whether an organization reminds its leads, since when, and who decided that: on their behalf
-- the reminders are written. An organization without a row does not.
create table reminding (
    org_id     uuid not null references org,
    is_on      boolean not null,
    decided_by uuid not null references person,
    decided_at timestamptz not null,
    primary key (org_id)
);
call protect_tenant_table('reminding');
revoke delete on reminding from waymark_tenant;
create policy outside on reminding for select to waymark_outside using (true);
grant select on reminding to waymark_outside;
