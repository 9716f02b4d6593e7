-- How the clock of each process that signs a time was against its sources (CSBR §6.8, EN 319 421), and who has a unit.

create table clock_sample (
    seq          bigint generated always as identity primary key,
    instance     text        not null check (length(instance) between 1 and 200),
    recorded_at  timestamptz not null default clock_timestamp(),
    good         boolean     not null, -- whether a time may be signed by it
    clock_offset bigint,               -- microseconds to add to its clock; absent where the sources did not agree
    error        bigint check (error >= 0),
    check ((clock_offset is null) = (error is null)),
    check (clock_offset is not null or not good)
);
create index clock_sample_recorded on clock_sample using brin (recorded_at);
create index clock_sample_instance on clock_sample (instance, seq desc);

alter table tsa_block add column instance text check (length(instance) between 1 and 200); -- who took it
create index tsa_batch_recorded on tsa_batch using brin (recorded_at);

grant select, insert on clock_sample to ${application_role};

create or replace function timestamp_role_speaks_for_itself() returns trigger language plpgsql as $$
begin
    if new.actor not like 'system:%' or new.actor_role is not null or new.request is not null
        or new.event not in ('TSU_TAKEN', 'TSU_KEY_MADE', 'TSU_KEY_DESTROYED', 'TIME_STAMPED', 'CLOCK_STEPPED',
            'CLOCK_LOST', 'CLOCK_REGAINED', 'CLOCK_DRIFTED', 'CLOCK_CORRECTED', 'CLOCK_LEAP_ANNOUNCED', 'SERVICE_STARTED',
            'SERVICE_STOPPED', 'SERVICE_CRASHED', 'SOFTWARE_CHANGED', 'CONFIGURATION_CHANGED') then
        raise exception 'a process that time-stamps says nothing of %', new.event using errcode = 'MU320';
    end if;
    return new;
end $$;

do $$ begin
    if exists (select 1 from pg_roles where rolname = '${timestamp_role}') then
        grant select on clock_sample to ${timestamp_role};
        grant insert (instance, good, clock_offset, error) on clock_sample to ${timestamp_role};
        grant insert (instance) on tsa_block to ${timestamp_role};
    end if;
end $$;
