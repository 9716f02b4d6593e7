-- Keys that nobody may have certified: reported compromised to us or known to be weak (BR §6.1.1.3).
create table blocked_key (
    spki_sha256 text primary key check (spki_sha256 ~ '^[0-9a-f]{64}$'),
    reason      text        not null,
    blocked_by  text        not null,
    blocked_at  timestamptz not null default clock_timestamp()
);
grant select, insert on blocked_key to ${application_role};

-- A certificate that is revoked for the compromise of its key (keyCompromise, cACompromise) blocks that key, whoever
-- revokes it.
create function compromised_key_is_blocked() returns trigger language plpgsql as $$
begin
    insert into blocked_key (spki_sha256, reason, blocked_by)
        select i.subject_key, 'keyCompromise of certificate ' || new.serial, new.revoked_by
        from intent i where i.issuer_key = new.issuer_key and i.serial = new.serial
        on conflict do nothing;
    return new;
end $$;
create trigger compromised_key_is_blocked after insert on revocation
    for each row when (new.reason in (1, 2)) execute function compromised_key_is_blocked();

insert into blocked_key (spki_sha256, reason, blocked_by)
    select i.subject_key, 'keyCompromise of certificate ' || r.serial, r.revoked_by
    from revocation r join intent i on i.issuer_key = r.issuer_key and i.serial = r.serial
    where r.reason in (1, 2)
    on conflict do nothing;

-- As in V1, but a blocked key is looked up and not worked out.
create or replace function intent_may_open() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock_shared(77340001);
    if new.policy_hash is distinct from (select hash from policy_activation order by seq desc limit 1) then
        raise exception 'policy % is not the active one', new.policy_hash using errcode = 'MU001';
    end if;
    if new.attempt > 1 and not exists (
        select 1 from intent i join outcome o on o.intent = i.id
        where i.request = new.request and i.attempt = new.attempt - 1 and o.state = 'ORPHANED') then
        raise exception 'attempt % needs attempt % orphaned', new.attempt, new.attempt - 1 using errcode = 'MU002';
    end if;
    if exists (select 1 from blocked_key where spki_sha256 = new.subject_key) then
        raise exception 'the key % is blocked', new.subject_key using errcode = 'MU004';
    end if;
    insert into key_holder (subject_key, body) values (new.subject_key, new.body) on conflict do nothing;
    if new.body is distinct from (select body from key_holder where subject_key = new.subject_key) then
        raise exception 'the key % belongs to another', new.subject_key using errcode = 'MU005';
    end if;
    return new;
end $$;
