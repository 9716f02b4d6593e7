-- The end of a leap second's announcement is on record too.
create or replace function timestamp_role_speaks_for_itself() returns trigger language plpgsql as $$
begin
    if new.actor not like 'system:%' or new.actor_role is not null or new.request is not null
        or new.event not in ('TSU_TAKEN', 'TSU_KEY_MADE', 'TSU_KEY_DESTROYED', 'TIME_STAMPED', 'CLOCK_STEPPED',
            'CLOCK_LOST', 'CLOCK_REGAINED', 'CLOCK_DRIFTED', 'CLOCK_CORRECTED', 'CLOCK_LEAP_ANNOUNCED', 'CLOCK_LEAP_OVER',
            'SERVICE_STARTED', 'SERVICE_STOPPED', 'SERVICE_CRASHED', 'SOFTWARE_CHANGED', 'CONFIGURATION_CHANGED') then
        raise exception 'a process that time-stamps says nothing of %', new.event using errcode = 'MU320';
    end if;
    return new;
end $$;
