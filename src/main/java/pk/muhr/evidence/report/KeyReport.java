package pk.muhr.evidence.report;

import static pk.muhr.evidence.report.ReportDescription.AUTHORITY;

import java.io.IOException;

import jakarta.enterprise.context.ApplicationScoped;

/** The keys of the installation: authorities, OCSP responders, time-stamping units, the log. */
@ApplicationScoped
class KeyReport implements Report {

    private static final ReportDescription DESCRIPTION = ReportDescription.of(
            "keys",
            "Inventory of keys and their life",
            "CP §8.6, §8.1; Mozilla Root Store Policy §3.1.3",
            """
            at         when it was registered
            kind       authority, ocsp-responder, time-stamping-unit or log
            authority  whose key it is, for whom it answers, or who certified the unit
            spkiSha256 SHA-256 of its SubjectPublicKeyInfo
            sha256     fingerprint of its certificate; the log's key has none
            token      that it lies on
            label      of the key there
            issuer     of its certificate; absent for a root
            notBefore  when the certificate was signed
            notAfter   when the certificate ends
            revokedAt  when the certificate was revoked
            blockedAt  when the key was blocked
            state      active, replaced, expired, revoked, blocked or destroyed
            finding    the newest of its kind is expired, revoked or blocked""",
            AUTHORITY);

    private static final String SELECT = """
            select t.*, case when newest and state in ('expired', 'revoked', 'blocked')
                             then 'the newest of its kind is ' || state end as finding
            from (
                select k.at as key1, k.kind || ' ' || k.spki as key2, k.at, k.kind, k.authority,
                       k.spki as "spkiSha256", o.certificate_sha256 as sha256, k.token, k.label, k.issuer,
                       o.recorded_at as "notBefore", i.not_after as "notAfter", v.recorded_at as "revokedAt",
                       b.blocked_at as "blockedAt", k.newest,
                       case when k.destroyed then 'destroyed'
                            when b.blocked_at is not null then 'blocked'
                            when v.recorded_at is not null then 'revoked'
                            when i.not_after < clock_timestamp() then 'expired'
                            when k.newest then 'active'
                            else 'replaced' end as state
                from (
                    select a.registered_at as at, 'authority' as kind, a.name || '-g' || a.generation as authority,
                           a.spki_sha256 as spki, a.certificate_sha256 as sha256, a.token, a.key_label as label, a.issuer,
                           a.generation = max(a.generation) over (partition by a.name) as newest, false as destroyed
                    from authority a
                    union all
                    select r.registered_at, 'ocsp-responder', r.authority, x.subject_key, y.certificate_sha256, r.token,
                           r.key_label, r.authority,
                           r.seq = (select max(n.seq) from ocsp_responder n where n.authority = r.authority), false
                    from ocsp_responder r
                    join outcome y on y.certificate_sha256 = encode(sha256(r.certificate), 'hex')
                    join intent x on x.id = y.intent
                    union all
                    select t.asked_at, 'time-stamping-unit', x.authority, x.subject_key, y.certificate_sha256, t.token,
                           t.key_label, x.authority,
                           t.seq = (select max(n.seq) from tsu_key n join tsu_certificate m on m.key = n.seq
                                    where n.unit = t.unit and m.certificate is not null),
                           exists (select 1 from tsu_key_removal d where d.key = t.seq and d.kind = 'done')
                    from tsu_key t
                    join tsu_certificate c on c.key = t.seq
                    join outcome y on y.certificate_sha256 = encode(sha256(c.certificate), 'hex')
                    join intent x on x.id = y.intent
                    union all
                    select l.made_at, 'log', null, encode(sha256(l.spki), 'hex'), null, l.token, l.label, null,
                           l.seq = (select max(n.seq) from log_key n), false
                    from log_key l) k
                left join outcome o on o.certificate_sha256 = k.sha256
                left join intent i on i.id = o.intent
                left join blocked_key b on b.spki_sha256 = k.spki
                left join lateral (
                    select w.recorded_at from revocation w
                    where w.issuer_key = i.issuer_key and w.serial = i.serial and w.kind = 'REVOKED' limit 1) v on true) t
            """;

    private final StorePages store;

    KeyReport(StorePages store) {
        this.store = store;
    }

    @Override
    public ReportDescription description() {
        return DESCRIPTION;
    }

    @Override
    public void each(ReportQuery query, Reader reader) throws IOException {
        store.each(DESCRIPTION, SELECT, query, reader);
    }
}
