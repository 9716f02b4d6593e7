-- E-mail that tells a body what became of its requests and certificates. A notice is written with the change that it tells
-- of, whoever makes that change: one for each recipient, none where nobody is known. It is sent later, by a job.

-- Where a body wants to be told; the newest row of an address counts.
create table body_contact (
    seq         bigint generated always as identity primary key,
    body        text        not null references body,
    address     text        not null check (length(address) <= 254 and address ~ '^[!-~]+@[a-z0-9.-]+$'),
    language    text        check (language in ('en', 'ur')), -- null: both
    standing    boolean     not null, -- false: from now on nothing goes there
    recorded_by text        not null references person,
    recorded_at timestamptz not null default clock_timestamp()
);
create index body_contact_body on body_contact (body, lower(address), seq desc);

create function body_contacts(body text) returns table (address text, language text, recorded_by text, recorded_at timestamptz)
language sql stable as $$
    select c.address, c.language, c.recorded_by, c.recorded_at from (
        select distinct on (lower(k.address)) k.* from body_contact k where k.body = $1
        order by lower(k.address), k.seq desc) c
    where c.standing
$$;

-- Twenty count at a time. A hundred changes a day and a hundred ends more: what was once said stays to be read.
create function contacts_are_few() returns trigger language plpgsql as $$
declare
    today bigint;
begin
    perform pg_advisory_xact_lock(hashtextextended('contacts ' || new.body, 0));
    select count(*) into today from body_contact k
    where k.body = new.body and k.recorded_at > clock_timestamp() - interval '1 day';
    if today >= (case when new.standing then 100 else 200 end) then
        raise exception 'the contacts of % changed too often', new.body using errcode = 'MU083';
    elsif new.standing and (select count(*) from body_contacts(new.body) c where lower(c.address) <> lower(new.address)) >= 20 then
        raise exception 'the body % has 20 contacts', new.body using errcode = 'MU080';
    end if;
    return new;
end $$;
create trigger contacts_are_few before insert on body_contact for each row execute function contacts_are_few();

-- How a body shows that it reads a mailbox: a random value is mailed there and comes back (S/MIME BR §3.2.2.2). Each mail
-- has a value of its own, made when it is sent, and only its hash is kept.
create table mailbox_challenge (
    id         uuid primary key,
    body       text        not null references body,
    address    text        not null check (length(address) <= 254 and address ~ '^[!-~]+@[a-z0-9.-]+$'),
    asked_by   text        not null,
    issued_at  timestamptz not null,
    expires_at timestamptz not null check (expires_at > issued_at and expires_at <= issued_at + interval '24 hours')
);
create index mailbox_challenge_body on mailbox_challenge (body, issued_at desc);
create table mailbox_value (
    challenge uuid        not null references mailbox_challenge,
    sha256    text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
    made_at   timestamptz not null default clock_timestamp(),
    primary key (challenge, sha256)
);
create table mailbox_proof (
    id         uuid primary key,
    body       text        not null references body,
    address    text        not null,
    method     text        not null,
    proved_at  timestamptz not null,
    expires_at timestamptz not null check (expires_at > proved_at and expires_at <= proved_at + interval '30 days')
);
create index mailbox_proof_address on mailbox_proof (body, address);

-- Each value that somebody sent back. Five tries, and a challenge proves once.
create table mailbox_try (
    seq       bigint generated always as identity primary key,
    challenge uuid        not null references mailbox_challenge,
    tried_at  timestamptz not null,
    tried_by  text        not null,
    proof     uuid unique references mailbox_proof
);
create index mailbox_try_challenge on mailbox_try (challenge);

create function mailbox_challenge_is_open(challenge mailbox_challenge, at timestamptz) returns boolean language sql stable as $$
    select $1.expires_at > at and not exists (select 1 from mailbox_try t where t.challenge = $1.id and t.proof is not null)
       and (select count(*) from mailbox_try t where t.challenge = $1.id) < 5
$$;

create function mailbox_may_be_tried() returns trigger language plpgsql as $$
declare
    tried mailbox_challenge;
begin
    perform pg_advisory_xact_lock(hashtextextended('mailbox ' || new.challenge, 0));
    select * into tried from mailbox_challenge c where c.id = new.challenge;
    if not mailbox_challenge_is_open(tried, new.tried_at) then
        raise exception 'the challenge % is spent', new.challenge using errcode = 'MU081';
    end if;
    return new;
end $$;
create trigger mailbox_may_be_tried before insert on mailbox_try for each row execute function mailbox_may_be_tried();

-- So that nobody is flooded with mail or checks in a body's name: 20 challenges of mailboxes that wait or were closed by wrong
-- values, 100 open ones of domains.
create function challenges_are_few() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('challenges ' || new.body, 0));
    if tg_table_name = 'mailbox_challenge' and (
            select count(*) from mailbox_challenge c where c.body = new.body and c.expires_at > new.issued_at
            and not exists (select 1 from mailbox_try t where t.challenge = c.id and t.proof is not null)) >= 20
        or tg_table_name = 'domain_challenge' and (
            select count(*) from domain_challenge c where c.body = new.body and c.expires_at > new.issued_at
            and not exists (select 1 from domain_check k where k.challenge = c.id and k.proof is not null)) >= 100 then
        raise exception 'the body % has too many open challenges', new.body using errcode = 'MU082';
    end if;
    return new;
end $$;
create trigger challenges_are_few before insert on mailbox_challenge for each row execute function challenges_are_few();
create trigger challenges_are_few before insert on domain_challenge for each row execute function challenges_are_few();

create table notice (
    seq                bigint generated always as identity primary key,
    kind               text        not null check (kind in ('submitted', 'approved', 'rejected', 'withdrawn', 'issued',
                                       'revoked', 'held', 'released', 'expiring', 'mailbox')),
    body               text        not null references body,
    address            text        not null,
    language           text        check (language in ('en', 'ur')),
    request            uuid references request,
    certificate_sha256 text references outcome (certificate_sha256),
    revocation         bigint references revocation,
    challenge          uuid references mailbox_challenge,
    written_at         timestamptz not null default clock_timestamp(),
    keep_until         timestamptz not null default clock_timestamp() + interval '3 days' -- then it is given up
);
create index notice_written on notice (written_at);

-- What became of it, once. A crash after the mail server took it and before this row sends it again.
create table notice_end (
    notice     bigint primary key references notice,
    outcome    text        not null check (outcome in ('sent', 'abandoned')),
    message_id text,
    ended_at   timestamptz not null default clock_timestamp(),
    check ((outcome = 'sent') = (message_id is not null))
);
create table notice_failure (
    seq       bigint generated always as identity primary key,
    notice    bigint      not null references notice,
    reason    text        not null,
    failed_at timestamptz not null,
    retry_at  timestamptz not null
);
create index notice_failure_notice on notice_failure (notice, retry_at desc);

-- Notices that are neither sent nor given up.
create function notice_waiting(since timestamptz) returns setof notice language sql stable as $$
    select n.* from notice n
    where n.written_at >= since and not exists (select 1 from notice_end e where e.notice = n.seq)
$$;

-- Whether a person acts for a body now.
create function acts_for(person text, body text) returns boolean language sql stable as $$
    select exists (select 1 from appointment_held() a where a.person = $1 and a.role = 'subscriber' and a.body = $2)
$$;

-- The body's contacts, and whoever asked and still acts for it, where their mailbox is known from the proof of who they are.
create function notice_recipients(body text, person text) returns table (address text, language text)
language sql stable as $$
    select min(k.address), max(k.language) from (
        select c.address, c.language from body_contacts($1) c
        union all
        (select p.mailboxes[1], null from person_proof p
         where p.body = $1 and p.account = $2 and p.expires_at > now() and cardinality(p.mailboxes) > 0
           and not exists (select 1 from person_proof_end e where e.proof = p.id) and acts_for($2, $1)
         order by p.proved_at desc limit 1)) k
    group by lower(k.address)
$$;

create function tell_of_requests() returns trigger language plpgsql as $$
begin
    insert into notice (kind, body, address, language, request)
    select 'submitted', a.body, r.address, r.language, a.id
    from added a cross join lateral notice_recipients(a.body, a.requester) r;
    return null;
end $$;
create trigger tell_of_requests after insert on request referencing new table as added
    for each statement execute function tell_of_requests();

create function tell_of_decisions() returns trigger language plpgsql as $$
begin
    insert into notice (kind, body, address, language, request)
    select a.decision, q.body, r.address, r.language, q.id
    from added a join request q on q.id = a.request cross join lateral notice_recipients(q.body, q.requester) r;
    return null;
end $$;
create trigger tell_of_decisions after insert on request_decision referencing new table as added
    for each statement execute function tell_of_decisions();

-- A notice that cannot be written stops no certificate and no revocation.
create function tell_of_certificates() returns trigger language plpgsql as $$
begin
    begin
        insert into notice (kind, body, address, language, request, certificate_sha256)
        select 'issued', q.body, r.address, r.language, q.id, a.certificate_sha256
        from added a join intent i on i.id = a.intent join request q on q.id = i.request
        cross join lateral notice_recipients(q.body, q.requester) r
        where a.state = 'ISSUED';
    exception when others then
        raise warning 'a notice of a certificate was not written: %', sqlerrm;
    end;
    return null;
end $$;
create trigger tell_of_certificates after insert on outcome referencing new table as added
    for each statement execute function tell_of_certificates();

-- A revocation that only gives an earlier one another reason is no news.
create function tell_of_revocations() returns trigger language plpgsql as $$
begin
    begin
        insert into notice (kind, body, address, language, request, certificate_sha256, revocation)
        select lower(a.kind), q.body, r.address, r.language, q.id, o.certificate_sha256, a.seq
        from added a join intent i on i.issuer_key = a.issuer_key and i.serial = a.serial
        join outcome o on o.intent = i.id and o.state = 'ISSUED' join request q on q.id = i.request
        left join revocation before on before.seq = a.supersedes
        cross join lateral notice_recipients(q.body, q.requester) r
        where before.kind is distinct from a.kind;
    exception when others then
        raise warning 'a notice of a revocation was not written: %', sqlerrm;
    end;
    return null;
end $$;
create trigger tell_of_revocations after insert on revocation referencing new table as added
    for each statement execute function tell_of_revocations();

create function tell_of_challenges() returns trigger language plpgsql as $$
begin
    insert into notice (kind, body, address, language, challenge, keep_until)
    select 'mailbox', a.body, a.address, c.language, a.id, a.expires_at
    from added a left join lateral body_contacts(a.body) c on lower(c.address) = lower(a.address);
    return null;
end $$;
create trigger tell_of_challenges after insert on mailbox_challenge referencing new table as added
    for each statement execute function tell_of_challenges();

-- Each certificate is told of once at each mark before its end.
create table expiry_mark (
    certificate_sha256 text        not null references outcome (certificate_sha256),
    mark               text        not null,
    passed_at          timestamptz not null default clock_timestamp(),
    primary key (certificate_sha256, mark)
);
create index intent_not_after on intent (not_after) where request is not null;
create index intent_expiry on intent (body, not_after) where request is not null;

-- Another certificate of the body does what this one does, for longer: same profile and person, all of its names.
create function is_renewed(certificate text) returns boolean language sql stable as $$
    select exists (
        select 1 from outcome o join intent i on i.id = o.intent
        join certificate_name n on n.certificate_sha256 = o.certificate_sha256 and n.kind <> 'organization'
        join certificate_name m on m.value = n.value and m.kind = n.kind
        join outcome p on p.certificate_sha256 = m.certificate_sha256 join intent j on j.id = p.intent
        where o.certificate_sha256 = $1 and j.not_after > i.not_after and j.request is not null
          and j.body = i.body and j.profile = i.profile and j.person is not distinct from i.person
          and not exists (select 1 from revocation r
                          where r.issuer_key = j.issuer_key and r.serial = j.serial and r.kind = 'REVOKED')
          and not exists (select kind, value from certificate_name where certificate_sha256 = $1
                          except
                          select kind, value from certificate_name where certificate_sha256 = p.certificate_sha256))
$$;

grant select, insert on mailbox_challenge, mailbox_value, mailbox_proof, mailbox_try, body_contact, notice, notice_end, notice_failure, expiry_mark to ${application_role};
