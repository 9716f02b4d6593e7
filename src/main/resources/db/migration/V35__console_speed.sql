-- What pages ask among a million certificates.

-- Requests and certificates of one profile, newest first.
create index request_profile on request (profile, submitted_at desc, id desc);

-- What of one body's may still wait for officers.
create index request_waiting_body on request (body, expires_at) where approvals > 0;

-- What auditors narrow by; each gives the newest records in order.
create index audit_record_actor on audit_record (actor, seq);
create index audit_record_authority on audit_record (authority, seq) where authority is not null;
create index audit_record_unsuccessful on audit_record (outcome, seq) where outcome <> 'success';
create index audit_record_profile on audit_record ((details ->> 'profile'), seq) where details ->> 'profile' is not null;

-- As in V19, but the few certificates that share a name are found first: asked for as one join, the database began with all
-- of the body's, a third of a second for each certificate that is shown.
create or replace function is_renewed(certificate text) returns boolean language sql stable as $$
    select exists (
        select 1 from (select distinct m.certificate_sha256 from certificate_name n
                       join certificate_name m on m.value = n.value and m.kind = n.kind
                       where n.certificate_sha256 = $1 and n.kind <> 'organization' and m.certificate_sha256 <> $1
                       offset 0) named
        join outcome p on p.certificate_sha256 = named.certificate_sha256 join intent j on j.id = p.intent
        join outcome o on o.certificate_sha256 = $1 join intent i on i.id = o.intent
        where j.not_after > i.not_after and j.request is not null
          and j.body = i.body and j.profile = i.profile and j.person is not distinct from i.person
          and not exists (select 1 from revocation r
                          where r.issuer_key = j.issuer_key and r.serial = j.serial and r.kind = 'REVOKED')
          and not exists (select kind, value from certificate_name where certificate_sha256 = $1
                          except
                          select kind, value from certificate_name where certificate_sha256 = p.certificate_sha256))
$$;
