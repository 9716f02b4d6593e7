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
