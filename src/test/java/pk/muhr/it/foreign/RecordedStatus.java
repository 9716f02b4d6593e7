package pk.muhr.it.foreign;

import java.util.List;
import java.util.Optional;

import pk.muhr.it.Store;
import pk.muhr.x509.RevocationReason;

/**
 * What the tables say of a certificate, read without the service.
 *
 * @param word {@code good}, {@code revoked}, or {@code unknown}; a hold is revoked for the reason certificateHold
 * @param onHoldByOcsp whether OCSP says of it, as of every number that was never used, that it is on hold
 */
record RecordedStatus(String word, Optional<String> reason, boolean expired, boolean onHoldByOcsp) {

    /** The authority whose policy says {@code ocsp.extendedRevoke} (RFC 6960 §2.2). */
    private static final String REVOKES_UNUSED = "com-signing-g1";

    static RecordedStatus of(Specimen specimen, Store store) {
        List<List<String>> rows =
                store.rows("""
                select o.state, i.not_after < now(), v.kind, v.reason
                from intent i join outcome o on o.intent = i.id
                left join lateral (select kind, reason from revocation r
                                   where r.issuer_key = i.issuer_key and r.serial = i.serial
                                   order by seq desc limit 1) v on true
                where i.authority = ? and ltrim(i.serial, '0') = ?
                """, specimen.authority(), specimen.serial().toString(16));
        if (rows.isEmpty()) {
            return new RecordedStatus(
                    "unknown", Optional.empty(), false, specimen.authority().equals(REVOKES_UNUSED));
        }
        List<String> row = rows.getFirst();
        boolean expired = row.get(1).equals("t");
        return row.getFirst().equals("ISSUED")
                        && (row.get(2) == null || row.get(2).equals("RELEASED"))
                ? new RecordedStatus("good", Optional.empty(), expired, false)
                : new RecordedStatus("revoked", reason(row.get(3)), expired, false);
    }

    private static Optional<String> reason(String code) {
        return RevocationReason.ofCode(Integer.parseInt(code))
                .filter(reason -> reason != RevocationReason.UNSPECIFIED) // never written (RFC 5280 §5.3.1)
                .map(RevocationReason::label);
    }

    /** What OCSP says of it. */
    RecordedStatus byOcsp() {
        return onHoldByOcsp
                ? new RecordedStatus(
                        "revoked", Optional.of(RevocationReason.CERTIFICATE_HOLD.label()), expired, onHoldByOcsp)
                : this;
    }

    /** As {@link StatusClient} puts it. */
    String withReason() {
        return word + reason.map(label -> " " + label).orElse("");
    }
}
