package pk.muhr.console.auditor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import pk.muhr.audit.log.RecordSearch;
import pk.muhr.console.Frame;
import pk.muhr.console.Visitors;
import pk.muhr.evidence.export.RecordProofs;
import pk.muhr.identity.Role;
import pk.muhr.problem.ForPeople;

/**
 * Shows that a record is in the log, in the auditor's browser: this class only hands the document over, and all of it is
 * computed by the page's script (RFC 9162 §2.1.3.2, C2SP signed-note and tlog-tiles). Whoever does not trust the script
 * takes {@code muhr audit verify}.
 */
@Path("/audit/proof")
@ForPeople
@RolesAllowed(Role.Label.AUDITOR)
@Produces(MediaType.TEXT_HTML)
public class ProofResource {

    private static final List<Step> STEPS = Stream.of("Read", "Values", "Leaf", "Path", "Signature", "Now")
            .map(Step::new)
            .toList();

    private final Visitors visitors;
    private final RecordSearch search;
    private final RecordProofs proofs;
    private final ObjectMapper json;

    ProofResource(Visitors visitors, RecordSearch search, RecordProofs proofs, ObjectMapper json) {
        this.visitors = visitors;
        this.search = search;
        this.proofs = proofs;
        this.json = json;
    }

    /** A step of the verification, which the script says the outcome of. */
    public record Step(String name) {

        /** Of its words. */
        public String key() {
            return "step" + name;
        }

        /** Of the words that explain it. */
        public String why() {
            return "stepWhy" + name;
        }
    }

    /** The form, perhaps with the document of a record. */
    @GET
    public String proof(@QueryParam("seq") String seq) {
        Frame page = visitors.reading(Role.AUDITOR);
        boolean asked = seq != null && !seq.isBlank();
        Optional<String> document = Optional.ofNullable(seq)
                .filter(text -> text.matches("\\d{1,18}"))
                .flatMap(text -> search.find(Long.parseLong(text)))
                .map(record -> written(proofs.of(record)));
        return page.show(
                AuditorPages.proof(page, asked ? seq : "", document.orElse(""), asked && document.isEmpty(), STEPS));
    }

    private String written(Object document) {
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is always JSON", e);
        }
    }
}
