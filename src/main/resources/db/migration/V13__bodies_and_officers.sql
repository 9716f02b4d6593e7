-- Officers by two: one proposes an appointment, another confirms it within two weeks; one suspends it at once, another
-- ends it. Whoever is appointed has no say in it.
create table appointment_proposal (
    id          uuid primary key, -- of the appointment that it becomes
    person      text        not null references person,
    role        text        not null check (role in ('policy-authority', 'security-officer', 'ca-administrator',
                                'registration-officer', 'revocation-officer', 'subscriber', 'auditor')),
    body        text references body,
    proposed_by text        not null references person,
    proposed_as text        not null check (proposed_as in ('security-officer', 'registration-officer')),
    proposed_at timestamptz not null default clock_timestamp(),
    check ((role = 'subscriber') = (body is not null)),
    check (proposed_as = 'security-officer' or role = 'subscriber'),
    check (proposed_by <> person)
);
create index appointment_proposal_person on appointment_proposal (person);
create table appointment_confirmation (
    proposal     uuid primary key references appointment_proposal,
    confirmed_by text        not null references person,
    confirmed_as text        not null check (confirmed_as in ('security-officer', 'policy-authority')),
    confirmed_at timestamptz not null default clock_timestamp()
);
create table appointment_suspension (
    appointment  uuid primary key references appointment,
    reason       text        not null check (length(reason) between 1 and 400),
    suspended_by text        not null references person,
    suspended_as text        not null check (suspended_as in ('security-officer', 'registration-officer')),
    suspended_at timestamptz not null default clock_timestamp()
);

-- The appointments that count now.
create function appointment_held() returns setof appointment language sql stable as $$
    select a.* from appointment a
    where not exists (select 1 from appointment_end e where e.appointment = a.id)
      and not exists (select 1 from appointment_suspension s where s.appointment = a.id)
$$;

-- Every appointment and every proposal of one, with what became of it.
create function appointment_history() returns table (
    id uuid, person text, role text, body text, proposed_by text, proposed_at timestamptz, confirmed_by text,
    confirmed_at timestamptz, appointed_at timestamptz, reason text, suspended_by text, suspended_at timestamptz,
    ended_by text, ended_at timestamptz) language sql stable as $$
    select coalesce(a.id, p.id), coalesce(a.person, p.person), coalesce(a.role, p.role), coalesce(a.body, p.body),
           coalesce(p.proposed_by, a.appointed_by), coalesce(p.proposed_at, a.appointed_at), c.confirmed_by,
           c.confirmed_at, a.appointed_at, s.reason, s.suspended_by, s.suspended_at, e.ended_by, e.ended_at
    from appointment a
    full join appointment_proposal p on p.id = a.id
    left join appointment_confirmation c on c.proposal = p.id
    left join appointment_suspension s on s.appointment = a.id
    left join appointment_end e on e.appointment = a.id
$$;

create or replace function holds_role(person text, role text) returns boolean language sql stable as $$
    select exists (select 1 from appointment_held() a where a.person = $1 and a.role = $2)
$$;

create function appointment_is_confirmed() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from appointment_proposal p where p.id = new.proposal
                   and p.proposed_by <> new.confirmed_by and p.person <> new.confirmed_by
                   and p.proposed_at > clock_timestamp() - interval '14 days'
                   and holds_role(p.proposed_by, p.proposed_as) and holds_role(new.confirmed_by, new.confirmed_as)) then
        raise exception 'the appointment % lacks two officers', new.proposal using errcode = 'MU040';
    end if;
    return new;
end $$;
create trigger appointment_is_confirmed before insert on appointment_confirmation
    for each row execute function appointment_is_confirmed();

-- In production nobody is appointed without that, but the first two security officers.
create function appointment_is_by_two() returns trigger language plpgsql as $$
begin
    if exists (select 1 from appointment_proposal p join appointment_confirmation c on c.proposal = p.id
               where p.id = new.id and (p.person, p.role, p.body) is not distinct from (new.person, new.role, new.body)) then
        return new;
    end if;
    perform pg_advisory_xact_lock(77340013);
    if exists (select 1 from installation where kind = 'production')
        and (new.role <> 'security-officer' or (select count(*) from appointment where role = 'security-officer') >= 2) then
        raise exception 'the appointment % lacks two officers', new.id using errcode = 'MU040';
    end if;
    return new;
end $$;
create trigger appointment_is_by_two before insert on appointment
    for each row execute function appointment_is_by_two();

-- Two security officers always remain, or nobody could appoint another.
create function appointment_may_be_suspended() returns trigger language plpgsql as $$
declare
    suspended appointment;
begin
    perform pg_advisory_xact_lock(77340013);
    select * into suspended from appointment_held() a where a.id = new.appointment;
    if suspended.role = 'security-officer' and (
        select count(distinct a.person) from appointment_held() a
        where a.role = 'security-officer' and a.id <> new.appointment) < 2 then
        raise exception 'the appointment % is one of the last two security officers''', new.appointment
            using errcode = 'MU041';
    end if;
    if suspended.id is null or not holds_role(new.suspended_by, new.suspended_as)
        or new.suspended_as = 'registration-officer' and suspended.role <> 'subscriber' then
        raise exception 'the appointment % is not % to suspend', new.appointment, new.suspended_by
            using errcode = 'MU040';
    end if;
    return new;
end $$;
create trigger appointment_may_be_suspended before insert on appointment_suspension
    for each row execute function appointment_may_be_suspended();

create function appointment_ends_by_two() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from appointment_suspension s join appointment a on a.id = s.appointment
                   where s.appointment = new.appointment
                   and s.suspended_by <> new.ended_by and a.person <> new.ended_by
                   and (holds_role(new.ended_by, 'security-officer') or holds_role(new.ended_by, 'policy-authority'))) then
        raise exception 'the end of % lacks two officers', new.appointment using errcode = 'MU040';
    end if;
    return new;
end $$;
create trigger appointment_ends_by_two before insert on appointment_end
    for each row execute function appointment_ends_by_two();

-- As in V3, but who is suspended counts as little as who left.
create or replace function policy_is_confirmed() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from policy_activation) then
        return new;
    end if;
    if not exists (select 1 from policy_candidate c where c.seq = new.candidate and c.hash = new.hash
                   and c.based_on = (select max(seq) from policy_activation)
                   and not exists (select 1 from policy_withdrawal w where w.candidate = c.seq)) then
        raise exception 'policy % is no open candidate after the active one', new.hash using errcode = 'MU006';
    end if;
    if (select count(*) from policy_confirmation f where f.candidate = new.candidate
        and holds_role(f.person, f.role)) < 2 then
        raise exception 'policy % lacks two officers of different roles', new.hash using errcode = 'MU007';
    end if;
    return new;
end $$;

-- The quarterly review: one officer read the list of what counts, and so did another while it was the same.
create function appointment_list() returns text language sql stable as $$
    select coalesce(string_agg(concat_ws(' ', person, role, body, id) || E'\n', ''
                               order by person collate "C", role, id), '') from appointment_held()
$$;
create table appointment_review (
    id          uuid primary key,
    list_sha256 text        not null,
    reviewed_by text        not null references person,
    reviewed_as text        not null check (reviewed_as in ('security-officer', 'policy-authority')),
    reviewed_at timestamptz not null default clock_timestamp()
);
create table appointment_review_confirmation (
    review       uuid primary key references appointment_review,
    confirmed_by text        not null references person,
    confirmed_as text        not null check (confirmed_as in ('security-officer', 'policy-authority')),
    confirmed_at timestamptz not null default clock_timestamp()
);
create index appointment_review_confirmed on appointment_review_confirmation (confirmed_at);

create function appointment_review_is_of_now() returns trigger language plpgsql as $$
begin
    if new.list_sha256 <> encode(sha256(convert_to(appointment_list(), 'UTF8')), 'hex')
        or not holds_role(new.reviewed_by, new.reviewed_as) then
        raise exception 'the list % is not the current one', new.list_sha256 using errcode = 'MU042';
    end if;
    return new;
end $$;
create trigger appointment_review_is_of_now before insert on appointment_review
    for each row execute function appointment_review_is_of_now();

create function appointment_review_is_confirmed() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from appointment_review r where r.id = new.review and r.reviewed_by <> new.confirmed_by
                   and r.list_sha256 = encode(sha256(convert_to(appointment_list(), 'UTF8')), 'hex')
                   and holds_role(r.reviewed_by, r.reviewed_as) and holds_role(new.confirmed_by, new.confirmed_as)) then
        raise exception 'the review % lacks two officers', new.review using errcode = 'MU042';
    end if;
    return new;
end $$;
create trigger appointment_review_is_confirmed before insert on appointment_review_confirmation
    for each row execute function appointment_review_is_confirmed();

grant select, insert on appointment_proposal, appointment_confirmation, appointment_suspension, appointment_review,
    appointment_review_confirmation to ${application_role};

-- Bodies as they come and go. What is known of one never changes; where it stands is its newest event.
alter table body
    add column legal_name_urdu text,
    add column kind text check (kind in ('ministry', 'division', 'attached-department', 'province', 'autonomous-body', 'court',
                                'armed-forces', 'local-government', 'company')),
    add column identifiers text[] not null default '{}',
    add column evidence_sha256 text check (evidence_sha256 ~ '^[0-9a-f]{64}$'); -- the representative's letter

create table body_event (
    seq               bigint generated always as identity primary key,
    body              text        not null references body,
    state             text        not null check (state in ('applied', 'verified', 'active', 'suspended', 'closed')),
    note              text        check (length(note) between 1 and 400),
    agreement_version text        check (length(agreement_version) between 1 and 40),
    agreement_sha256  text        check (agreement_sha256 ~ '^[0-9a-f]{64}$'),
    recorded_by       text        not null,
    role              text, -- in which; null for the installation's own jobs
    recorded_at       timestamptz not null default clock_timestamp(),
    check ((agreement_version is null) = (agreement_sha256 is null)),
    check (agreement_version is null or state = 'active')
);
create index body_event_body on body_event (body, seq desc);
insert into body_event (body, state, note, recorded_by)
select id, 'active', 'registered before states were kept', 'system:migration' from body;

create function body_state(body text) returns text language sql stable as $$
    select e.state from body_event e where e.body = $1 order by e.seq desc limit 1
$$;

-- One step after the other, by whoever may make it. Outside production a body may come as it shall be.
create function body_may_become() returns trigger language plpgsql as $$
declare
    before body_event;
begin
    perform pg_advisory_xact_lock(hashtextextended('body ' || new.body, 0));
    select * into before from body_event e where e.body = new.body order by e.seq desc limit 1;
    if before.seq is null and new.state = 'active' and not exists (select 1 from installation where kind = 'production') then
        return new;
    end if;
    if not (case new.state
        when 'applied' then before.seq is null
        when 'verified' then before.state = 'applied'
        when 'active' then new.agreement_version is not null and before.state in ('verified', 'active')
                        or new.agreement_version is null and before.state = 'suspended'
        when 'suspended' then before.state = 'active'
        else before.state <> 'closed' end is true) then
        raise exception '% cannot become % from %', new.body, new.state, before.state using errcode = 'MU043';
    end if;
    if new.agreement_version is not null then
        if new.role is distinct from 'subscriber' or not exists (
            select 1 from appointment_held() a
            where a.person = new.recorded_by and a.role = 'subscriber' and a.body = new.body) then
            raise exception '% does not act for %', new.recorded_by, new.body using errcode = 'MU044';
        end if;
    elsif holds_role(new.recorded_by, new.role) is not true
        or new.role <> 'registration-officer' and (new.role <> 'security-officer' or new.state in ('applied', 'verified')) then
        raise exception '% may not make % %', new.recorded_by, new.body, new.state using errcode = 'MU044';
    end if;
    if before.recorded_by = new.recorded_by
        and (new.state = 'verified' or new.state = 'active' and before.state = 'suspended') then
        raise exception '% needs a second officer to become %', new.body, new.state using errcode = 'MU044';
    end if;
    return new;
end $$;
create trigger body_may_become before insert on body_event for each row execute function body_may_become();

-- Certificates are for active bodies; a suspension waits for the intents that are being opened, and they for it.
create function body_is_active() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock_shared(hashtextextended('body ' || new.body, 0));
    if body_state(new.body) is distinct from 'active' then
        raise exception 'the body % is not active', new.body using errcode = 'MU045';
    end if;
    return new;
end $$;
create trigger body_is_active before insert on intent for each row when (new.body is not null)
    execute function body_is_active();

grant select, insert on body_event to ${application_role};
