-- Decisions about requests, and the stop switch, once more.

-- An officer whose approval counts no more may give another one.
alter table request_approval drop constraint request_approval_pkey;
alter table request_approval add column seq bigint generated always as identity primary key;
create index request_approval_request on request_approval (request);

-- Approvals that count: an officer who was suspended since has agreed to nothing, and neither has who showed a certificate
-- that was stolen; one that only expired since counts.
create function approval_stands(approval request_approval) returns boolean language sql stable as $$
    select holds_role($1.approver, 'registration-officer')
      and not exists (
        select 1 from outcome o join intent i on i.id = o.intent
        where o.certificate_sha256 = $1.certificate_sha256
          and (select v.kind from revocation v where v.issuer_key = i.issuer_key and v.serial = i.serial
               order by v.seq desc limit 1) in ('HELD', 'REVOKED'))
$$;

create function approvals_standing(request uuid) returns bigint language sql stable as $$
    select count(distinct a.approver) from request_approval a where a.request = $1 and approval_stands(a)
$$;

-- Who acts for a body decides nothing about it or its requests as an officer, and nobody's yes counts twice. What was
-- approved is approved again when too few of its approvals stand and nothing is signed for it.
create or replace function approval_may_count() returns trigger language plpgsql as $$
declare
    asked request%rowtype;
begin
    perform request_alone(new.request);
    select * into asked from request where id = new.request;
    if asked.approvals = 0
        or exists (select 1 from request_decision d where d.request = new.request
                   and (d.decision <> 'approved' or asked.approvals <= approvals_standing(new.request)))
        or exists (select 1 from intent i left join outcome o on o.intent = i.id
                   where i.request = new.request and o.state is distinct from 'ORPHANED') then
        raise exception 'nothing is to be decided about request %', new.request using errcode = 'MU020';
    elsif asked.expires_at <= clock_timestamp() then
        raise exception 'request % waited too long', new.request using errcode = 'MU021';
    elsif asked.content_sha256 <> new.content_sha256 then
        raise exception 'request % has another content', new.request using errcode = 'MU022';
    elsif asked.requester = new.approver or acts_for(new.approver, asked.body) then
        raise exception '% may not approve request %', new.approver, new.request using errcode = 'MU023';
    elsif not holds_role(new.approver, 'registration-officer') then
        raise exception '% is no registration officer', new.approver using errcode = 'MU025';
    elsif exists (select 1 from request_approval a
                  where a.request = new.request and a.approver = new.approver and approval_stands(a)) then
        raise exception '% approved request % already', new.approver, new.request using errcode = 'MU026';
    end if;
    return new;
end $$;

-- What waits, to find what has its approvals again when a certificate was released.
create index request_waiting on request (expires_at) where approvals > 0;

-- What was approved may still be turned down or taken back while nothing is signed for it.
alter table request_decision drop constraint request_decision_pkey;
alter table request_decision add primary key (request, decision);

create or replace function request_may_be_decided() returns trigger language plpgsql as $$
declare
    asked request%rowtype;
begin
    perform request_alone(new.request);
    select * into asked from request where id = new.request;
    if asked.approvals = 0
        or exists (select 1 from request_decision d where d.request = new.request
                   and (new.decision = 'approved' or d.decision <> 'approved'))
        or exists (select 1 from intent i left join outcome o on o.intent = i.id
                   where i.request = new.request and o.state is distinct from 'ORPHANED') then
        raise exception 'nothing is to be decided about request %', new.request using errcode = 'MU020';
    elsif new.decision = 'withdrawn' then
        if not acts_for(new.decided_by, asked.body) then
            raise exception '% does not act for %', new.decided_by, asked.body using errcode = 'MU025';
        end if;
    elsif asked.requester = new.decided_by or acts_for(new.decided_by, asked.body) then
        raise exception '% may not decide about request %', new.decided_by, new.request using errcode = 'MU023';
    elsif not holds_role(new.decided_by, 'registration-officer') then
        raise exception '% is no registration officer', new.decided_by using errcode = 'MU025';
    elsif new.decision = 'approved' and asked.expires_at <= clock_timestamp() then
        raise exception 'request % waited too long', new.request using errcode = 'MU021';
    elsif new.decision = 'approved' and asked.approvals > approvals_standing(new.request) then
        raise exception 'request % lacks approvals', new.request using errcode = 'MU024';
    end if;
    return new;
end $$;

-- The approvals stand at the signature too, not only when the last one came.
create or replace function intent_is_approved() returns trigger language plpgsql as $$
declare
    asked request%rowtype;
begin
    select * into asked from request where id = new.request;
    if asked.approvals > 0 then
        perform request_alone(new.request);
        if asked.expires_at <= clock_timestamp()
            or not exists (select 1 from request_decision d where d.request = new.request)
            or exists (select 1 from request_decision d where d.request = new.request and d.decision <> 'approved')
            or asked.approvals > approvals_standing(new.request) then
            raise exception 'request % is not approved', new.request using errcode = 'MU024';
        end if;
    end if;
    return new;
end $$;

create function body_event_is_of_another() returns trigger language plpgsql as $$
begin
    if new.role is distinct from 'subscriber' and acts_for(new.recorded_by, new.body) then
        raise exception '% acts for %', new.recorded_by, new.body using errcode = 'MU044';
    end if;
    return new;
end $$;
create trigger body_event_is_of_another before insert on body_event
    for each row execute function body_event_is_of_another();

-- A stop waits for the intents that saw none, so that none is opened once it answered.
create or replace function issuance_goes_on() returns trigger language plpgsql as $$
begin
    if new.family is not null then
        perform pg_advisory_xact_lock_shared(77340016);
        if issuance_is_stopped() then
            raise exception 'issuance is stopped' using errcode = 'MU032';
        end if;
    end if;
    return new;
end $$;
