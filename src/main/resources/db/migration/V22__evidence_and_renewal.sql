-- Files that say why a request is right: letters and scans, each once, under the hash of its bytes.
create table evidence_file (
    sha256     text  primary key,
    media_type text  not null check (media_type in ('application/pdf', 'image/png', 'image/jpeg')),
    content    bytea not null check (octet_length(content) between 1 and 524288)
);
create function evidence_is_its_hash() returns trigger language plpgsql as $$
begin
    if encode(sha256(new.content), 'hex') <> new.sha256 then
        raise exception 'a file has another hash than %', new.sha256 using errcode = 'MU090';
    end if;
    return new;
end $$;
create trigger evidence_is_its_hash before insert on evidence_file
    for each row execute function evidence_is_its_hash();

-- What was attached to which request, by whom, while it waited for a decision.
create table request_evidence (
    request     uuid        not null references request,
    sha256      text        not null references evidence_file,
    attached_by text        not null references person,
    attached_at timestamptz not null default clock_timestamp(),
    primary key (request, sha256)
);
create function evidence_may_come() returns trigger language plpgsql as $$
begin
    perform request_alone(new.request);
    if not exists (select 1 from request r where r.id = new.request and r.approvals > 0 and r.expires_at > clock_timestamp())
        or exists (select 1 from request_decision d where d.request = new.request) then
        raise exception 'nothing is to be decided about request %', new.request using errcode = 'MU020';
    elsif (select count(*) from request_evidence e where e.request = new.request and e.sha256 <> new.sha256) >= 10 then
        raise exception 'request % has ten files', new.request using errcode = 'MU091';
    end if;
    return new;
end $$;
create trigger evidence_may_come before insert on request_evidence
    for each row execute function evidence_may_come();

-- The certificate that a request is to follow, by its SHA-256.
create index request_renews on request ((content ->> 'renews')) where content ->> 'renews' is not null;

grant select, insert on evidence_file, request_evidence to ${application_role};
