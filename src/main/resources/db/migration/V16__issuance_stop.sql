-- The switch that stops certificates on every replica (I14). One officer stops; two of different roles resume. Revocation,
-- CRLs, OCSP answers and the responders that sign them go on.
create table issuance_stop (
    seq        bigint generated always as identity primary key,
    kind       text        not null check (kind in ('stopped', 'resumption-proposed', 'resumed')),
    reason     text        not null check (length(reason) between 1 and 1000),
    decided_by text        not null references person,
    role       text        not null check (role in ('policy-authority', 'security-officer', 'ca-administrator',
                               'registration-officer', 'revocation-officer')),
    decided_at timestamptz not null default clock_timestamp()
);

create function issuance_is_stopped() returns boolean language sql stable as $$
    select coalesce((select kind <> 'resumed' from issuance_stop order by seq desc limit 1), false)
$$;

-- What may follow what, whoever writes. A proposal is good for a day.
create function stop_may_follow() returns trigger language plpgsql as $$
declare
    before issuance_stop%rowtype;
begin
    perform pg_advisory_xact_lock(77340016);
    select * into before from issuance_stop order by seq desc limit 1;
    if not holds_role(new.decided_by, new.role) then
        raise exception '% does not hold the role %', new.decided_by, new.role using errcode = 'MU031';
    elsif new.kind <> 'stopped' and coalesce(before.kind, 'resumed') = 'resumed' then
        raise exception 'issuance is not stopped' using errcode = 'MU030';
    elsif new.kind = 'resumed' and (before.kind <> 'resumption-proposed'
            or before.decided_at < clock_timestamp() - interval '1 day'
            or before.decided_by = new.decided_by or before.role = new.role
            or not holds_role(before.decided_by, before.role)) then
        raise exception 'resumption lacks two officers of different roles' using errcode = 'MU031';
    end if;
    return new;
end $$;
create trigger stop_may_follow before insert on issuance_stop for each row execute function stop_may_follow();

-- The family is a subscriber's: responders and authorities are certified for ourselves and have none.
create function issuance_goes_on() returns trigger language plpgsql as $$
begin
    if new.family is not null and issuance_is_stopped() then
        raise exception 'issuance is stopped' using errcode = 'MU032';
    end if;
    return new;
end $$;
create trigger issuance_goes_on before insert on intent for each row execute function issuance_goes_on();

grant select, insert on issuance_stop to ${application_role};
