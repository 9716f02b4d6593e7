-- How a body shows that it controls a domain: a value that it is given and puts there (BR 3.2.2.4.7, 3.2.2.4.18).
create table domain_challenge (
    id         uuid primary key,
    body       text        not null references body,
    domain     text        not null check (domain = lower(domain)),
    method     text        not null check (method in ('dns-txt', 'http-file')),
    value      text        not null unique check (length(value) >= 22), -- 128 random bits or more
    asked_by   text        not null,
    issued_at  timestamptz not null,
    expires_at timestamptz not null check (expires_at > issued_at and expires_at <= issued_at + interval '30 days')
);
create index domain_challenge_body on domain_challenge (body, issued_at desc);

-- Each look for the value. A challenge proves once.
create table domain_check (
    seq        bigint generated always as identity primary key,
    challenge  uuid        not null references domain_challenge,
    checked_at timestamptz not null,
    checked_by text        not null,
    proof      uuid unique references domain_proof,
    reason     text, -- what was found instead
    check ((proof is null) = (reason is not null))
);
create index domain_check_challenge on domain_check (challenge, seq desc);
create unique index domain_check_proves_once on domain_check (challenge) where proof is not null;

-- While one body's proof of a domain counts, no other body proves it; of two at the same moment the first wins.
create function domain_has_one_body() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('domain ' || new.domain, 0));
    if exists (select 1 from domain_proof p where p.domain = new.domain and p.body <> new.body
               and p.expires_at > new.proved_at) then
        raise exception 'the domain % is proved by another body', new.domain using errcode = 'MU050';
    end if;
    return new;
end $$;
create trigger domain_has_one_body before insert on domain_proof for each row execute function domain_has_one_body();
create index domain_proof_domain on domain_proof (domain);

grant select, insert on domain_challenge, domain_check to ${application_role};
