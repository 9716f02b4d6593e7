-- Who a person is, two officers say, each from the documents: what the second writes must be what the first wrote. Until
-- then body, account and a keyed hash of it all are kept, which tells nothing to whoever has no key.
create table person_statement (
    id             uuid primary key,
    body           text        not null references body,
    account        text        not null,
    content_hmac text        not null check (content_hmac ~ '^[0-9a-f]{64}$'),
    stated_by      text        not null references person,
    stated_at      timestamptz not null default clock_timestamp()
);
create index person_statement_content on person_statement (content_hmac);
alter table person_proof add column content_hmac text;
alter table person_proof add column recorded_at timestamptz not null default clock_timestamp();
create index person_proof_content on person_proof (content_hmac) where content_hmac is not null;

create function person_may_be_stated() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('person ' || new.content_hmac, 0));
    if new.stated_by = new.account or acts_for(new.stated_by, new.body)
        or not holds_role(new.stated_by, 'registration-officer') then
        raise exception '% may not say who % is', new.stated_by, new.account using errcode = 'MU110';
    end if;
    return new;
end $$;
create trigger person_may_be_stated before insert on person_statement
    for each row execute function person_may_be_stated();

-- How many officers say so, since it was proved last and the body's proofs of this person were ended, by the clock that
-- statements have; a statement counts for a fortnight.
create function officers_who_state(content text, body text) returns bigint language sql stable as $$
    select count(distinct s.stated_by) from person_statement s
    where s.content_hmac = $1 and s.body = $2 and holds_role(s.stated_by, 'registration-officer')
      and s.stated_at > clock_timestamp() - interval '14 days'
      and not exists (select 1 from person_proof p where p.content_hmac = $1 and p.recorded_at >= s.stated_at)
      and not exists (select 1 from person_proof p join person_proof_end e on e.proof = p.id
                      where p.body = s.body and p.account = s.account and e.ended_at >= s.stated_at)
$$;

-- In production nobody is proved without that.
create function person_proof_is_by_two() returns trigger language plpgsql as $$
begin
    if exists (select 1 from installation where kind = 'production')
        and (new.content_hmac is null or officers_who_state(new.content_hmac, new.body) < 2) then
        raise exception 'the proof % lacks two officers', new.id using errcode = 'MU111';
    end if;
    return new;
end $$;
create trigger person_proof_is_by_two before insert on person_proof
    for each row execute function person_proof_is_by_two();

grant select, insert on person_statement to ${application_role};
