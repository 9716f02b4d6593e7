package pk.muhr.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.StreamingOutput;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.identity.Callers;
import pk.muhr.identity.Role;
import pk.muhr.policy.Finding;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.safety.PolicyBundles;
import pk.muhr.x509.Sha256;

/** What a bundle of policies says of every certificate that was ever issued. */
@Path("/api/v1/findings")
@RolesAllowed({"auditor", "policy-authority", "security-officer"})
@Tag(name = "Audit")
public class RelintResource {

    private static final ObjectMapper JSON = new ObjectMapper().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private final Relint relint;
    private final ActivePolicy active;
    private final PolicyBundles bundles;
    private final Callers callers;

    RelintResource(Relint relint, ActivePolicy active, PolicyBundles bundles, Callers callers) {
        this.relint = relint;
        this.active = active;
        this.bundles = bundles;
        this.callers = callers;
    }

    /** A certificate that breaks rules; {@code id} is its SHA-256. */
    public record BrokenLine(String id, String profile, List<FindingLine> findings) {}

    /** A broken rule. */
    public record FindingLine(String rule, String clause, String found) {}

    /** The last line. */
    public record SummaryLine(String policy, long certificates, long broken, Map<String, Long> byRule) {}

    /** One line of JSON for each certificate that breaks a rule, as it is found; the last line sums up. */
    @GET
    @Produces("application/jsonl")
    @Operation(summary = "Judge every issued certificate by a bundle of policies")
    @APIResponse(
            responseCode = "200",
            description = "Lines of JSON; the last one sums up",
            content = @Content(mediaType = "application/jsonl", schema = @Schema(implementation = String.class)))
    public StreamingOutput findings(@QueryParam("policy") String hash) {
        callers.current().require(Role.AUDITOR, Role.POLICY_AUTHORITY, Role.SECURITY_OFFICER);
        PolicyBundle bundle = hash == null ? active.bundle() : stored(hash);
        return out -> {
            Relint.Summary summary = relint.run(
                    bundle,
                    broken -> write(
                            out,
                            new BrokenLine(
                                    broken.certificate().hex(),
                                    broken.profile(),
                                    broken.findings().stream()
                                            .map(RelintResource::line)
                                            .toList())));
            write(
                    out,
                    new SummaryLine(bundle.hash().hex(), summary.certificates(), summary.broken(), summary.byRule()));
        };
    }

    private PolicyBundle stored(String hash) {
        try {
            return bundles.find(new Sha256(hash)).orElseThrow(() -> unknown(hash));
        } catch (IllegalArgumentException e) {
            throw unknown(hash);
        }
    }

    private static ProblemException unknown(String hash) {
        return new ProblemException(Problem.of(
                        404, "policy-unknown", "No such bundle", "No bundle of policies with this hash is on record.")
                .withValue(hash)
                .withFix("take the hash from /api/v1/policies, or leave it out for the bundle in force"));
    }

    private static FindingLine line(Finding finding) {
        return new FindingLine(finding.rule(), finding.citation().clause(), finding.found());
    }

    private static void write(OutputStream out, Object line) {
        try {
            JSON.writeValue(out, line);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("whoever asked is gone", e);
        }
    }
}
