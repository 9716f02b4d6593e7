-- Audit records by month, for as long as the policy says (EN 319 411-1 §6.4.6). What was there before is one partition.
alter table audit_record rename to audit_record_before;
alter sequence audit_record_seq_seq rename to audit_record_before_seq;
alter index audit_record_event rename to audit_record_before_event;
alter index audit_record_refusal rename to audit_record_before_refusal;
alter index audit_record_xid rename to audit_record_before_xid;
alter index audit_record_subject rename to audit_record_before_subject;
alter index audit_record_request rename to audit_record_before_request;
alter index audit_record_time rename to audit_record_before_time;
alter index audit_record_body rename to audit_record_before_body;
drop trigger audit_names_policy on audit_record_before;
alter table audit_record_before drop constraint audit_record_pkey;
revoke all on audit_record_before from ${application_role};

-- One sequence gives the numbers of all partitions, so no two records have the same.
create table audit_record (like audit_record_before including all excluding indexes) partition by range (recorded_at);
select setval(pg_get_serial_sequence('audit_record', 'seq'), last_value, is_called) from audit_record_before_seq;
alter table audit_record_before alter column seq drop identity;
alter table audit_record add primary key (seq, recorded_at);
create index audit_record_event on audit_record (event, seq);
create index audit_record_refusal on audit_record ((details ->> 'rule'), seq) where event = 'REQUEST_REFUSED';
create index audit_record_xid on audit_record (xid, seq);
create index audit_record_subject on audit_record (subject, seq) where subject is not null;
create index audit_record_request on audit_record (request, seq) where request is not null;
create index audit_record_time on audit_record (recorded_at, seq);
create index audit_record_body on audit_record ((details ->> 'body'), seq) where details ->> 'body' is not null;
create trigger audit_names_policy before insert on audit_record
    for each row execute function audit_names_policy();
grant select on audit_record to ${application_role};
grant insert (event, outcome, actor, actor_role, authority, policy_hash, request, subject, details)
    on audit_record to ${application_role};

do $$ begin
    execute format('alter table audit_record attach partition audit_record_before for values from (minvalue) to (%L)',
        date_trunc('month', now(), 'UTC') + interval '1 month');
end $$;
-- What finds no month, so that no record ever fails for lack of one.
create table audit_record_other partition of audit_record default;

-- The partitions of this month and the next three. Attached and not made in place, and with short waits: nobody who writes a
-- record waits for somebody who reads for long.
create function audit_months_ahead() returns int
language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '2s' set timezone = 'UTC' as $$
declare
    begins timestamptz;
    name   text;
    made   int := 0;
begin
    perform pg_advisory_xact_lock(hashtextextended('audit months', 0));
    for month in 0..3 loop
        begins := date_trunc('month', now()) + make_interval(months => month);
        name := 'audit_record_' || to_char(begins, 'YYYY_MM');
        continue when to_regclass(name) is not null;
        begin
            execute format('create table %I (like audit_record including defaults including constraints)', name);
            execute format('alter table audit_record attach partition %I for values from (%L) to (%L)',
                name, begins, begins + interval '1 month');
            made := made + 1;
        exception when invalid_object_definition or check_violation then
            null; -- the partition of before has this month, or the other one has records of it already
        end;
    end loop;
    return made;
end $$;
select audit_months_ahead();

-- Records that somebody wants to keep beyond their time, such as a court. Placed by one officer, released by two of
-- different roles within a week.
create table legal_hold (
    id        uuid primary key,
    reason    text not null,
    from_at   timestamptz, -- of the records; since ever when absent
    to_at     timestamptz, -- for ever when absent
    authority text check (authority ~ '-g[0-9]+$'),
    body      text references body,
    placed_by text not null references person,
    role      text not null check (role = 'security-officer'),
    placed_at timestamptz not null default clock_timestamp(),
    check (from_at < to_at)
);
create table legal_hold_release (
    seq         bigint generated always as identity primary key,
    hold        uuid not null references legal_hold,
    reason      text not null,
    released_by text not null references person,
    role        text not null check (role in ('security-officer', 'ca-administrator', 'policy-authority')),
    released_at timestamptz not null default clock_timestamp(),
    complete    boolean not null -- with it, two say so
);
create unique index legal_hold_release_complete on legal_hold_release (hold) where complete;

create function legal_hold_is_placed() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('audit retention', 0)); -- not while a month is destroyed
    if not holds_role(new.placed_by, new.role) then
        raise exception '% places no legal holds', new.placed_by using errcode = 'MU130';
    end if;
    return new;
end $$;
create trigger legal_hold_is_placed before insert on legal_hold for each row execute function legal_hold_is_placed();

create function legal_hold_is_released() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('audit retention', 0));
    if not holds_role(new.released_by, new.role)
        or exists (select 1 from legal_hold_release r where r.hold = new.hold and r.complete) then
        raise exception 'the legal hold % is released, or % may not', new.hold, new.released_by using errcode = 'MU130';
    end if;
    new.complete := exists (select 1 from legal_hold_release r where r.hold = new.hold
        and r.released_by <> new.released_by and r.role <> new.role and holds_role(r.released_by, r.role)
        and r.released_at > clock_timestamp() - interval '7 days');
    return new;
end $$;
create trigger legal_hold_is_released before insert on legal_hold_release
    for each row execute function legal_hold_is_released();

-- The records of a month are destroyed by two officers of different roles within a week, when nothing speaks against it.
create table audit_destruction (
    id          uuid primary key,
    month       date not null check (extract(day from month) = 1),
    archive     text not null check (archive ~ '^[0-9a-f]{64}$'), -- SHA-256 of its manifest
    proposed_by text not null references person,
    role        text not null check (role in ('security-officer', 'ca-administrator', 'policy-authority')),
    proposed_at timestamptz not null default clock_timestamp()
);
create index audit_destruction_month on audit_destruction (month);
create table audit_destruction_confirmation (
    proposal     uuid primary key references audit_destruction,
    confirmed_by text not null references person,
    role         text not null check (role in ('security-officer', 'ca-administrator', 'policy-authority')),
    confirmed_at timestamptz not null default clock_timestamp()
);
create table audit_destruction_done (
    proposal  uuid primary key references audit_destruction_confirmation,
    month     date   not null,
    years     int    not null check (years >= 7),
    destroyed bigint not null,
    kept      bigint not null,
    done_at   timestamptz not null default clock_timestamp()
);
create index audit_destruction_done_month on audit_destruction_done (month, done_at);

create function audit_destruction_is_confirmed() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from audit_destruction p where p.id = new.proposal
                   and p.proposed_by <> new.confirmed_by and p.role <> new.role
                   and p.proposed_at > clock_timestamp() - interval '7 days'
                   and holds_role(p.proposed_by, p.role) and holds_role(new.confirmed_by, new.role)) then
        raise exception 'the proposal % lacks two officers of different roles', new.proposal using errcode = 'MU131';
    end if;
    return new;
end $$;
create trigger audit_destruction_is_confirmed before insert on audit_destruction_confirmation
    for each row execute function audit_destruction_is_confirmed();

-- A month of UTC.
create function month_begins(month date) returns timestamptz language sql immutable as $$
    select month::timestamp at time zone 'UTC'
$$;
create function month_ends(month date) returns timestamptz language sql immutable as $$
    select (month + interval '1 month') at time zone 'UTC'
$$;

-- The certificates, orphans among them, that a record is about.
create function certificates_of(record audit_record)
returns table (authority text, body text, opened_at timestamptz, not_after timestamptz) language sql stable as $$
    select i.authority, i.body, i.opened_at, i.not_after from intent i where i.request = record.request
    union all
    select i.authority, i.body, i.opened_at, i.not_after from intent i
    where i.id = case when record.details ->> 'intent' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                      then (record.details ->> 'intent')::uuid end
    union all
    select i.authority, i.body, i.opened_at, i.not_after from outcome o join intent i on i.id = o.intent
    where o.certificate_sha256 = record.subject
    union all
    select i.authority, i.body, i.opened_at, i.not_after
    from authority a join intent i on i.issuer_key = a.spki_sha256
    where a.name || '-g' || a.generation = record.authority
      and i.serial in (record.subject, record.details ->> 'serial')
    union all -- what a time-stamping unit did, and the clock of all of them
    select i.authority, i.body, i.opened_at, i.not_after
    from tsu_key k join tsu_certificate t on t.key = k.seq
    join outcome o on o.certificate_sha256 = encode(sha256(t.certificate), 'hex') join intent i on i.id = o.intent
    where (k.unit = record.details ->> 'unit' or record.event like 'CLOCK\_%') and i.opened_at <= record.recorded_at
$$;

-- The bodies that a record names.
create function bodies_of(record audit_record) returns table (body text) language sql stable as $$
    select record.details ->> 'body'
    union all
    select record.subject
    union all
    select r.body from request r where r.id = record.request
    union all
    select p.body from person_proof p
    where p.id = case when record.subject ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then record.subject::uuid end
$$;

-- The records of a month whose time is over. Not those about keys of authorities, units and the log, nor about this here; nor about
-- a certificate that ended less than so many years ago; nor about a body that got such a certificate within three years
-- after: no proof may be used for longer (the longest of all floors are 825 days).
create function audit_records_over(month date, years int) returns setof audit_record language sql stable as $$
    with late as materialized (
        select distinct i.body from intent i
        where i.not_after >= now() - make_interval(years => greatest(years, 7)) and i.body is not null
          and i.opened_at >= month_begins(month) and i.opened_at < month_ends(month) + interval '3 years')
    select r.* from audit_record r
    where r.recorded_at >= month_begins(month) and r.recorded_at < month_ends(month)
      and r.event not like 'AUTHORITY\_%' and r.event not like 'TSU\_%' and r.event not like 'LEGAL\_HOLD\_%'
      and r.event not in ('INSTALLATION_FOUNDED', 'LOG_KEY_ADDED', 'LOG_RECOVERED', 'AUDIT_DESTRUCTION_PROPOSED',
                          'AUDIT_RECORDS_DESTROYED')
      and not exists (select 1 from certificates_of(r) c
                      where c.not_after >= now() - make_interval(years => greatest(years, 7)))
      and not exists (select 1 from bodies_of(r) b join late l on l.body = b.body)
$$;

-- What speaks against destroying a month's records, in a word; null when nothing does.
--   years    how long records are kept, by the policy in force; never less than seven
--   outside  size of the tree whose checkpoint lies outside of the database
create function audit_destruction_objection(month date, archive text, years int, outside bigint) returns text
language plpgsql stable as $$
declare
    begins timestamptz := month_begins(month);
    ends   timestamptz := month_ends(month);
    last   bigint;
    waits  bigint;
begin
    if ends > now() - make_interval(years => greatest(years, 7)) then
        return 'too-young';
    end if;
    if exists (select 1 from legal_hold h
               join audit_record r on r.recorded_at >= greatest(begins, h.from_at) and r.recorded_at < least(ends, h.to_at)
               where not exists (select 1 from legal_hold_release x where x.hold = h.id and x.complete)
                 and (h.authority is null or r.authority = h.authority
                      or exists (select 1 from certificates_of(r) c where c.authority = h.authority))
                 and (h.body is null or exists (select 1 from bodies_of(r) b where b.body = h.body)
                      or exists (select 1 from certificates_of(r) c where c.body = h.body))) then
        return 'held';
    end if;
    select max(e.idx), count(*) - count(e.idx) into last, waits
    from audit_record r left join log_entry e on e.record = r.seq where r.recorded_at >= begins and r.recorded_at < ends;
    if waits > 0 or last >= outside or not exists (select 1 from log_checkpoint c where c.size = outside) then
        return 'not-outside';
    end if;
    if not exists (select 1 from audit_records_over(month, years)) then
        return 'nothing-over';
    end if;
    -- a whole archive of at least this month, with the last of its records
    if not exists (select 1 from audit_record r
                   where r.event = 'EXPORT_SIGNED' and r.outcome = 'success' and r.subject = archive
                     and r.details ->> 'format' = 'zip' and (r.details ->> 'size')::bigint > last
                     and (r.details -> 'query') - 'from' - 'to' = '{}'
                     and coalesce((r.details -> 'query' ->> 'from')::timestamptz, '-infinity') <= begins
                     and coalesce((r.details -> 'query' ->> 'to')::timestamptz, 'infinity') >= ends) then
        return 'not-exported';
    end if;
    return null;
end $$;

-- Destroys what two officers said, with its secrets; the leaves stay. The only way in which a record ever goes.
create function destroy_audit_records(confirmed uuid, years int, outside bigint) returns audit_destruction_done
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    wish      audit_destruction;
    objection text;
    done      audit_destruction_done;
begin
    perform pg_advisory_xact_lock(hashtextextended('audit retention', 0));
    select p.* into wish from audit_destruction p join audit_destruction_confirmation c on c.proposal = p.id
    where p.id = confirmed;
    if wish.id is null then
        raise exception 'the proposal % lacks two officers', confirmed using errcode = 'MU131';
    end if;
    objection := audit_destruction_objection(wish.month, wish.archive, years, outside);
    if objection is not null then
        raise exception '%', objection using errcode = 'MU132';
    end if;
    delete from audit_record r using audit_records_over(wish.month, years) o
    where r.seq = o.seq and r.recorded_at = o.recorded_at
      and r.recorded_at >= month_begins(wish.month) and r.recorded_at < month_ends(wish.month);
    get diagnostics done.destroyed = row_count;
    insert into audit_destruction_done (proposal, month, years, destroyed, kept)
    select wish.id, wish.month, greatest(destroy_audit_records.years, 7), done.destroyed, count(*) from audit_record r
    where r.recorded_at >= month_begins(wish.month) and r.recorded_at < month_ends(wish.month)
    returning * into done;
    return done;
end $$;

revoke execute on function audit_months_ahead, destroy_audit_records from public;
grant execute on function audit_months_ahead, destroy_audit_records to ${application_role};
grant select on legal_hold, legal_hold_release, audit_destruction, audit_destruction_confirmation, audit_destruction_done
    to ${application_role};
-- When it was, the database says.
grant insert (id, reason, from_at, to_at, authority, body, placed_by, role) on legal_hold to ${application_role};
grant insert (hold, reason, released_by, role) on legal_hold_release to ${application_role};
grant insert (id, month, archive, proposed_by, role) on audit_destruction to ${application_role};
grant insert (proposal, confirmed_by, role) on audit_destruction_confirmation to ${application_role};
