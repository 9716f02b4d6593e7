package pk.muhr.timestamp;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.ImprintAlgorithm;
import pk.muhr.x509.Sha256;

/**
 * What a time-stamp proves to who has nothing but it and the certificates of authorities (RFC 3161 §2.4.2, appendix B). Whether
 * its unit's certificate was revoked is not asked.
 */
public final class ProvedTime {

    private ProvedTime() {}

    /**
     * The time that an answer of a time-stamping authority states for a digest.
     *
     * @param reply a TimeStampResp
     * @param issuers authorities that may have certified its unit
     * @throws IllegalArgumentException with a sentence, when it proves nothing of the digest
     */
    public static Instant of(Der reply, Sha256 digest, Collection<Certificate> issuers) {
        ReceivedTimeStamp stamp = ReceivedTimeStamp.read(reply);
        if (!stamp.imprint().equals(Optional.of(ImprintAlgorithm.SHA_256)) || !stamp.isOf(digest.bytes())) {
            throw new IllegalArgumentException("the token is of something else");
        }
        Certificate unit = stamp.unit(issuers, List.of());
        if (!stamp.enclosed().stream().allMatch(other -> other.equals(unit) || issuers.contains(other))) {
            throw new IllegalArgumentException("a certificate in it is of nobody known");
        }
        return stamp.time();
    }
}
