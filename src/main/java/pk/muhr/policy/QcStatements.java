package pk.muhr.policy;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Statements of ETSI EN 319 412-5. Compliance is said only together with the law it is compliant with: without it
 * the statement would claim a qualified certificate of the European Union (§4.2.1, §4.2.4).
 */
public record QcStatements(
        Semantics semantics,
        Optional<List<String>> legislation,
        Optional<QcType> certificateType,
        Optional<List<Disclosure>> disclosures) {

    /** Whom the subject's identifier identifies (EN 319 412-1 §5.1). */
    public enum Semantics {
        @JsonProperty("natural")
        NATURAL,
        @JsonProperty("legal")
        LEGAL
    }

    /** EN 319 412-5 §4.2.3. */
    public enum QcType {
        @JsonProperty("esign")
        ESIGN,
        @JsonProperty("eseal")
        ESEAL
    }

    /** Where the disclosure statement stands, and in which language (EN 319 412-5 §4.3.4). */
    public record Disclosure(URI url, String language) {
        public Disclosure {
            PolicyRule.require(
                    "https".equals(url.getScheme()), "qcStatements.disclosures.url must be https (EN 319 412-5)");
            PolicyRule.require(
                    language.matches("[a-z]{2}"),
                    "qcStatements.disclosures.language must be two small letters (ISO 639-1)");
        }
    }

    public QcStatements {
        legislation.ifPresent(countries -> PolicyRule.require(
                !countries.isEmpty() && countries.stream().allMatch(c -> c.matches("[A-Z]{2}")),
                "qcStatements.legislation must hold countries of two capital letters (EN 319 412-5 §4.2.4)"));
        PolicyRule.require(
                certificateType.isEmpty() || legislation.isPresent(),
                "qcStatements.certificateType says nothing without qcStatements.legislation (EN 319 412-5 §4.2.3)");
    }
}
