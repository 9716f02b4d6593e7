-- The store of Muhr. The owner runs this; the application signs in as ${application_role}, which may SELECT and INSERT
-- and nothing else: state is the newest row, never an UPDATE (architecture, invariants I1, I9, I11).

-- What kind of installation this database belongs to, written once by the ceremony that made it.
create table installation (
    id          smallint primary key default 1 check (id = 1),
    kind        text        not null check (kind in ('development', 'production')),
    public_url  text        not null,
    created_at  timestamptz not null default now()
);

-- Policy bundles by the hash of their canonical content; the newest activation is the one in force.
create table policy_bundle (
    hash        text primary key check (hash ~ '^[0-9a-f]{64}$'),
    content     jsonb       not null, -- file name -> text
    stored_at   timestamptz not null default now()
);
create table policy_activation (
    seq          bigint generated always as identity primary key,
    hash         text        not null references policy_bundle,
    activated_by text        not null,
    activated_at timestamptz not null default now()
);

-- Our own authorities: one row per name and key generation.
create table authority (
    name               text        not null,
    generation         int         not null check (generation > 0),
    issuer             text, -- qualified name (name-gN) of the authority above; null for a root
    token              text        not null,
    key_label          text        not null,
    spki_sha256        text        not null unique,
    certificate        bytea       not null,
    certificate_sha256 text        not null unique,
    profile            text        not null,
    registered_at      timestamptz not null default now(),
    primary key (name, generation)
);

-- Who is who.
create table person (
    id           text primary key, -- the subject claim of the identity provider
    display_name text        not null,
    known_since  timestamptz not null default now()
);
create table body (
    id                      text primary key,
    legal_name              text        not null,
    country                 char(2)     not null,
    state_or_province       text,
    locality                text,
    organization_identifier text        not null,
    registered_at           timestamptz not null default now()
);
create table appointment (
    id           uuid primary key,
    person       text        not null references person,
    role         text        not null check (role in ('policy-authority', 'security-officer', 'ca-administrator',
                                 'registration-officer', 'revocation-officer', 'subscriber', 'auditor')),
    body         text references body,
    appointed_by text        not null,
    appointed_at timestamptz not null default now(),
    check ((role = 'subscriber') = (body is not null))
);
create index appointment_person on appointment (person);
create table appointment_end (
    appointment uuid primary key references appointment,
    ended_by    text        not null,
    ended_at    timestamptz not null default now()
);

-- Proofs that a body controls a domain (and every name below it).
create table domain_proof (
    id         uuid primary key,
    body       text        not null references body,
    domain     text        not null check (domain = lower(domain)),
    method     text        not null,
    proved_at  timestamptz not null,
    expires_at timestamptz not null check (expires_at > proved_at)
);
create index domain_proof_body on domain_proof (body);

-- A request for a certificate. The idempotency key belongs to the person, so it survives a failed attempt.
create table request (
    id              uuid primary key,
    body            text        not null references body,
    requester       text        not null references person,
    profile         text        not null,
    idempotency_key text,
    content_sha256  text        not null,
    content         jsonb       not null,
    submitted_at    timestamptz not null default now(),
    unique (requester, idempotency_key)
);
create index request_body on request (body, submitted_at desc);

-- What an authority is about to sign, committed before its key is used (I1).
create table intent (
    id          uuid primary key,
    request     uuid references request, -- null for our own certificates (authorities, responders)
    attempt     int         not null check (attempt > 0),
    authority   text        not null, -- name-gN
    issuer_key  text        not null, -- SHA-256 of the issuer's SubjectPublicKeyInfo
    serial      text        not null check (serial ~ '^[0-9a-f]{2,40}$'),
    profile     text        not null,
    body        text references body,
    tbs         bytea       not null,
    subject_key text        not null, -- SHA-256 of the subject's SubjectPublicKeyInfo
    not_after   timestamptz not null,
    policy_hash text        not null references policy_bundle,
    opened_at   timestamptz not null default now(),
    lease_end   timestamptz not null,
    unique (issuer_key, serial),
    unique (request, attempt)
);
create index intent_subject_key on intent (subject_key);
create index intent_lease_end on intent (lease_end);

-- Whose key it is: the first body that had it certified, or nobody for our own keys. Written with the intent.
create table key_holder (
    subject_key text primary key,
    body        text references body
);

-- What became of an intent: the first insert wins. DER of the certificate = intent.tbs + signature, stored once.
create table outcome (
    intent             uuid primary key references intent,
    state              text        not null check (state in ('ISSUED', 'ORPHANED')),
    signature_algorithm bytea,
    signature          bytea,
    certificate_sha256 text unique,
    recorded_at        timestamptz not null default now(),
    check ((state = 'ISSUED') = (signature is not null)),
    check ((state = 'ISSUED') = (certificate_sha256 is not null)),
    check ((state = 'ISSUED') = (signature_algorithm is not null))
);

-- An activation waits for the intents that are being opened, and they for it, so that none slips in under the old bundle.
create function policy_changes_alone() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(77340001);
    return new;
end $$;
create trigger policy_changes_alone before insert on policy_activation
    for each row execute function policy_changes_alone();

-- The rules an intent must meet at the moment it is opened, whoever opens it.
create function intent_may_open() returns trigger language plpgsql as $$
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
    if exists (select 1 from intent i join revocation r on r.issuer_key = i.issuer_key and r.serial = i.serial
               where i.subject_key = new.subject_key and r.reason = 1) then
        raise exception 'the key % was reported compromised', new.subject_key using errcode = 'MU004';
    end if;
    insert into key_holder (subject_key, body) values (new.subject_key, new.body) on conflict do nothing;
    if new.body is distinct from (select body from key_holder where subject_key = new.subject_key) then
        raise exception 'the key % belongs to another', new.subject_key using errcode = 'MU005';
    end if;
    return new;
end $$;
create trigger intent_may_open before insert on intent for each row execute function intent_may_open();

-- Revocations; final, one per certificate (I12).
create table revocation (
    seq             bigint generated always as identity primary key,
    issuer_key      text        not null,
    serial          text        not null,
    authority       text        not null,
    reason          smallint    not null check (reason in (0, 1, 2, 3, 4, 5, 9, 10)),
    revoked_at      timestamptz not null,
    invalidity_date timestamptz,
    revoked_by      text        not null,
    recorded_at     timestamptz not null default now(),
    unique (issuer_key, serial)
);
create index revocation_authority on revocation (authority, seq);

-- CRLs: the to-be-signed list is committed with its number first, the signed one after it verified (I11).
create table crl_intent (
    authority   text           not null,
    number      numeric(48, 0) not null check (number > 0),
    this_update timestamptz    not null,
    next_update timestamptz    not null check (next_update > this_update),
    cut_off     bigint         not null, -- revocation.seq up to which this list reaches
    tbs         bytea          not null,
    policy_hash text           not null references policy_bundle,
    opened_at   timestamptz    not null default now(),
    primary key (authority, number)
);
create table crl (
    authority    text           not null,
    number       numeric(48, 0) not null,
    der          bytea          not null,
    sha256       text           not null,
    published_at timestamptz    not null default now(),
    primary key (authority, number),
    foreign key (authority, number) references crl_intent
);

-- A CRL number only rises and its thisUpdate never goes back, whoever writes.
create function crl_moves_forward() returns trigger language plpgsql as $$
begin
    if exists (select 1 from crl_intent c where c.authority = new.authority
               and (c.number >= new.number or c.this_update > new.this_update)) then
        raise exception 'CRL % of % does not move forward', new.number, new.authority using errcode = 'MU003';
    end if;
    return new;
end $$;
create trigger crl_moves_forward before insert on crl_intent for each row execute function crl_moves_forward();

-- Delegated OCSP responders; the newest per authority answers.
create table ocsp_responder (
    seq           bigint generated always as identity primary key,
    authority     text        not null,
    token         text        not null,
    key_label     text        not null,
    certificate   bytea       not null,
    not_after     timestamptz not null,
    registered_at timestamptz not null default now()
);
create index ocsp_responder_authority on ocsp_responder (authority, seq desc);

-- Every state change, in the same transaction as the change (I9). The Merkle log is sequenced from these rows.
create table audit_record (
    seq         bigint generated always as identity primary key,
    recorded_at timestamptz not null default clock_timestamp(),
    event       text        not null,
    outcome     text        not null check (outcome in ('success', 'refusal', 'failure')),
    actor       text        not null,
    actor_role  text,
    authority   text,
    policy_hash text,
    request     uuid,
    subject     text, -- certificate fingerprint, serial, CRL number: what the event is about
    details     jsonb       not null
);
create index audit_record_event on audit_record (event, seq);

grant usage on schema public to ${application_role};
grant select, insert on all tables in schema public to ${application_role};
revoke insert on flyway_schema_history from ${application_role};
