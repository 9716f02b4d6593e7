-- Proofs of who a natural person is and that the body vouches for them (S/MIME BR §3.2.4, EN 319 411-1 §6.2.2).
create table person_proof (
    id                  uuid primary key,
    body                text        not null references body,
    account             text        not null, -- whom the identity provider calls so; they alone ask in this name
    identifier          text        not null, -- canonical: PNOPK-3520212345671, PASPK-AB1234567
    given_name          text        not null,
    surname             text        not null,
    title               text,
    pseudonym           text,
    mailboxes           text[]      not null default '{}',
    principal           text,
    security_identifier text,
    method              text        not null,
    proved_at           timestamptz not null,
    expires_at          timestamptz not null check (expires_at > proved_at)
);
create index person_proof_account on person_proof (body, account);
create index person_proof_identifier on person_proof (identifier);

-- A proof that counts no more: who left, or whose record was wrong.
create table person_proof_end (
    proof    uuid primary key references person_proof,
    ended_by text        not null,
    ended_at timestamptz not null default clock_timestamp()
);

grant select, insert on person_proof, person_proof_end to ${application_role};
