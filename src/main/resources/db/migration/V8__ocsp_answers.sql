-- What relying parties were told, and that a status changed (RFC 6960, invariant I12; decision 0016).

-- Wakes every process that keeps answers. It may be lost: each also looks for itself every second.
create function status_is_told() returns trigger language plpgsql as $$
begin
    perform pg_notify('revocation', '');
    return null;
end $$;
create trigger status_is_told after insert on revocation for each statement execute function status_is_told();

-- Answers that may be repeated: about one certificate, without nonce, each as it was given.
create table ocsp_answer (
    seq         bigint generated always as identity primary key,
    issuer_key  text        not null, -- SHA-256 of the issuer's SubjectPublicKeyInfo
    serial      text        not null,
    status      text        not null check (status in ('good', 'revoked')),
    produced_at timestamptz not null,
    this_update timestamptz not null,
    next_update timestamptz not null check (next_update > this_update),
    reach       bigint      not null, -- the highest revocation.seq that was seen before the status was read
    responder   text        not null, -- SHA-256 of its certificate
    der         bytea       not null,
    sha256      text        not null check (sha256 = encode(sha256(der), 'hex'))
);
create index ocsp_answer_certificate on ocsp_answer (issuer_key, serial, this_update desc);

-- All other answers of one responder in a stretch of time, counted by what they said of certificates (BR §5.4.1 allows
-- the aggregate).
create table ocsp_batch (
    seq         bigint generated always as identity primary key,
    authority   text        not null,
    issuer_key  text        not null,
    responder   text        not null,
    from_at     timestamptz not null,
    to_at       timestamptz not null check (to_at >= from_at),
    good        bigint      not null,
    revoked     bigint      not null,
    unknown     bigint      not null,
    reach       bigint      not null, -- each of them was made with every event up to this seen
    last_sha256 text        not null, -- of the last answer
    check (good + revoked + unknown > 0)
);
create index ocsp_batch_issuer on ocsp_batch (issuer_key, from_at desc);

grant select, insert on ocsp_answer, ocsp_batch to ${application_role};
