package pk.muhr.evidence.export;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import pk.muhr.audit.log.TreeHead;
import pk.muhr.evidence.outside.StampIssuers;
import pk.muhr.timestamp.ReceivedTimeStamp;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.ImprintAlgorithm;
import pk.muhr.x509.Sha256;

/** Verifies another authority's time-stamp over a checkpoint of an export. Whom to believe, the reader decides. */
final class StampCheck {

    static final String CHECKPOINT = "stamped-checkpoint";
    static final String REPLY = "stamped-checkpoint.tsr";
    static final String PROOF = "stamped-consistency.json";
    static final String ISSUERS = "stamped-issuers.pem";
    static final List<String> FILES = List.of(CHECKPOINT, REPLY, PROOF, ISSUERS);

    private StampCheck() {}

    /**
     * What it proves, in a sentence.
     *
     * @param checkpoint SHA-256 of the stamped checkpoint
     * @throws Disproved when it proves nothing of it
     */
    static String said(String where, TreeHead stamped, Sha256 checkpoint, byte[] reply, byte[] pem) {
        try {
            List<Certificate> issuers = StampIssuers.of(new String(pem, StandardCharsets.US_ASCII));
            ReceivedTimeStamp stamp = ReceivedTimeStamp.read(Der.of(reply));
            if (!stamp.imprint().equals(Optional.of(ImprintAlgorithm.SHA_256)) || !stamp.isOf(checkpoint.bytes())) {
                throw new Disproved(where, "the time-stamp is of something else.");
            }
            stamp.unit(issuers, List.of());
            return "the tree of %d records was there at %s, by another authority's time-stamp; its issuer is among: %s."
                    .formatted(
                            stamped.size(),
                            stamp.time(),
                            issuers.stream()
                                    .map(issuer -> issuer.subject() + ", SHA-256 "
                                            + issuer.fingerprint().hex())
                                    .collect(Collectors.joining("; ")));
        } catch (IllegalArgumentException e) {
            throw new Disproved(where, "the time-stamp is none of the checkpoint: " + e.getMessage() + ".");
        }
    }
}
