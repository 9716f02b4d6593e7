-- The database role of processes with the role status alone (architecture, section 1): it reads what an answer needs, and
-- adds nothing but its own answers and requests. Made by the operator; an installation without such processes has none.
create table responder_request (
    id           uuid primary key,
    authority    text        not null check (authority ~ '-g[0-9]+$'), -- name-gN
    request      bytea       not null check (length(request) <= 4096), -- PKCS #10
    requested_at timestamptz not null default clock_timestamp()
);
create index responder_request_time on responder_request (requested_at);
create table responder_grant (
    request     uuid primary key references responder_request,
    certificate bytea, -- absent when it was refused
    why         text,  -- when it was refused
    granted_at  timestamptz not null default clock_timestamp(),
    check ((certificate is null) = (why is not null))
);
grant select, insert on responder_request, responder_grant to ${application_role};

do $$ begin
    if exists (select 1 from pg_roles where rolname = '${status_role}') then
        grant usage on schema public to ${status_role};
        grant select on installation, policy_bundle, policy_activation, authority, intent, outcome, revocation, crl_intent,
            crl, ocsp_responder, ocsp_answer, ocsp_batch, responder_request, responder_grant to ${status_role};
        grant insert on ocsp_answer, ocsp_batch to ${status_role};
        grant insert (id, authority, request) on responder_request to ${status_role}; -- when, the database says
    end if;
end $$;
