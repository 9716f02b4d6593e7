-- The database role of processes with the role timestamp alone (decision 0029): it reads what a token needs, and adds nothing
-- but keys that ask for their certificate, blocks, tokens and its own words in the audit trail. Made by the operator; an
-- installation without such processes has none.

-- Tokens of several processes may have the same label; the serial number says which one has the key.
alter table tsu_key add column token_serial text;

-- What the service said of its starts and stops, and nothing else of the audit trail.
create function service_last_word(instance text) returns table (record bigint, word text)
language sql stable security definer set search_path = public, pg_temp as $$
    select r.seq, r.event from audit_record r
    where r.subject = service_last_word.instance
      and r.event in ('SERVICE_STARTED', 'SERVICE_STOPPED', 'SERVICE_CRASHED', 'SOFTWARE_CHANGED', 'CONFIGURATION_CHANGED')
    order by r.seq desc limit 1
$$;
-- Of the last fifty starts, the newest with these roles.
create function service_last_start(roles text) returns table (version text, configuration text)
language sql stable security definer set search_path = public, pg_temp as $$
    select s.details ->> 'version', s.details ->> 'configuration'
    from (select r.seq, r.details from audit_record r where r.event = 'SERVICE_STARTED' order by r.seq desc limit 50) s
    where s.details ->> 'roles' = service_last_start.roles
    order by s.seq desc limit 1
$$;
revoke execute on function service_last_word, service_last_start from public;
grant execute on function service_last_word, service_last_start to ${application_role};

-- Its records are of what it does, in nobody's name.
create function timestamp_role_speaks_for_itself() returns trigger language plpgsql as $$
begin
    if new.actor not like 'system:%' or new.actor_role is not null or new.request is not null
        or new.event not in ('TSU_TAKEN', 'TSU_KEY_MADE', 'TSU_KEY_DESTROYED', 'TIME_STAMPED', 'CLOCK_STEPPED',
            'CLOCK_LOST', 'CLOCK_REGAINED', 'CLOCK_LEAP_ANNOUNCED', 'SERVICE_STARTED', 'SERVICE_STOPPED',
            'SERVICE_CRASHED', 'SOFTWARE_CHANGED', 'CONFIGURATION_CHANGED') then
        raise exception 'a process that time-stamps says nothing of %', new.event using errcode = 'MU320';
    end if;
    return new;
end $$;

do $$ begin
    if exists (select 1 from pg_roles where rolname = '${timestamp_role}') then
        create trigger timestamp_role_speaks_for_itself before insert on audit_record
            for each row when (current_user = '${timestamp_role}')
            execute function timestamp_role_speaks_for_itself();
        grant usage on schema public to ${timestamp_role};
        grant select on installation, policy_bundle, policy_activation, authority, crl_intent, crl, log_entry, log_tile,
            log_head, log_key, log_checkpoint, tsu_key, tsu_certificate, tsu_key_removal, tsa_block, tsa_batch, tsa_token
            to ${timestamp_role};
        -- Whether a unit or an authority above it is revoked, a key blocked: numbers, and nobody's name.
        grant select (id, authority, issuer_key, serial) on intent to ${timestamp_role};
        grant select (intent, state, recorded_at) on outcome to ${timestamp_role};
        grant select (seq, authority, issuer_key, serial, shard, kind, reason, revoked_at, recorded_at) on revocation to ${timestamp_role};
        grant select (spki_sha256) on blocked_key to ${timestamp_role};
        -- When it was, the database says. Without a role in it, a removal is none of an officer.
        grant insert (unit, token, token_serial, key_label, request) on tsu_key to ${timestamp_role};
        grant insert (key, kind, said_by) on tsu_key_removal to ${timestamp_role};
        grant insert (unit, number) on tsa_block to ${timestamp_role};
        grant insert (unit, block, tokens, sha256) on tsa_batch to ${timestamp_role};
        grant insert on tsa_token to ${timestamp_role};
        grant insert (event, outcome, actor, actor_role, authority, policy_hash, request, subject, details)
            on audit_record to ${timestamp_role};
        grant execute on function service_last_word, service_last_start to ${timestamp_role};
    end if;
end $$;
