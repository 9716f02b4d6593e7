package pk.muhr.timestamp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.audit.log.LogProof;
import pk.muhr.audit.log.LogProofs;
import pk.muhr.audit.log.RecordQuery;
import pk.muhr.audit.log.RecordSearch;
import pk.muhr.problem.Page;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/** Says of a token that it is ours, for whoever holds one (RFC 3628 §7.4.11). */
@Path("/api/v1/timestamps")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Time-stamps")
public class TimestampResource {

    private final TimeStamps stamps;
    private final RecordSearch records;
    private final LogProofs proofs;

    TimestampResource(TimeStamps stamps, RecordSearch records, LogProofs proofs) {
        this.stamps = stamps;
        this.records = records;
        this.proofs = proofs;
    }

    /**
     * A token on record.
     *
     * @param sha256 of the token, a ContentInfo in DER
     * @param clockOffset of the clock from its sources, as an ISO 8601 duration
     * @param log that the batch's audit record is in the log; nothing in the first seconds
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record TimestampDocument(
            @Schema(examples = "1000000010000004d8a6bb1f2b1c9f0aa")
            String serial,

            @Schema(examples = "unit-1") String unit,
            Instant time,
            @Schema(examples = "SHA-256") String imprintAlgorithm,
            String sha256,
            @Schema(examples = "PT0.000012S") String clockOffset,
            RecordedBatch batch,
            Optional<LogProof> log) {

        private static TimestampDocument of(RecordedTimeStamp recorded, Optional<LogProof> log) {
            TimeStamp stamp = recorded.stamp();
            return new TimestampDocument(
                    stamp.serial().hex(),
                    recorded.unit(),
                    stamp.time(),
                    stamp.imprint().label(),
                    stamp.token().hex(),
                    stamp.offset().toString(),
                    new RecordedBatch(
                            recorded.batch(),
                            recorded.batchHash().hex(),
                            recorded.recordedAt(),
                            recorded.tokens().stream().map(Sha256::hex).toList()),
                    log);
        }
    }

    /**
     * The tokens that were recorded together; the audit record {@code TIME_STAMPED} has the same hash as its subject.
     *
     * @param sha256 over the hashes of all tokens, as octets, in their order
     * @param tokens these hashes
     */
    public record RecordedBatch(long id, String sha256, Instant recordedAt, List<String> tokens) {}

    /** The record of the token with this serial number. */
    @GET
    @Path("/{serial}")
    @Operation(summary = "See that a time-stamp is on record")
    public TimestampDocument find(@PathParam("serial") String text) {
        SerialNumber serial = Page.parameter(
                "serial", text, TimestampResource::serial, "write the token's serial number in hexadecimal");
        return stamps.find(serial)
                .map(recorded -> TimestampDocument.of(recorded, proof(recorded.batchHash())))
                .orElseThrow(() -> new ProblemException(Problem.of(
                                404, "timestamp-unknown", "No such time-stamp", "No token of ours has this number.")
                        .withValue(serial.hex())
                        .withFix("take the serial number from the token, as openssl ts -reply -text shows it")));
    }

    /** As openssl writes it, too. */
    private static SerialNumber serial(String text) {
        return SerialNumber.ofHex(text.startsWith("0x") ? text.substring(2) : text);
    }

    private Optional<LogProof> proof(Sha256 batch) {
        return records
                .find(RecordQuery.ALL.withEvent(TimeStamps.RECORDED).withSubject(batch.hex()), Optional.empty(), 1)
                .stream()
                .findFirst()
                .flatMap(record -> proofs.of(record.seq()));
    }
}
