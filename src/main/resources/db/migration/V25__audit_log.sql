-- The records as a Merkle tree (RFC 9162 §2.1). A record's place is decided after its commit: rows of transactions that
-- none under way can precede any more, in order of transaction and number.
alter table audit_record
    add column xid    xid8  not null default pg_current_xact_id(),
    -- 32 octets, 244 bits of them random: what the salts of the record's fields are derived from. Goes with the record.
    add column secret bytea not null default uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
create index audit_record_xid on audit_record (xid, seq);

-- Number, time, transaction and secret are the database's to say.
revoke insert on audit_record from ${application_role};
grant insert (event, outcome, actor, actor_role, authority, policy_hash, request, subject, details)
    on audit_record to ${application_role};

create table log_entry (
    idx    bigint primary key check (idx >= 0),
    record bigint not null unique, -- audit_record.seq
    entry  bytea  not null,
    hash   bytea  not null check (octet_length(hash) = 32)
);

-- Tiles that are whole; those that are not are made of the hashes below them.
create table log_tile (
    level  smallint not null check (level between 0 and 7),
    number bigint   not null check (number >= 0),
    hashes bytea    not null check (octet_length(hashes) = 8192),
    root   bytea    not null check (octet_length(root) = 32),
    primary key (level, number)
);

create table log_head (
    size    bigint primary key check (size > 0),
    root    bytea       not null check (octet_length(root) = 32),
    xid     xid8        not null, -- of the last record in it
    record  bigint      not null, -- the last record in it
    made_at timestamptz not null default clock_timestamp()
);

create table log_key (
    seq     bigint generated always as identity primary key,
    token   text        not null,
    label   text        not null unique,
    spki    bytea       not null unique,
    made_at timestamptz not null default clock_timestamp()
);

create table log_checkpoint (
    size    bigint      not null references log_head,
    key     bigint      not null references log_key,
    note    text        not null,
    made_at timestamptz not null default clock_timestamp(),
    primary key (size, key)
);

-- A head follows the last one, with all entries up to it and none beyond, and leaves out nothing that may still come.
create function log_head_follows() returns trigger language plpgsql as $$
declare
    last log_head;
begin
    select * into last from log_head order by size desc limit 1;
    if new.size <= coalesce(last.size, 0)
        or (new.xid, new.record) <= (coalesce(last.xid, '0'::xid8), coalesce(last.record, 0))
        or new.xid >= pg_snapshot_xmin(pg_current_snapshot())
        or (select count(*) from log_entry where idx >= coalesce(last.size, 0)) <> new.size - coalesce(last.size, 0)
        or not exists (select 1 from log_entry where idx = new.size - 1 and record = new.record) then
        raise exception 'the head of % leaves does not follow the last one', new.size using errcode = 'MU120';
    end if;
    return new;
end $$;
create trigger log_head_follows before insert on log_head for each row execute function log_head_follows();

grant select, insert on log_entry, log_tile, log_head, log_key, log_checkpoint to ${application_role};
do $$ begin
    if exists (select 1 from pg_roles where rolname = '${status_role}') then
        grant select on log_entry, log_tile, log_head, log_key, log_checkpoint to ${status_role};
    end if;
end $$;

-- What auditors search by.
create index audit_record_subject on audit_record (subject, seq) where subject is not null;
create index audit_record_request on audit_record (request, seq) where request is not null;
