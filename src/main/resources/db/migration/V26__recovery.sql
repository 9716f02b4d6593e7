-- The way out of a hold: an older database takes over the leaves that were signed and are missing in it, and goes on from there.
alter table log_head add column recovered boolean not null default false;
revoke insert on log_head from ${application_role};
grant insert (size, root, xid, record) on log_head to ${application_role};

create or replace function log_head_follows() returns trigger language plpgsql as $$
declare
    last log_head;
begin
    select * into last from log_head order by size desc limit 1;
    if new.size <= coalesce(last.size, 0)
        -- where a dump was restored, transactions are counted anew
        or (not new.recovered and (new.xid, new.record) <= (coalesce(last.xid, '0'::xid8), coalesce(last.record, 0)))
        or new.xid >= pg_snapshot_xmin(pg_current_snapshot())
        or (select count(*) from log_entry where idx >= coalesce(last.size, 0)) <> new.size - coalesce(last.size, 0)
        or not exists (select 1 from log_entry where idx = new.size - 1 and record = new.record) then
        raise exception 'the head of % leaves does not follow the last one', new.size using errcode = 'MU120';
    end if;
    return new;
end $$;

-- Makes room for the numbers that are taken outside: records without a place that are not among these leaves get higher
-- numbers, and the last transaction that ended, so that they come next. No record that has a place is touched.
create function log_recovery_begins(known bigint[], highest bigint) returns xid8
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    horizon xid8;
begin
    -- nobody gives places or numbers meanwhile
    perform pg_advisory_xact_lock(hashtextextended('audit log', 0));
    lock table audit_record in share row exclusive mode;
    if highest > (select coalesce(max(seq), 0) from audit_record) + 1000000000 then
        raise exception 'no log has that many records more: %', highest using errcode = 'MU121';
    end if;
    horizon := (pg_snapshot_xmin(pg_current_snapshot())::text::numeric - 1)::text::xid8;
    perform setval(pg_get_serial_sequence('audit_record', 'seq'),
        greatest(highest, (select max(seq) from audit_record)));
    update audit_record r set seq = default, xid = horizon
    where not r.seq = any (known) and not exists (select 1 from log_entry e where e.record = r.seq);
    return horizon;
end $$;

create function log_recovery_head(size bigint, root bytea, xid xid8, record bigint) returns void
language sql security definer set search_path = public, pg_temp as $$
    insert into log_head (size, root, xid, record, recovered) values (size, root, xid, record, true)
$$;

revoke execute on function log_recovery_begins, log_recovery_head from public;
grant execute on function log_recovery_begins, log_recovery_head to ${application_role};
