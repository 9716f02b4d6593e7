-- The status of a certificate as events: held, released, revoked. The newest one of a serial number counts, and none is
-- ever changed (RFC 5280 §5.3, invariants I11, I12).

-- Which part of its authority's CRL a certificate names, if that is partitioned (RFC 5280 §5.2.5).
alter table intent add column shard smallint check (shard >= 0);

alter table revocation drop constraint revocation_issuer_key_serial_key;
alter table revocation drop constraint revocation_reason_check;
alter table revocation add check (reason in (0, 1, 2, 3, 4, 5, 6, 9, 10));
alter table revocation add column kind text not null default 'REVOKED' check (kind in ('HELD', 'RELEASED', 'REVOKED'));
alter table revocation alter column kind drop default;
-- The event before this one of the same serial number; two writers cannot follow the same one.
alter table revocation add column supersedes bigint unique references revocation;
alter table revocation add column shard smallint;
alter table revocation add column not_after timestamptz; -- of the certificate
alter table revocation add column entry bytea; -- what a CRL says of it, in DER; nothing after a release

create unique index revocation_first on revocation (issuer_key, serial) where supersedes is null;
create index revocation_serial on revocation (issuer_key, serial, seq);
create index revocation_recorded on revocation (recorded_at);

-- What was recorded before entries were kept, in the encoding that a CRL gives it.
create function tlv(tag int, content bytea) returns bytea language sql immutable as $$
    select set_byte('\x00'::bytea, 0, tag)
        || case when length(content) < 128 then set_byte('\x00'::bytea, 0, length(content))
                else '\x81'::bytea || set_byte('\x00'::bytea, 0, length(content)) end
        || content
$$;
create function entry_before_v6(serial text, revoked_at timestamptz, reason smallint, invalid timestamptz)
returns bytea language sql immutable as $$
    select tlv(48,
        tlv(2, case when get_byte(decode(serial, 'hex'), 0) > 127 then '\x00'::bytea else ''::bytea end
               || decode(serial, 'hex'))
        || tlv(23, convert_to(to_char(revoked_at at time zone 'UTC', 'YYMMDDHH24MISS') || 'Z', 'UTF8'))
        || case when reason = 0 and invalid is null then ''::bytea else tlv(48,
            case when reason = 0 then ''::bytea else
                tlv(48, '\x0603551d15'::bytea || tlv(4, tlv(10, set_byte('\x00'::bytea, 0, reason)))) end
            || case when invalid is null then ''::bytea else
                tlv(48, '\x0603551d18'::bytea || tlv(4, tlv(24,
                    convert_to(to_char(invalid at time zone 'UTC', 'YYYYMMDDHH24MISS') || 'Z', 'UTF8')))) end) end)
$$;
update revocation set entry = entry_before_v6(serial, revoked_at, reason, invalidity_date);
update revocation r set not_after = i.not_after from intent i where i.issuer_key = r.issuer_key and i.serial = r.serial;
drop function entry_before_v6;
drop function tlv;

alter table revocation add check ((kind = 'RELEASED') = (entry is null));
alter table revocation add check ((kind = 'REVOKED' and reason <> 6) or (kind <> 'REVOKED' and reason = 6));

-- What may follow what, whoever writes: a hold ends in a release or a revocation; a revocation is final, and only its
-- reason may still become the compromise of the key, or its date an earlier one (BR §4.9.1, §7.2.2).
create function status_may_follow() returns trigger language plpgsql as $$
declare
    before revocation;
begin
    if new.supersedes is null then
        if new.kind = 'RELEASED' then
            raise exception 'serial % is not held', new.serial using errcode = 'MU008';
        end if;
        return new;
    end if;
    select * into before from revocation where seq = new.supersedes;
    if before.issuer_key <> new.issuer_key or before.serial <> new.serial or before.authority <> new.authority
        or before.shard is distinct from new.shard or before.not_after is distinct from new.not_after then
        raise exception 'event % is about another certificate', new.supersedes using errcode = 'MU008';
    end if;
    if (before.kind = new.kind and new.kind <> 'REVOKED')
        or (before.kind = 'REVOKED' and new.kind <> 'REVOKED')
        or (before.kind = 'REVOKED' and not (
            (new.reason in (1, 2) and before.reason not in (1, 2))
            or (new.reason = before.reason and new.revoked_at <= before.revoked_at
                and new.invalidity_date < coalesce(before.invalidity_date, 'infinity')))) then
        raise exception '% cannot follow % for serial %', new.kind, before.kind, new.serial using errcode = 'MU008';
    end if;
    return new;
end $$;
create trigger status_may_follow before insert on revocation for each row execute function status_may_follow();
