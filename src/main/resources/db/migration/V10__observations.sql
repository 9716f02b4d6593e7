-- What relying parties see at our public addresses, whenever that changes: the newest row of a subject counts.
create table observation (
    seq         bigint generated always as identity primary key,
    subject     text        not null, -- what was looked at: 'crl gov-tls-g1', 'ocsp gov-tls-g1 revoked'
    address     text        not null,
    state       text        not null check (state in ('OK', 'BROKEN')),
    why         text        not null, -- empty when nothing is wrong
    observed_at timestamptz not null default clock_timestamp(),
    check ((state = 'BROKEN') = (why <> ''))
);
create index observation_subject on observation (subject, seq desc);
grant select, insert on observation to ${application_role};

-- What anybody reports of a certificate or key of ours (BR §4.9.3), and what became of it; the newest step counts.
create table problem_report (
    id             uuid primary key,
    secret_sha256  text        not null unique, -- of the link that the reporter has
    kind           text        not null check (kind in ('compromised', 'misissued', 'misuse', 'other')),
    subject        text        not null check (length(subject) between 1 and 8000),
    sha256         text, -- of the certificate or key, where the subject is one
    description    text        not null check (length(description) between 1 and 4000),
    contact        text        not null check (length(contact) <= 200),
    received_at    timestamptz not null default clock_timestamp(),
    answer_due     timestamptz not null,
    revocation_due timestamptz not null
);
create index problem_report_received on problem_report (received_at);
create table problem_report_step (
    seq         bigint generated always as identity primary key,
    report      uuid        not null references problem_report,
    step        text        not null check (step in ('answered', 'closed', 'answer-overdue', 'revocation-overdue')),
    said        text        not null check (length(said) <= 4000),
    recorded_by text        not null,
    recorded_at timestamptz not null default clock_timestamp()
);
create index problem_report_step_report on problem_report_step (report, seq);
create unique index problem_report_once on problem_report_step (report, step) where step <> 'answered';

-- A closed report stays closed.
create function report_is_open() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('problem report ' || new.report, 0));
    if exists (select 1 from problem_report_step where report = new.report and step = 'closed') then
        raise exception 'report % is closed', new.report using errcode = 'MU010';
    end if;
    return new;
end $$;
create trigger report_is_open before insert on problem_report_step for each row execute function report_is_open();
grant select, insert on problem_report, problem_report_step to ${application_role};

-- The certificates of our test web sites (BR §2.2); the newest of an authority and kind counts.
create table test_site (
    seq           bigint generated always as identity primary key,
    authority     text        not null,
    kind          text        not null check (kind in ('valid', 'revoked', 'expired')),
    certificate   text        not null unique references outcome (certificate_sha256),
    registered_at timestamptz not null default clock_timestamp()
);
create index test_site_newest on test_site (authority, kind, seq desc);
grant select, insert on test_site to ${application_role};
