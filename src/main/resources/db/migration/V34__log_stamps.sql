-- Once a day another authority's time-stamp over a checkpoint of the log (RFC 3628 §7.4.8): nobody here can date it back.
create table log_stamp (
    day         date        primary key, -- of UTC
    size        bigint      not null references log_head,
    note        text        not null check (length(note) <= 65536), -- the checkpoint, whose octets were stamped
    reply       bytea       not null check (length(reply) <= 65536), -- TimeStampResp
    issuers     text        not null check (length(issuers) <= 65536), -- PEM, of whom it was believed
    authority   text        not null, -- its address
    stamped_at  timestamptz not null, -- as it says
    recorded_at timestamptz not null default clock_timestamp()
);
create index log_stamp_size on log_stamp (size);

grant select, insert on log_stamp to ${application_role};
do $$ begin
    if exists (select 1 from pg_roles where rolname = '${status_role}') then
        grant select on log_stamp to ${status_role};
    end if;
end $$;
