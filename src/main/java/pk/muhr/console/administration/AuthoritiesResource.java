package pk.muhr.console.administration;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.console.Frame;
import pk.muhr.console.Visitors;
import pk.muhr.console.administration.Checks.Check;
import pk.muhr.console.administration.Checks.Datum;
import pk.muhr.identity.Role;
import pk.muhr.problem.ForPeople;
import pk.muhr.x509.AttributeType;
import pk.muhr.x509.Certificate;

/** Every authority, with what its certificates rest on: its key's token, its list, its responder. */
@Path("/administration")
@ForPeople
@RolesAllowed({Role.Label.CA_ADMINISTRATOR, Role.Label.SECURITY_OFFICER})
@Produces(MediaType.TEXT_HTML)
public class AuthoritiesResource {

    private final Visitors visitors;
    private final Hierarchy hierarchy;
    private final Checks checks;
    private final Clock clock;

    AuthoritiesResource(Visitors visitors, Hierarchy hierarchy, Checks checks, Clock clock) {
        this.visitors = visitors;
        this.hierarchy = hierarchy;
        this.checks = checks;
        this.clock = clock;
    }

    /**
     * An authority as it stands.
     *
     * @param issuer common name of who certified it; absent for a root
     * @param tokenKey of the words for how its token is
     * @param daysLeft of its certificate; negative when that is over
     * @param percentGone of its certificate's life
     * @param crl until when its lists are good, if they are known to be
     * @param ocsp the same of its responder
     */
    public record Standing(
            String id,
            String title,
            Optional<String> issuer,
            String token,
            String tokenKey,
            boolean tokenWell,
            Certificate certificate,
            long daysLeft,
            long percentGone,
            Optional<Instant> crl,
            Optional<Instant> ocsp) {}

    /** The page. */
    @GET
    public String all() {
        Frame page = visitors.reading(Role.CA_ADMINISTRATOR, Role.SECURITY_OFFICER);
        Map<String, Check> known = checks.byName();
        List<Standing> authorities = hierarchy.authorities().stream()
                .map(authority -> standing(authority, known))
                .toList();
        List<Datum> units = Optional.ofNullable(known.get("tsa")).stream()
                .flatMap(check -> check.data().stream())
                .filter(datum -> !datum.name().equals("signs"))
                .toList();
        return page.show(AdministrationPages.authorities(page, authorities, units));
    }

    private Standing standing(CertificateAuthority authority, Map<String, Check> known) {
        Certificate certificate = authority.certificate();
        Instant now = clock.instant();
        String id = authority.id().toString();
        Optional<String> state = says(known, "tokens", authority.definition().token());
        Duration life = Duration.between(certificate.notBefore(), certificate.notAfter());
        Duration gone = Duration.between(certificate.notBefore(), now);
        return new Standing(
                id,
                authority.definition().title(),
                authority.issuer().map(AuthoritiesResource::name),
                authority.definition().token(),
                state.map(AuthoritiesResource::tokenKey).orElse("tokenAway"),
                state.isEmpty() || state.get().equals("READY"),
                certificate,
                Duration.between(now, certificate.notAfter()).toDays(),
                Math.clamp(100 * gone.toSeconds() / Math.max(1, life.toSeconds()), 0, 100),
                says(known, "crl", id).flatMap(AuthoritiesResource::time),
                says(known, "ocsp", id).flatMap(AuthoritiesResource::time));
    }

    private static String name(Certificate certificate) {
        return certificate.subject().values(AttributeType.COMMON_NAME).stream()
                .findFirst()
                .orElseGet(() -> certificate.subject().toString());
    }

    private static Optional<String> says(Map<String, Check> known, String check, String about) {
        return Optional.ofNullable(known.get(check)).flatMap(each -> each.says(about));
    }

    private static String tokenKey(String state) {
        return "token" + state.charAt(0) + state.substring(1).toLowerCase(Locale.ROOT);
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
