package pk.muhr.ca;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.policy.AuthorityName;
import pk.muhr.safety.CertifiedAuthorities;

/** The register of our own authorities. Entries are made by ceremonies only. */
@ApplicationScoped
public class Authorities implements CertifiedAuthorities {

    private final AuthorityRows rows;
    private final AuditRecords audit;

    Authorities(AuthorityRows rows, AuditRecords audit) {
        this.rows = rows;
        this.audit = audit;
    }

    /** Every authority, in the order in which they were registered. */
    @Transactional
    public List<RegisteredAuthority> all() {
        return rows.find("order by registeredAt, name").stream()
                .map(AuthorityRow::authority)
                .toList();
    }

    @Override
    @Transactional
    public Set<AuthorityName> names() {
        return rows.findAll().stream().map(row -> new AuthorityName(row.name)).collect(Collectors.toUnmodifiableSet());
    }

    /** Puts an authority on record; for the ceremony. */
    @Transactional
    public void register(RegisteredAuthority authority, Actor by) {
        rows.persist(AuthorityRow.of(authority));
        audit.append(AuditEvent.success(
                        "AUTHORITY_REGISTERED",
                        by,
                        Map.of(
                                "token", authority.token().value(),
                                "key", authority.key().value(),
                                "spkiSha256", authority.certificate().key().fingerprint(),
                                "subject", authority.certificate().subject()))
                .withAuthority(authority.id().toString())
                .withSubject(authority.certificate().fingerprint().hex()));
    }
}
