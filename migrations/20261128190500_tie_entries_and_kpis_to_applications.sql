-- What an entry is about, and which application a KPI belongs to. None is of nothing in particular.
-- An application or a KPI that something names cannot be deleted before it is named no more.
alter table roi_entry
    add column application_id uuid,
    add column kpi_id uuid,
    add constraint roi_entry_application_is_known
        foreign key (org_id, application_id) references application (org_id, id),
    add constraint roi_entry_kpi_is_known
        foreign key (org_id, kpi_id) references kpi (org_id, id);
create index roi_entry_by_application on roi_entry (org_id, application_id)
    where application_id is not null;
create index roi_entry_by_kpi on roi_entry (org_id, kpi_id) where kpi_id is not null;

alter table kpi
    add column application_id uuid,
    add constraint kpi_application_is_known
        foreign key (org_id, application_id) references application (org_id, id);
create index kpi_by_application on kpi (org_id, application_id) where application_id is not null;
