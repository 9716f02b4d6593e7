-- Certificates are found by their common name too, those that were issued before there was such an index as well.
alter table certificate_name drop constraint certificate_name_kind_check;
alter table certificate_name add constraint certificate_name_kind_check
    check (kind in ('dns', 'email', 'upn', 'uri', 'organization', 'person', 'unit', 'name'));

-- Written once everything that was issued before is in it.
create table certificate_name_complete (
    id           smallint primary key default 1 check (id = 1),
    completed_at timestamptz not null default clock_timestamp()
);
grant select, insert on certificate_name_complete to ${application_role};
