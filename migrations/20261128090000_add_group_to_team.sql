-- A department or a product line that a team belongs to, in the organization's own words. It only
-- sets the teams in order; no figure is made of it.
alter table team
    add column group_name text check (group_name <> '' and length(group_name) <= 60);
