-- What is settled is deleted after a while, and later the links that unsubscribe. A refusal stays:
-- without it somebody would be written to who has said no.
alter table mail_token add column made_at timestamptz not null default now();
alter table mail_token alter column made_at drop default;
grant delete on mail, mail_token to waymark_outside;
create index mail_settled on mail (settled_at) where settled_at is not null;
create index mail_token_by_age on mail_token (made_at);
