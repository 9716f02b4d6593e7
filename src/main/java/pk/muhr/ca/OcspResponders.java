package pk.muhr.ca;

import java.util.Map;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.quarkus.panache.common.Sort;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.hsm.KeyLabel;
import pk.muhr.hsm.MemoryKey;

/** The register of delegated OCSP responders; the newest of an authority answers, and beside it each process with a key in
 * its memory. Entries are only ever added. */
@ApplicationScoped
public class OcspResponders {

    private final OcspResponderRows rows;
    private final AuditRecords audit;

    OcspResponders(OcspResponderRows rows, AuditRecords audit) {
        this.rows = rows;
        this.audit = audit;
    }

    /** The responder whose key on a token answers for the authority; none before its first. */
    @Transactional
    public Optional<RegisteredResponder> newest(AuthorityId authority) {
        return rows.find(
                        "authority = ?1 and token <> ?2",
                        Sort.descending("seq"),
                        authority.toString(),
                        MemoryKey.PLACE.value())
                .firstResultOptional()
                .map(OcspResponderRow::responder);
    }

    /** How many responders the authority has had. */
    @Transactional
    public long count(AuthorityId authority) {
        return rows.count("authority = ?1", authority.toString());
    }

    /** Whether a responder of the authority has the key of this label. */
    @Transactional
    public boolean has(AuthorityId authority, KeyLabel key) {
        return rows.count("authority = ?1 and keyLabel = ?2", authority.toString(), key.value()) > 0;
    }

    /** Puts a responder on record; from this commit on every replica may answer with it. */
    @Transactional
    void register(RegisteredResponder responder, Actor by) {
        rows.persist(OcspResponderRow.of(responder));
        audit.append(AuditEvent.success(
                        "OCSP_RESPONDER_REGISTERED",
                        by,
                        Map.of(
                                "token", responder.token().value(),
                                "key", responder.key().value(),
                                "serial", responder.certificate().serial(),
                                "notAfter", responder.certificate().notAfter()))
                .withAuthority(responder.authority().toString())
                .withSubject(responder.certificate().fingerprint().hex()));
    }
}
