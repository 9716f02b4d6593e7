-- How officers show who they are when they approve: what the policy in force asked for when the request came, and what
-- each of them showed.
alter table request add column approval_needs text not null default 'token'
    check (approval_needs in ('token', 'certificate'));
alter table request_approval add column certificate_sha256 text references outcome (certificate_sha256);

-- Whether the person can be known by this certificate now: theirs, for logging on, in time, neither revoked nor held.
create function is_certified_by(person text, certificate_sha256 text) returns boolean language sql stable as $$
    select exists (
        select 1 from outcome o join intent i on i.id = o.intent
        where o.certificate_sha256 = $2 and o.state = 'ISSUED' and i.person = $1 and i.family = 'authentication'
          and i.not_after > clock_timestamp()
          and coalesce((select v.kind = 'RELEASED' from revocation v
                        where v.issuer_key = i.issuer_key and v.serial = i.serial order by v.seq desc limit 1), true))
$$;

create function approval_shows_certificate() returns trigger language plpgsql as $$
begin
    if new.certificate_sha256 is null
        and (select r.approval_needs from request r where r.id = new.request) = 'certificate' then
        raise exception 'the approval of request % needs a certificate', new.request using errcode = 'MU060';
    elsif new.certificate_sha256 is not null and not is_certified_by(new.approver, new.certificate_sha256) then
        raise exception '% is not known by the certificate %', new.approver, new.certificate_sha256
            using errcode = 'MU061';
    end if;
    return new;
end $$;
create trigger approval_shows_certificate before insert on request_approval
    for each row execute function approval_shows_certificate();
