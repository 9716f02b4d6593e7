-- Promises that a second reader found broken.

-- A proof that ends waits for the intents that rely on it, and is then relied on by none.
create function proofs_stand(proofs uuid[]) returns boolean language plpgsql as $$
begin
    perform pg_advisory_xact_lock_shared(77340024);
    return not exists (select 1 from domain_proof_end e where e.proof = any(proofs))
       and not exists (select 1 from person_proof_end e where e.proof = any(proofs));
end $$;
create function proof_ends_alone() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(77340024);
    return new;
end $$;
create trigger proof_ends_alone before insert on domain_proof_end for each row execute function proof_ends_alone();
create trigger proof_ends_alone before insert on person_proof_end for each row execute function proof_ends_alone();

-- Neither does an approval count whose certificate was stolen; one that only expired since does.
create or replace function approvals_standing(request uuid) returns bigint language sql stable as $$
    select count(*) from request_approval a
    where a.request = $1 and holds_role(a.approver, 'registration-officer')
      and not exists (
        select 1 from outcome o join intent i on i.id = o.intent
        where o.certificate_sha256 = a.certificate_sha256
          and (select v.kind from revocation v where v.issuer_key = i.issuer_key and v.serial = i.serial
               order by v.seq desc limit 1) in ('HELD', 'REVOKED'))
$$;

-- Whoever does not act for the body any more is told nothing of it.
create or replace function notice_recipients(body text, person text) returns table (address text, language text)
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

-- A notice that cannot be written stops no certificate and no revocation.
create or replace function tell_of_certificates() returns trigger language plpgsql as $$
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
create or replace function tell_of_revocations() returns trigger language plpgsql as $$
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

-- A mailbox's challenge that was closed by wrong values was mailed all the same.
create or replace function challenges_are_few() returns trigger language plpgsql as $$
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

create or replace function evidence_may_come() returns trigger language plpgsql as $$
begin
    perform request_alone(new.request);
    if not exists (select 1 from request r where r.id = new.request and r.approvals > 0 and r.expires_at > clock_timestamp())
        or exists (select 1 from request_decision d where d.request = new.request) then
        raise exception 'nothing is to be decided about request %', new.request using errcode = 'MU020';
    elsif (select count(*) from request_evidence e where e.request = new.request and e.sha256 <> new.sha256) >= 10 then
        raise exception 'request % has ten files', new.request using errcode = 'MU091';
    end if;
    return new;
end $$;
