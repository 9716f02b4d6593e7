-- Revocation as people order it: one certificate, every certificate of a key, many by what they have in common, and an
-- authority by two officers (BR §4.9).

-- A key is blocked and certified one after the other, so that whoever blocked it sees every intent there will ever be.
-- Runs before intent_may_open, which asks whether the key is blocked.
create function blocked_key_waits() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock_shared(hashtextextended('key ' || new.subject_key, 0));
    return new;
end $$;
create trigger blocked_key_waits before insert on intent for each row execute function blocked_key_waits();

create function key_is_blocked_alone() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('key ' || new.spki_sha256, 0));
    return new;
end $$;
create trigger key_is_blocked_alone before insert on blocked_key for each row execute function key_is_blocked_alone();

-- How many keys proved themselves compromised lately.
create index blocked_key_at on blocked_key (blocked_at);

-- An authority is revoked by two officers of different roles: one proposes, another confirms within a week (BR §4.9.1.2).
create table authority_revocation (
    id              uuid primary key,
    authority       text        not null, -- name-gN
    issuer_key      text        not null, -- of its certificate
    serial          text        not null,
    reason          smallint    not null check (reason in (1, 2, 3, 4, 5, 9)),
    invalidity_date timestamptz,
    proposed_by     text        not null references person,
    role            text        not null check (role in ('security-officer', 'revocation-officer', 'ca-administrator')),
    proposed_at     timestamptz not null default clock_timestamp()
);
create index authority_revocation_serial on authority_revocation (issuer_key, serial);
create table authority_revocation_confirmation (
    proposal     uuid primary key references authority_revocation,
    confirmed_by text        not null references person,
    role         text        not null check (role in ('security-officer', 'revocation-officer', 'ca-administrator')),
    confirmed_at timestamptz not null default clock_timestamp()
);

create function holds_role(person text, role text) returns boolean language sql stable as $$
    select exists (select 1 from appointment a where a.person = $1 and a.role = $2
                   and not exists (select 1 from appointment_end e where e.appointment = a.id))
$$;

create function authority_revocation_is_confirmed() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from authority_revocation p where p.id = new.proposal
                   and p.proposed_by <> new.confirmed_by and p.role <> new.role
                   and p.proposed_at > clock_timestamp() - interval '7 days'
                   and holds_role(p.proposed_by, p.role) and holds_role(new.confirmed_by, new.role)) then
        raise exception 'the proposal % lacks two officers of different roles', new.proposal using errcode = 'MU009';
    end if;
    return new;
end $$;
create trigger authority_revocation_is_confirmed before insert on authority_revocation_confirmation
    for each row execute function authority_revocation_is_confirmed();

-- Whoever writes: the certificate of an authority is revoked as two officers said, and never held. Its orphans may go.
create function authority_is_revoked_by_two() returns trigger language plpgsql as $$
begin
    if exists (select 1 from intent i join outcome o on o.intent = i.id and o.state = 'ISSUED'
               join authority a on a.spki_sha256 = i.subject_key
               where i.issuer_key = new.issuer_key and i.serial = new.serial)
        and not exists (select 1 from authority_revocation p
                        join authority_revocation_confirmation c on c.proposal = p.id
                        where p.issuer_key = new.issuer_key and p.serial = new.serial and p.reason = new.reason) then
        raise exception 'serial % is an authority''s and lacks two officers', new.serial using errcode = 'MU009';
    end if;
    return new;
end $$;
create trigger authority_is_revoked_by_two before insert on revocation
    for each row execute function authority_is_revoked_by_two();

-- An authority that is revoked, or stands under one that is, issues to nobody any more, whoever asks. Its own responders
-- go on.
create function authority_may_issue() returns trigger language plpgsql as $$
begin
    if new.request is not null and exists (
        with recursive above as (
            select a.issuer, a.spki_sha256 from authority a where a.spki_sha256 = new.issuer_key
            union
            select a.issuer, a.spki_sha256 from authority a join above b on a.name || '-g' || a.generation = b.issuer)
        select 1 from above
            join intent i on i.subject_key = above.spki_sha256
            join outcome o on o.intent = i.id and o.state = 'ISSUED'
            join revocation r on r.issuer_key = i.issuer_key and r.serial = i.serial) then
        raise exception 'the authority % is revoked', new.authority using errcode = 'MU010';
    end if;
    return new;
end $$;
create trigger authority_may_issue before insert on intent for each row execute function authority_may_issue();

grant select, insert on authority_revocation, authority_revocation_confirmation to ${application_role};

-- Orders to revoke everything that has something in common (BR §5.7.1.2). What they take is written down when they are
-- placed; batches work it off, each in a transaction of its own.
create function revocation_officers(certificates bigint) returns int language sql immutable as $$
    select case when certificates >= 1000 then 2 else 1 end
$$;
create table revocation_order (
    id           uuid primary key,
    selection    jsonb       not null,
    reason       smallint    not null check (reason in (0, 1, 3, 4, 5, 9)),
    cause        text        not null,
    certificates bigint      not null check (certificates > 0),
    officers     int         not null generated always as (revocation_officers(certificates)) stored,
    placed_by    text        not null references person,
    role         text        not null check (role in ('security-officer', 'revocation-officer')),
    placed_at    timestamptz not null default clock_timestamp(),
    due_by       timestamptz not null
);
create table revocation_order_target (
    revocation_order   uuid   not null references revocation_order,
    position           bigint not null,
    certificate_sha256 text   not null references outcome (certificate_sha256),
    primary key (revocation_order, position)
);
create table revocation_order_confirmation (
    revocation_order uuid        primary key references revocation_order,
    confirmed_by     text        not null references person,
    role             text        not null check (role in ('security-officer', 'revocation-officer')),
    confirmed_at     timestamptz not null default clock_timestamp()
);
create table revocation_order_batch (
    revocation_order uuid        not null references revocation_order,
    first            bigint      not null,
    last             bigint      not null check (last >= first),
    revoked          int         not null,
    done_at          timestamptz not null default clock_timestamp(),
    primary key (revocation_order, first)
);

create function revocation_order_is_confirmed() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from revocation_order o where o.id = new.revocation_order
                   and o.placed_by <> new.confirmed_by and o.role <> new.role
                   and holds_role(o.placed_by, o.role) and holds_role(new.confirmed_by, new.role)) then
        raise exception 'the order % lacks two officers of different roles', new.revocation_order
            using errcode = 'MU011';
    end if;
    return new;
end $$;
create trigger revocation_order_is_confirmed before insert on revocation_order_confirmation
    for each row execute function revocation_order_is_confirmed();

-- No batch before the officers it takes, none twice, none left out.
create function revocation_order_may_run() returns trigger language plpgsql as $$
begin
    if exists (select 1 from revocation_order o where o.id = new.revocation_order and o.officers > 1
               and not exists (select 1 from revocation_order_confirmation c where c.revocation_order = o.id)) then
        raise exception 'the order % waits for a second officer', new.revocation_order using errcode = 'MU011';
    end if;
    if new.first <> (select coalesce(max(b.last), 0) + 1 from revocation_order_batch b
                     where b.revocation_order = new.revocation_order) then
        raise exception 'batch % of order % is not the next', new.first, new.revocation_order using errcode = 'MU012';
    end if;
    return new;
end $$;
create trigger revocation_order_may_run before insert on revocation_order_batch
    for each row execute function revocation_order_may_run();

grant select, insert on revocation_order, revocation_order_target, revocation_order_confirmation,
    revocation_order_batch to ${application_role};
