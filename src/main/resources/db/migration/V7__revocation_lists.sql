-- CRLs stored as what determines their bytes: the events up to a cut-off, what stands around the entries, the signature.
-- Anybody can make every list ever published again and compare it with its hash (decision 0015).

-- A scope is an authority's whole list (shard -1) or one part of it; numbers and times move forward in each alone.
alter table crl drop constraint crl_authority_number_fkey;
alter table crl drop constraint crl_pkey;
alter table crl_intent drop constraint crl_intent_pkey;
alter table crl_intent add column shard smallint not null default -1 check (shard >= -1);
alter table crl_intent alter column shard drop default;
alter table crl_intent add primary key (authority, shard, number);
alter table crl add column shard smallint not null default -1;
alter table crl alter column shard drop default;
alter table crl add primary key (authority, shard, number);
alter table crl add foreign key (authority, shard, number) references crl_intent;

alter table crl_intent alter column tbs drop not null; -- whole for lists made before, and for them alone
alter table crl_intent add column base numeric(48, 0);         -- of a list of changes: the list that it starts from
alter table crl_intent add column base_cut_off bigint;         -- and how far that one reaches
alter table crl_intent add column expired_before timestamptz;  -- certificates that ended before this are left out
alter table crl_intent add column expired_cut_off bigint;      -- if their event is no later than this one
alter table crl_intent add column head bytea;                  -- the to-be-signed list up to its first entry
alter table crl_intent add column tail bytea;                  -- and from its last entry on
alter table crl_intent add column entries bigint;
alter table crl_intent add column tbs_length bigint;
alter table crl_intent add column tbs_sha256 text check (tbs_sha256 ~ '^[0-9a-f]{64}$');
alter table crl_intent add check ((base is null) = (base_cut_off is null) and base < number);
alter table crl_intent add check ((expired_before is null) = (expired_cut_off is null));
alter table crl_intent add check (num_nulls(head, tail, entries, tbs_length, tbs_sha256) = case when tbs is null then 0 else 5 end);
create index crl_intent_time on crl_intent (authority, shard, this_update);

alter table crl alter column der drop not null; -- whole for lists made before, and for them alone
alter table crl add column signature_algorithm bytea;
alter table crl add column signature bytea;
alter table crl add check (num_nulls(signature_algorithm, signature) = case when der is null then 0 else 2 end);

-- The events of one part, in order; and those whose certificate ends first.
create index revocation_shard on revocation (authority, shard, seq);
create index revocation_end on revocation (authority, not_after);
-- Which parts unexpired certificates name.
create index intent_shard on intent (authority, shard, not_after) where shard is not null;

-- As in V1, for each scope; the newest row has the highest number and the latest time, since every row had to.
create or replace function crl_moves_forward() returns trigger language plpgsql as $$
declare
    before crl_intent;
begin
    select * into before from crl_intent c where c.authority = new.authority and c.shard = new.shard
        order by c.number desc limit 1;
    if before.number >= new.number or before.this_update > new.this_update then
        raise exception 'CRL % of % (part %) does not move forward', new.number, new.authority, new.shard
            using errcode = 'MU003';
    end if;
    return new;
end $$;
