-- Sessions of people at the console. What a browser keeps is a secret of 256 bits, of which only the SHA-256 is here; it is
-- replaced as it is used, and one that nobody used for a while counts no more. Rows are only added.
create table console_session (
    id          uuid primary key,
    person      text        not null references person,
    means       text        not null check (means in ('certificate', 'provider', 'development')),
    certificate bytea check (length(certificate) = 32), -- SHA-256; the session counts on connections with it only
    groups      text[],                                 -- of the provider's token, where it named some: they narrow
    form_token  bytea       not null check (length(form_token) = 32),
    opened_at   timestamptz not null default clock_timestamp(),
    until       timestamptz not null,
    check ((means = 'certificate') = (certificate is not null))
);
create index console_session_person on console_session (person, until);
create table console_session_secret (
    hash    bytea primary key check (length(hash) = 32),
    session uuid        not null references console_session,
    made_at timestamptz not null default clock_timestamp(),
    until   timestamptz not null
);
create table console_session_end (
    session  uuid primary key references console_session,
    ended_at timestamptz not null default clock_timestamp()
);
grant select, insert on console_session, console_session_secret, console_session_end to ${application_role};
