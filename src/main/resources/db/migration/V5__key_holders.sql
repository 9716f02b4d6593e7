-- Who holds a key: a body, the person of it whose name the certificate carries, and the family of certificates the key is
-- for. One key is certified for one holder.
alter table intent
    add column person text references person, -- the account of the person that the certificate names; null for none
    add column family text check (family in ('tls', 'email', 'authentication', 'signing', 'code-signing', 'time-stamping'));
alter table key_holder
    add column person text references person,
    add column family text;

-- What earlier intents would have said: their profile stands in the bundle that they were judged by.
update intent i set family = t.family, person = t.person
from (select p.id,
             case p.type when 'tls-server' then 'tls'
                         when 'email-protection' then 'email'
                         when 'authentication-person' then 'authentication'
                         when 'authentication-device' then 'authentication'
                         when 'digital-signature' then 'signing'
                         when 'eseal' then 'signing'
                         when 'code-signing' then 'code-signing'
                         when 'time-stamping' then 'time-stamping' end as family,
             case when p.text ~ '(?n)^[^#]*fromPerson' then p.requester end as person
      from (select j.id, r.requester, b.content ->> (j.profile || '.yaml') as text,
                   substring(b.content ->> (j.profile || '.yaml') from '(?n)^type: *["'']?([a-z-]+)') as type
            from intent j join policy_bundle b on b.hash = j.policy_hash join request r on r.id = j.request) p) t
where t.id = i.id;
update key_holder h set family = f.family, person = f.person
from (select distinct on (subject_key) subject_key, family, person from intent order by subject_key, opened_at, id) f
where f.subject_key = h.subject_key;

-- As in V4, but the holder is more than the body.
create or replace function intent_may_open() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock_shared(77340001);
    if new.policy_hash is distinct from (select hash from policy_activation order by seq desc limit 1) then
        raise exception 'policy % is not the active one', new.policy_hash using errcode = 'MU001';
    end if;
    if new.attempt > 1 and not exists (
        select 1 from intent i join outcome o on o.intent = i.id
        where i.request = new.request and i.attempt = new.attempt - 1 and o.state = 'ORPHANED') then
        raise exception 'attempt % needs attempt % orphaned', new.attempt, new.attempt - 1 using errcode = 'MU002';
    end if;
    if exists (select 1 from blocked_key where spki_sha256 = new.subject_key) then
        raise exception 'the key % is blocked', new.subject_key using errcode = 'MU004';
    end if;
    insert into key_holder (subject_key, body, person, family)
        values (new.subject_key, new.body, new.person, new.family) on conflict do nothing;
    if exists (select 1 from key_holder h where h.subject_key = new.subject_key
               and (h.body, h.person, h.family) is distinct from (new.body, new.person, new.family)) then
        raise exception 'the key % belongs to another', new.subject_key using errcode = 'MU005';
    end if;
    return new;
end $$;

-- When a body's record was verified against a register or a document (BR §3.2.2.1, S/MIME BR §3.2.3).
create table body_proof (
    id          uuid primary key,
    body        text        not null references body,
    method      text        not null,
    proved_at   timestamptz not null,
    recorded_by text        not null
);
create index body_proof_body on body_proof (body, proved_at desc);

-- That a private key lies in hardware, and who saw it (Code Signing BR §6.2.7.4.2).
create table key_protection_proof (
    id          uuid primary key,
    body        text        not null references body,
    spki_sha256 text        not null check (spki_sha256 ~ '^[0-9a-f]{64}$'),
    method      text        not null,
    proved_at   timestamptz not null,
    verified_by text        not null
);
create index key_protection_proof_key on key_protection_proof (spki_sha256, body);

-- By what the key of the identifiers' hash is known again: a keyed hash of a fixed text, written when first used.
create table identifier_key_check (
    id       smallint primary key default 1 check (id = 1),
    value    text        not null,
    first_at timestamptz not null default clock_timestamp()
);

grant select, insert on body_proof, key_protection_proof, identifier_key_check to ${application_role};

-- What certificates are found by, in lower case: their names and identifiers, and what a time-stamping unit is called.
-- A person's number stands here as it stands in the certificate and only where that hides it.
create table certificate_name (
    certificate_sha256 text not null references outcome (certificate_sha256),
    kind               text not null check (kind in ('dns', 'email', 'upn', 'uri', 'organization', 'person', 'unit')),
    value              text not null check (value = lower(value)),
    primary key (certificate_sha256, kind, value)
);
create index certificate_name_value on certificate_name (value);
create index intent_serial on intent (serial);
create index intent_person on intent (person) where person is not null;
create index outcome_issued on outcome (recorded_at, certificate_sha256) where state = 'ISSUED';

grant select, insert on certificate_name to ${application_role};
