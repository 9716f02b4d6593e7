-- How a policy bundle comes into force: proposed, confirmed by two officers of different roles, activated (I3).

-- A proposal: a stored bundle that shall follow the one that was in force then. Outdated when another one followed it.
create table policy_candidate (
    seq         bigint generated always as identity primary key,
    hash        text        not null references policy_bundle,
    version     int         not null check (version > 0),
    based_on    bigint      not null references policy_activation,
    diff        jsonb       not null, -- lines for people
    proposed_by text        not null references person,
    proposed_at timestamptz not null default clock_timestamp()
);
create index policy_candidate_hash on policy_candidate (hash, seq desc);

-- One confirmation for each person and for each role, so two of them are two persons of different roles.
create table policy_confirmation (
    candidate    bigint      not null references policy_candidate,
    person       text        not null references person,
    role         text        not null check (role in ('policy-authority', 'security-officer')),
    confirmed_at timestamptz not null default clock_timestamp(),
    primary key (candidate, person),
    unique (candidate, role)
);

create table policy_withdrawal (
    candidate    bigint      primary key references policy_candidate,
    withdrawn_by text        not null references person,
    withdrawn_at timestamptz not null default clock_timestamp()
);

alter table policy_activation add column candidate bigint unique references policy_candidate;

-- Only the first bundle of an installation comes into force by a ceremony alone, whoever inserts the others. Runs after
-- policy_changes_alone, so nobody else activates meanwhile. Officers must still hold the role in which they confirmed.
create function policy_is_confirmed() returns trigger language plpgsql as $$
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
        and exists (select 1 from appointment a where a.person = f.person and a.role = f.role
                    and not exists (select 1 from appointment_end e where e.appointment = a.id))) < 2 then
        raise exception 'policy % lacks two officers of different roles', new.hash using errcode = 'MU007';
    end if;
    return new;
end $$;
create trigger policy_is_confirmed before insert on policy_activation
    for each row execute function policy_is_confirmed();

-- Every record says which policy was in force, also where its writer does not know.
create function audit_names_policy() returns trigger language plpgsql as $$
begin
    new.policy_hash := coalesce(new.policy_hash, (select hash from policy_activation order by seq desc limit 1));
    return new;
end $$;
create trigger audit_names_policy before insert on audit_record
    for each row execute function audit_names_policy();

-- Auditors list refusals by their rule.
create index audit_record_refusal on audit_record ((details ->> 'rule'), seq) where event = 'REQUEST_REFUSED';

grant select, insert on policy_candidate, policy_confirmation, policy_withdrawal to ${application_role};

-- The moment of the activation itself and not the beginning of its transaction, so that it follows the confirmations.
alter table policy_activation alter column activated_at set default clock_timestamp();
