-- What the process that has a time-stamping unit says of it, at each change and once in a minute: for the people who run
-- the service. No word is changed; old ones may be left.
create table tsu_word (
    seq      bigint generated always as identity primary key,
    unit     text        not null,
    instance text        not null check (length(instance) between 1 and 200),
    trouble  text check (length(trouble) between 1 and 1000), -- why it gives no time-stamps; absent where it does
    refusals jsonb       not null, -- by reason, of all units of the process, since its start
    said_at  timestamptz not null default clock_timestamp()
);
create index tsu_word_unit on tsu_word (unit, seq desc);
create index tsu_word_said on tsu_word using brin (said_at);

grant select, insert on tsu_word to ${application_role};

do $$ begin
    if exists (select 1 from pg_roles where rolname = '${timestamp_role}') then
        grant select on tsu_word to ${timestamp_role};
        grant insert (unit, instance, trouble, refusals) on tsu_word to ${timestamp_role};
    end if;
end $$;
