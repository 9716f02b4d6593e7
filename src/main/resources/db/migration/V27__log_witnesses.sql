-- What witnesses signed of the log's trees (C2SP tlog-cosignature), each line verified before it is kept.
create table log_cosignature (
    size    bigint      not null references log_head,
    witness text        not null, -- its verifier key
    line    text        not null check (line like '— %' and line not like E'%\n%'),
    made_at timestamptz not null default clock_timestamp(),
    primary key (size, witness)
);
create index log_cosignature_witness on log_cosignature (witness, size);
create index log_checkpoint_made_at on log_checkpoint (made_at);

-- Whom a checkpoint was mailed to, once a day each.
create table log_mail (
    day     date        not null,
    address text        not null,
    size    bigint      not null references log_head,
    sent_at timestamptz not null default clock_timestamp(),
    primary key (day, address)
);

grant select, insert on log_cosignature, log_mail to ${application_role};
do $$ begin
    if exists (select 1 from pg_roles where rolname = '${status_role}') then
        grant select on log_cosignature, log_mail to ${status_role};
    end if;
end $$;
