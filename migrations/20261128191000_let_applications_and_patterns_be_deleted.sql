-- What was added by mistake can be deleted again. The program refuses to delete what has moved or
-- is named elsewhere. The history of an application goes with it, and by itself stays append-only:
-- no request may delete a row of it.
grant delete on application to waymark_tenant;
grant delete on pattern to waymark_tenant;
alter table application_change
    drop constraint application_change_org_id_application_id_fkey,
    add constraint application_change_org_id_application_id_fkey
        foreign key (org_id, application_id) references application (org_id, id) on delete cascade;
