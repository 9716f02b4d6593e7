-- The last key of a unit is removed from its token too when it does not sign any more (CSBR §6.3.2). The service says why,
-- as the database reads no certificates; that the key signed a moment ago, the database sees itself.

alter table tsu_key_removal add column reason text
    check (reason in ('unit-not-in-policy', 'last-use-passed', 'certificate-revoked'));

create or replace function removal_may_follow() returns trigger language plpgsql as $$
declare
    before tsu_key_removal%rowtype;
    newest boolean;
begin
    perform pg_advisory_xact_lock(77340029, new.key::int);
    select * into before from tsu_key_removal where key = new.key order by seq desc limit 1;
    newest := exists (
        select 1 from tsu_key k join tsu_certificate c on c.key = k.seq and c.certificate is not null
        where k.seq = new.key and not exists (
            select 1 from tsu_key l join tsu_certificate d on d.key = l.seq and d.certificate is not null
            where l.unit = k.unit and l.seq > k.seq));
    if new.kind <> 'done' and (new.role is null or not holds_role(new.said_by, new.role)) then
        raise exception '% does not hold the role %', new.said_by, new.role using errcode = 'MU291';
    elsif new.kind <> 'done' and exists (
            select 1 from tsu_key k where k.seq = new.key
                and not exists (select 1 from tsu_certificate c where c.key = k.seq)) then
        raise exception 'the key waits for its certificate' using errcode = 'MU292';
    elsif new.kind <> 'done' and newest and new.reason is null then
        raise exception 'the key is the active one of its unit' using errcode = 'MU292';
    elsif new.kind <> 'done' and newest and exists (
            select 1 from (select b.recorded_at from tsa_batch b join tsu_key k on k.unit = b.unit
                           where k.seq = new.key order by b.id desc limit 1) last
            where last.recorded_at > clock_timestamp() - interval '20 seconds') then
        raise exception 'the key signed a moment ago' using errcode = 'MU292';
    elsif (new.kind = 'confirmed' and (before.kind is distinct from 'proposed' or before.said_by = new.said_by
                or before.said_at < clock_timestamp() - interval '1 day' or not holds_role(before.said_by, before.role)))
            or (new.kind = 'done' and before.kind is distinct from 'confirmed')
            or (new.kind = 'proposed' and before.kind in ('confirmed', 'done')) then
        raise exception 'a removal takes two officers, and follows their word' using errcode = 'MU293';
    end if;
    return new;
end $$;
