package pk.muhr.console.office;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import pk.muhr.console.CertificateFacts;
import pk.muhr.console.Frame;
import pk.muhr.console.IssuedStatuses;
import pk.muhr.console.Visitors;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.Role;
import pk.muhr.issuance.CertificateQuery;
import pk.muhr.issuance.CertificateSearch;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.ProfileId;
import pk.muhr.problem.ForPeople;
import pk.muhr.revocation.CertificateStatus;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.Sha256;

/** Certificates of subscribers, for officers who look for one. */
@Path("/office/certificates")
@ForPeople
@RolesAllowed({Role.Label.REGISTRATION_OFFICER, Role.Label.REVOCATION_OFFICER, Role.Label.SECURITY_OFFICER})
@Produces(MediaType.TEXT_HTML)
public class IssuedListResource {

    static final Role[] READERS = {Role.REGISTRATION_OFFICER, Role.REVOCATION_OFFICER, Role.SECURITY_OFFICER};

    private static final int PAGE = 50;

    private final Visitors visitors;
    private final CertificateSearch search;
    private final IssuedStatuses statuses;
    private final ActivePolicy policy;
    private final Clock clock;

    IssuedListResource(
            Visitors visitors, CertificateSearch search, IssuedStatuses statuses, ActivePolicy policy, Clock clock) {
        this.visitors = visitors;
        this.search = search;
        this.statuses = statuses;
        this.policy = policy;
        this.clock = clock;
    }

    /** A certificate in the list; {@code stateKey} of its word. */
    public record Line(String id, String name, String body, String purpose, Instant notAfter, String stateKey) {}

    /** What was looked for, as it was typed. */
    public record Sought(String q, String profile, String body, String state) {}

    /** The list. What cannot be understood in an address narrows nothing. */
    @GET
    public String all(
            @QueryParam("q") String q,
            @QueryParam("profile") String profile,
            @QueryParam("body") String body,
            @QueryParam("state") String state,
            @QueryParam("after") String after) {
        Frame page = visitors.reading(READERS);
        Sought sought = new Sought(
                QueueResource.typed(q),
                QueueResource.typed(profile),
                QueueResource.typed(body),
                QueueResource.typed(state));
        CertificateQuery query = new CertificateQuery(
                Optional.of(sought.q().strip()).filter(text -> !text.isEmpty()),
                QueueResource.read(sought.body(), BodyId::new),
                QueueResource.read(sought.profile(), ProfileId::new),
                QueueResource.read(
                        sought.state(), text -> CertificateQuery.State.valueOf(text.toUpperCase(Locale.ROOT))),
                Optional.empty(),
                QueueResource.read(QueueResource.typed(after), Sha256::new));
        List<IssuedCertificate> found = search.find(query, Optional.empty(), PAGE + 1);
        Map<Sha256, CertificateStatus> known = statuses.of(found);
        List<Line> lines = found.stream()
                .limit(PAGE)
                .map(issued -> line(issued, known.get(issued.certificate().fingerprint())))
                .toList();
        Optional<String> next =
                found.size() > PAGE ? Optional.of(lines.getLast().id()) : Optional.empty();
        List<CertificateProfile> profiles = policy.bundle().subscriberProfiles().stream()
                .flatMap(id -> policy.bundle().profile(id).stream())
                .toList();
        return page.show(OfficePages.certificates(page, sought, profiles, lines, next));
    }

    private Line line(IssuedCertificate issued, CertificateStatus status) {
        return new Line(
                issued.certificate().fingerprint().hex(),
                CertificateFacts.of(issued.certificate()).title(),
                issued.body().map(BodyId::value).orElse(""),
                QueueResource.purpose(policy, issued.profile()),
                issued.certificate().notAfter(),
                stateKey(status, issued, clock.instant()));
    }

    static String stateKey(CertificateStatus status, IssuedCertificate issued, Instant now) {
        return switch (status) {
            case CertificateStatus.Revoked(Instant _, RevocationReason reason) ->
                reason == RevocationReason.CERTIFICATE_HOLD ? "heldState" : "revokedState";
            case CertificateStatus.Good _, CertificateStatus.Unknown _ ->
                issued.certificate().notAfter().isBefore(now) ? "expiredState" : "validState";
        };
    }
}
