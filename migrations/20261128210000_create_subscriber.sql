-- Who is sent an organization's reports by mail: somebody with an address, member or not. Whether
-- they refuse them stands in mail_refusal, so that nobody else can take a refusal back.
create table subscriber (
    org_id   uuid not null references org,
    id       uuid not null,
    name     text not null check (name <> '' and length(name) <= 100),
    email    text not null check (email = lower(email) and length(email) between 3 and 254),
    added_by uuid not null references person,
    added_at timestamptz not null,
    primary key (org_id, id),
    constraint subscriber_once unique (org_id, email)
);
call protect_tenant_table('subscriber');
revoke update on subscriber from waymark_tenant;

-- That a revision of a report was mailed to a subscriber, and with which link of their own. It
-- outlives the mail, so that nobody is sent the same revision again.
create table report_mailing (
    org_id        uuid not null references org,
    report_id     uuid not null,
    number        integer not null check (number > 0),
    subscriber_id uuid not null,
    link_id       uuid not null,
    at            timestamptz not null,
    primary key (org_id, report_id, number, subscriber_id),
    foreign key (org_id, report_id, number) references report_revision (org_id, report_id, number),
    foreign key (org_id, subscriber_id) references subscriber (org_id, id),
    foreign key (org_id, link_id) references share_link (org_id, id)
);
call protect_tenant_table('report_mailing');
revoke update on report_mailing from waymark_tenant;
create index report_mailing_by_subscriber on report_mailing (org_id, subscriber_id, at);

-- An organization takes back what waits: a mail to somebody it has removed, or of a report that it
-- has withdrawn.
grant update (plain, html, unsubscribe, state, settled_at, reason) on mail to waymark_tenant;
