-- Requests that people decide. How many officers must agree, and until when, is what the policy in force said when the
-- request came; the request itself never changes.
alter table request add column approvals smallint not null default 0 check (approvals between 0 and 2);
alter table request add column expires_at timestamptz;
alter table request add constraint request_expires check ((approvals > 0) = (expires_at is not null));

-- One officer's yes to exactly this content (I5).
create table request_approval (
    request        uuid        not null references request,
    approver       text        not null references person,
    content_sha256 text        not null,
    given_at       timestamptz not null default clock_timestamp(),
    primary key (request, approver)
);

-- What was decided, once; the first insert wins. Whether it led to a certificate, its intents say.
create table request_decision (
    request    uuid primary key references request,
    decision   text        not null check (decision in ('approved', 'rejected', 'withdrawn')),
    decided_by text        not null references person,
    reason     text check (length(reason) between 1 and 1000),
    decided_at timestamptz not null default clock_timestamp(),
    check ((decision = 'rejected') = (reason is not null))
);
create index request_decision_time on request_decision (decision, decided_at);

-- Whoever writes: decisions about one request come one after the other.
create function request_alone(id uuid) returns void language sql as $$
    select pg_advisory_xact_lock(hashtextextended('request ' || id, 0))
$$;

create function approval_may_count() returns trigger language plpgsql as $$
declare
    asked request%rowtype;
begin
    perform request_alone(new.request);
    select * into asked from request where id = new.request;
    if asked.approvals = 0 or exists (select 1 from request_decision d where d.request = new.request) then
        raise exception 'nothing is to be decided about request %', new.request using errcode = 'MU020';
    elsif asked.expires_at <= clock_timestamp() then
        raise exception 'request % waited too long', new.request using errcode = 'MU021';
    elsif asked.content_sha256 <> new.content_sha256 then
        raise exception 'request % has another content', new.request using errcode = 'MU022';
    elsif asked.requester = new.approver or not holds_role(new.approver, 'registration-officer') then
        raise exception '% may not approve request %', new.approver, new.request using errcode = 'MU023';
    end if;
    return new;
end $$;
create trigger approval_may_count before insert on request_approval
    for each row execute function approval_may_count();

create function request_may_be_decided() returns trigger language plpgsql as $$
declare
    asked request%rowtype;
begin
    perform request_alone(new.request);
    select * into asked from request where id = new.request;
    if asked.approvals = 0 then
        raise exception 'nothing is to be decided about request %', new.request using errcode = 'MU020';
    elsif new.decision = 'approved'
        and asked.approvals > (select count(*) from request_approval a where a.request = new.request) then
        raise exception 'request % lacks approvals', new.request using errcode = 'MU023';
    end if;
    return new;
end $$;
create trigger request_may_be_decided before insert on request_decision
    for each row execute function request_may_be_decided();

-- Nothing is signed for a request that was not approved, that was turned down, or whose approvals are too old.
create function intent_is_approved() returns trigger language plpgsql as $$
begin
    if new.request is null then
        return new;
    end if;
    if exists (select 1 from request r left join request_decision d on d.request = r.id
               where r.id = new.request
                 and (d.decision in ('rejected', 'withdrawn')
                      or r.approvals > 0 and (d.decision is distinct from 'approved'
                                              or r.expires_at <= clock_timestamp()))) then
        raise exception 'request % is not approved', new.request using errcode = 'MU024';
    end if;
    return new;
end $$;
create trigger intent_is_approved before insert on intent for each row execute function intent_is_approved();

grant select, insert on request_approval, request_decision to ${application_role};
