-- A proof that counts no more: it was found to be wrong, or the domain went to another body.
create table domain_proof_end (
    proof    uuid primary key references domain_proof,
    ended_by text        not null,
    ended_at timestamptz not null default clock_timestamp()
);

-- Whether another body's proof of this very domain counts. A closed body holds nothing.
create function domain_is_held(domain text, body text, at timestamptz) returns boolean language sql stable as $$
    select exists (
        select 1 from domain_proof p
        where p.domain = $1 and p.body <> $2 and p.expires_at > $3
          and not exists (select 1 from domain_proof_end e where e.proof = p.id)
          and body_state(p.body) is distinct from 'closed')
$$;

create or replace function domain_has_one_body() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('domain ' || new.domain, 0));
    if domain_is_held(new.domain, new.body, new.proved_at) then
        raise exception 'the domain % is proved by another body', new.domain using errcode = 'MU050';
    end if;
    return new;
end $$;

grant select, insert on domain_proof_end to ${application_role};

-- A proof that ends waits for the intents that rely on it, and is then relied on by none.
create function proofs_stand(proofs uuid[]) returns boolean language plpgsql as $$
begin
    perform pg_advisory_xact_lock_shared(77340024);
    return not exists (select 1 from domain_proof_end e where e.proof = any(proofs))
       and not exists (select 1 from person_proof_end e where e.proof = any(proofs));
end $$;
create function proof_ends_alone() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(77340024);
    return new;
end $$;
create trigger proof_ends_alone before insert on domain_proof_end for each row execute function proof_ends_alone();
create trigger proof_ends_alone before insert on person_proof_end for each row execute function proof_ends_alone();
