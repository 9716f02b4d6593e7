-- Ways in for people who look for requests and certificates.

-- The names that a request is found by while officers decide; a certificate has its own in certificate_name.
create table request_name (
    request uuid not null references request,
    value   text not null,
    primary key (value, request)
);
grant select, insert on request_name to ${application_role};

create index request_time on request (submitted_at desc, id desc);
create index request_decided on request (submitted_at desc, id desc) where approvals > 0;
