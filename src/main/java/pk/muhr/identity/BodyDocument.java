package pk.muhr.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import pk.muhr.x509.Sha256;

/**
 * A body as the API shows it.
 *
 * @param province as it stands in certificates
 * @param reason why it is suspended or closed
 * @param history every step, where one body was asked for
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record BodyDocument(
        @Schema(examples = "nitb") String id,
        String legalName,
        Optional<String> legalNameUrdu,
        Optional<String> kind,
        String country,
        Optional<String> province,
        Optional<String> locality,
        @Schema(examples = "GOVPK") String organizationIdentifier,
        List<String> identifiers,
        Optional<String> evidenceSha256,

        @Schema(enumeration = {"applied", "verified", "active", "suspended", "closed"})
        String state,

        Instant since,
        Optional<String> reason,
        Optional<AgreementDocument> agreement,
        Optional<List<StepDocument>> history) {

    /** The subscriber agreement that counts for the body. */
    record AgreementDocument(String version, String sha256, String acceptedBy, Instant acceptedAt) {}

    /** A step in the register. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record StepDocument(String state, Instant at, String by, Optional<String> role, Optional<String> note) {}

    static BodyDocument of(BodyRecord record, Optional<List<BodyRecord.Event>> history) {
        Body body = record.body();
        return new BodyDocument(
                body.id().value(),
                body.legalName(),
                record.legalNameUrdu(),
                record.kind().map(BodyKind::label),
                body.country(),
                body.stateOrProvince(),
                body.locality(),
                body.organizationIdentifier(),
                record.identifiers(),
                record.evidence().map(Sha256::hex),
                body.state().label(),
                record.since(),
                switch (body.state()) {
                    case BodyState.Suspended(String why) -> Optional.of(why);
                    case BodyState.Closed(String why) -> Optional.of(why);
                    case BodyState.Applied _, BodyState.Verified _, BodyState.Active _ -> Optional.empty();
                },
                record.agreement()
                        .map(agreed -> new AgreementDocument(
                                agreed.version(), agreed.text().hex(), agreed.acceptedBy(), agreed.acceptedAt())),
                history.map(steps -> steps.stream()
                        .map(step ->
                                new StepDocument(step.state().label(), step.at(), step.by(), step.role(), step.note()))
                        .toList()));
    }
}
