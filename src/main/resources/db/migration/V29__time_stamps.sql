-- Time-stamping units, and what they gave out (RFC 3161, decision 0029).

-- A key on a token, which asks for its certificate.
create table tsu_key (
    seq       bigint generated always as identity primary key,
    unit      text        not null,
    token     text        not null,
    key_label text        not null unique,
    request   bytea       not null unique check (length(request) <= 4096), -- PKCS #10
    asked_at  timestamptz not null default clock_timestamp()
);
create index tsu_key_unit on tsu_key (unit, seq desc);
-- The answer. The newest certified key of a unit is its active one.
create table tsu_certificate (
    key         bigint primary key references tsu_key,
    certificate bytea, -- absent when it was refused
    why         text,  -- when it was refused
    granted_at  timestamptz not null default clock_timestamp(),
    check ((certificate is null) = (why is not null))
);

-- The removal of a key from its token (CSBR §6.3.2): proposed, confirmed by another officer within a day, done.
create table tsu_key_removal (
    seq  bigint generated always as identity primary key,
    key  bigint      not null references tsu_key,
    kind text        not null check (kind in ('proposed', 'confirmed', 'done')),
    said_by text     not null,
    role text check (role in ('security-officer', 'ca-administrator')),
    said_at timestamptz not null default clock_timestamp()
);
create unique index tsu_key_removal_once on tsu_key_removal (key, kind) where kind <> 'proposed';

create function removal_may_follow() returns trigger language plpgsql as $$
declare
    before tsu_key_removal%rowtype;
begin
    perform pg_advisory_xact_lock(77340029, new.key::int);
    select * into before from tsu_key_removal where key = new.key order by seq desc limit 1;
    if new.kind <> 'done' and (new.role is null or not holds_role(new.said_by, new.role)) then
        raise exception '% does not hold the role %', new.said_by, new.role using errcode = 'MU291';
    elsif new.kind <> 'done' and exists (
            select 1 from tsu_key k where k.seq = new.key
                and not exists (select 1 from tsu_certificate c where c.key = k.seq)) then
        raise exception 'the key waits for its certificate' using errcode = 'MU292';
    elsif new.kind <> 'done' and exists (
            select 1 from tsu_key k join tsu_certificate c on c.key = k.seq and c.certificate is not null
            where k.seq = new.key and not exists (
                select 1 from tsu_key l join tsu_certificate d on d.key = l.seq and d.certificate is not null
                where l.unit = k.unit and l.seq > k.seq)) then
        raise exception 'the key is the active one of its unit' using errcode = 'MU292';
    elsif (new.kind = 'confirmed' and (before.kind is distinct from 'proposed' or before.said_by = new.said_by
                or before.said_at < clock_timestamp() - interval '1 day' or not holds_role(before.said_by, before.role)))
            or (new.kind = 'done' and before.kind is distinct from 'confirmed')
            or (new.kind = 'proposed' and before.kind in ('confirmed', 'done')) then
        raise exception 'a removal takes two officers, and follows their word' using errcode = 'MU293';
    end if;
    return new;
end $$;
create trigger removal_may_follow before insert on tsu_key_removal for each row execute function removal_may_follow();

-- Serial numbers begin with unit and block, so a block is taken by one process, once. Who takes one fences off whoever
-- had the unit before.
create table tsa_block (
    unit     text        not null,
    number   int         not null check (number > 0),
    taken_at timestamptz not null default clock_timestamp(),
    primary key (unit, number)
);
create function block_waits_for_batches() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('tsa block ' || new.unit, 0));
    return new;
end $$;
create trigger block_waits_for_batches before insert on tsa_block
    for each row execute function block_waits_for_batches();

-- Tokens that were recorded by one commit. The hash is SHA-256 over the tokens' own, in their order; it stands in the
-- audit record of the batch too.
create table tsa_batch (
    id          bigint generated always as identity primary key,
    unit        text        not null,
    block       int         not null,
    tokens      int         not null check (tokens > 0),
    sha256      text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
    recorded_at timestamptz not null default clock_timestamp(),
    foreign key (unit, block) references tsa_block
);
create function batch_is_of_newest_block() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock_shared(hashtextextended('tsa block ' || new.unit, 0));
    if exists (select 1 from tsa_block where unit = new.unit and number > new.block) then
        raise exception 'the unit % was taken by another process', new.unit using errcode = 'MU290';
    end if;
    return new;
end $$;
create trigger batch_is_of_newest_block before insert on tsa_batch
    for each row execute function batch_is_of_newest_block();

create index tsa_batch_unit on tsa_batch (unit, id desc);

create table tsa_token (
    serial            bytea primary key check (length(serial) between 1 and 20),
    batch             bigint      not null references tsa_batch,
    place             int         not null check (place >= 0),
    gen_time          timestamptz not null,
    imprint_algorithm text        not null,
    sha256            bytea       not null check (length(sha256) = 32), -- of the token as it was given out
    clock_offset      bigint      not null, -- microseconds, at issue
    caller            text        not null, -- their class
    unique (batch, place)
);

grant select, insert on tsu_key, tsu_certificate, tsu_key_removal, tsa_block, tsa_batch, tsa_token to ${application_role};
