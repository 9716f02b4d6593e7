package pk.muhr.evidence.certificate;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.AuditRecord;
import pk.muhr.audit.log.RecordQuery;
import pk.muhr.audit.log.RecordSearch;
import pk.muhr.issuance.IssuedCertificate;

/** The audit records that speak of one certificate: of its request, its fingerprint or its serial number. */
@ApplicationScoped
class CertificateRecords {

    private static final int PAGE = 500;

    private final RecordSearch search;

    CertificateRecords(RecordSearch search) {
        this.search = search;
    }

    /** All of them, the first one first. */
    Collection<AuditRecord> of(IssuedCertificate issued) {
        Map<Long, AuditRecord> found = new TreeMap<>();
        RecordQuery all = RecordQuery.ALL;
        issued.request().ifPresent(request -> add(all.withRequest(request), found));
        add(all.withSubject(issued.certificate().fingerprint().hex()), found);
        add(
                all.withSubject(issued.certificate().serial().hex())
                        .withAuthority(issued.authority().toString()),
                found);
        return found.values();
    }

    private void add(RecordQuery query, Map<Long, AuditRecord> found) {
        Optional<Long> before = Optional.empty();
        List<AuditRecord> page;
        do {
            page = search.find(query, before, PAGE);
            page.forEach(record -> found.put(record.seq(), record));
            before = page.isEmpty() ? before : Optional.of(page.getLast().seq());
        } while (page.size() == PAGE);
    }
}
