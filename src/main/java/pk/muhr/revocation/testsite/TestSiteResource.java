package pk.muhr.revocation.testsite;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** The test web sites, for everybody. */
@Path("/api/v1/test-sites")
@PermitAll
@Tag(name = "Test sites")
public class TestSiteResource {

    private final TestSiteRenewal renewal;
    private final Clock clock;

    TestSiteResource(TestSiteRenewal renewal, Clock clock) {
        this.renewal = renewal;
        this.clock = clock;
    }

    /** A site; {@code state} is its kind, or {@code not-yet} while one that is to be expired still lives. */
    public record TestSiteDocument(
            String name,
            String authority,
            String kind,
            String state,
            Instant notBefore,
            Instant notAfter,
            String serial,
            String sha256) {}

    /** Every site. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "List the test web sites")
    public List<TestSiteDocument> all() {
        Instant now = clock.instant();
        return renewal.all().stream().map(site -> document(site, now)).toList();
    }

    /** The certificate of a site and those above it but the root. */
    @GET
    @Path("/{name}.pem")
    @Produces("application/pem-certificate-chain")
    @Operation(summary = "Download the certificate of a test web site with its chain")
    public String chain(@PathParam("name") String name) {
        return renewal.all().stream()
                .filter(site -> site.name().equals(name))
                .findFirst()
                .map(TestSite::chain)
                .orElseThrow(() -> new ProblemException(
                        Problem.of(404, "test-site-unknown", "No such test site", "Nothing is known of it.")
                                .withValue(name)
                                .withFix("take a name from /api/v1/test-sites")));
    }

    static TestSiteDocument document(TestSite site, Instant now) {
        return new TestSiteDocument(
                site.name(),
                site.authority().id().toString(),
                site.kind().label(),
                site.isAsNamed(now) ? site.kind().label() : "not-yet",
                site.certificate().notBefore(),
                site.certificate().notAfter(),
                site.certificate().serial().hex(),
                site.certificate().fingerprint().hex());
    }
}
