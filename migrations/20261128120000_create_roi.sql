-- What working toward the next levels cost and what it brought, entry by entry. `amount` is in
-- the minor unit of the organization's one currency, and no entry is ever below nothing: which
-- way it counts is its kind. A note tells of what has no figure. `team_id` is null when the entry
-- is the organization's. The largest amount leaves room: a hundred thousand entries of it add up
-- to 10^17, which a bigint holds almost a hundred times.
create table roi_entry (
    org_id      uuid not null references org,
    id          uuid not null,
    team_id     uuid,
    kind        text not null check (kind in ('cost', 'benefit', 'note')),
    category    text not null default '' check (length(category) <= 60),
    amount      bigint check (amount between 1 and 999999999999),
    period      text not null check (period ~ '^(19|20|21)[0-9]{2}-Q[1-4]$'),
    note        text not null default '' check (length(note) <= 4000),
    entered_by  uuid not null references person,
    entered_at  timestamptz not null,
    row_version integer not null default 1 check (row_version > 0),
    primary key (org_id, id),
    foreign key (org_id, team_id) references team (org_id, id),
    constraint roi_entry_has_an_amount_or_is_a_note check ((kind = 'note') = (amount is null)),
    constraint roi_entry_with_an_amount_has_a_category check ((kind = 'note') = (category = '')),
    constraint roi_note_says_something check (kind <> 'note' or note <> '')
);
call protect_tenant_table('roi_entry');
create index roi_entry_by_period on roi_entry (org_id, period desc, id desc) include (kind, amount);

-- How far below nothing the organization itself expects to be, and when: at most one. `depth` is
-- in the minor unit, above nothing.
create table roi_expectation (
    org_id      uuid not null references org,
    from_period text not null check (from_period ~ '^(19|20|21)[0-9]{2}-Q[1-4]$'),
    to_period   text not null check (to_period ~ '^(19|20|21)[0-9]{2}-Q[1-4]$'),
    depth       bigint not null check (depth between 1 and 999999999999),
    set_by      uuid not null references person,
    set_at      timestamptz not null,
    row_version integer not null default 1 check (row_version > 0),
    primary key (org_id),
    constraint roi_expectation_ends_after_it_begins check (to_period >= from_period)
);
call protect_tenant_table('roi_expectation');

-- The currency can be chosen as long as no amount is written in it.
grant update (currency) on org to waymark_tenant;
