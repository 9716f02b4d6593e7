package pk.muhr.enrolment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Caller;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.issuance.IssuedCertificates;
import pk.muhr.policy.RequestedNames;
import pk.muhr.revocation.CertificateStatus;
import pk.muhr.revocation.CertificateStatuses;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.NameKind;
import pk.muhr.x509.Sha256;

/**
 * Requests for what follows a certificate: the same profile and names, with a new key (re-key, RFC 3647 §4.4.7) or the
 * request's own again (renewal, §4.4.6). They are judged as any other; nothing is taken over but what to ask for.
 */
@ApplicationScoped
public class Renewals {

    private final IssuedCertificates certificates;
    private final CertificateStatuses statuses;
    private final Hierarchy hierarchy;
    private final Requests requests;
    private final Enrolments enrolments;

    Renewals(
            IssuedCertificates certificates,
            CertificateStatuses statuses,
            Hierarchy hierarchy,
            Requests requests,
            Enrolments enrolments) {
        this.certificates = certificates;
        this.statuses = statuses;
        this.hierarchy = hierarchy;
        this.requests = requests;
        this.enrolments = enrolments;
    }

    /** What a certificate can be followed by. */
    public sealed interface Successor {

        /** This request. */
        record Asked(NewRequest request) implements Successor {}

        /** Nothing any more: it is revoked or suspended. This is what could have been asked for before. */
        record Revoked(NewRequest request) implements Successor {}

        /** Nothing that can be asked for anew: it was not requested, or the person it names is not on record any more. */
        record NotAsked() implements Successor {}

        /** The body has no such certificate. */
        record Unknown() implements Successor {}
    }

    /**
     * What to ask for after a certificate of the caller's body.
     *
     * @param csr with the new key; absent to keep the key
     */
    public Successor after(Caller caller, Sha256 certificate, Optional<CertificationRequest> csr) {
        BodyId body = caller.requireBody();
        Optional<IssuedCertificate> found = certificates.find(certificate, body);
        if (found.isEmpty()) {
            return new Successor.Unknown();
        }
        Certificate old = found.get().certificate();
        CertificateAuthority issuer =
                hierarchy.named(found.get().authority().toString()).orElseThrow();
        boolean revoked = statuses.of(issuer.certificate().key().fingerprint(), old.serial())
                instanceof CertificateStatus.Revoked;
        return found.get()
                .request()
                .flatMap(id -> requests.find(id, Optional.of(body)))
                .flatMap(enrolments::content)
                .map(first -> NewRequest.of(
                        first.profile(),
                        csr.orElse(first.csr()),
                        first.names().or(() -> csr.map(_ -> names(old))),
                        Optional.of(certificate)))
                .<Successor>map(request -> revoked ? new Successor.Revoked(request) : new Successor.Asked(request))
                .orElseGet(Successor.NotAsked::new);
    }

    /** What a certificate says beside its body, where the request in it named nothing. */
    private static RequestedNames names(Certificate old) {
        Map<String, List<String>> alternative = new HashMap<>();
        Stream.of(NameKind.values())
                .filter(kind -> !old.names(kind).isEmpty())
                .forEach(kind -> alternative.put(kind.label(), old.names(kind)));
        return new RequestedNames(
                old.subject().values(AttributeType.COMMON_NAME).stream()
                        .findFirst()
                        .map(name -> Map.of(AttributeType.COMMON_NAME, name))
                        .orElse(Map.of()),
                alternative);
    }
}
