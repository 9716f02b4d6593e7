-- Many requests in one: a batch is known by the key that its requester gave it, and by the SHA-256 of what was sent.
create table request_batch (
    id              uuid primary key,
    body            text        not null references body,
    requester       text        not null references person,
    idempotency_key text        not null,
    content_sha256  text        not null check (content_sha256 ~ '^[0-9a-f]{64}$'),
    lines           int         not null check (lines between 1 and 10000),
    started_at      timestamptz not null default clock_timestamp(),
    unique (requester, idempotency_key)
);

-- What a line came to, once: a request on record, or the problem that it was refused with. Of two connections that work on
-- one batch the first to insert a line has it.
create table request_batch_line (
    batch       uuid        not null references request_batch,
    line        int         not null check (line > 0),
    request     uuid unique references request,
    problem     json,
    recorded_at timestamptz not null default clock_timestamp(),
    primary key (batch, line),
    check ((request is null) <> (problem is null))
);

-- A line is one of the batch's, and its request is of the batch's requester and body, whoever writes.
create function batch_line_belongs() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from request_batch b where b.id = new.batch and new.line <= b.lines) then
        raise exception 'batch % has no line %', new.batch, new.line using errcode = 'MU070';
    elsif new.request is not null and not exists (
        select 1 from request_batch b join request r on r.id = new.request
        where b.id = new.batch and r.body = b.body and r.requester = b.requester) then
        raise exception 'request % is not of batch %', new.request, new.batch using errcode = 'MU071';
    end if;
    return new;
end $$;
create trigger batch_line_belongs before insert on request_batch_line
    for each row execute function batch_line_belongs();

grant select, insert on request_batch, request_batch_line to ${application_role};
