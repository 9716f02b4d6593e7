package pk.muhr.console.open;

import java.math.BigInteger;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.console.CertificateFacts;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.issuance.IssuedCertificates;
import pk.muhr.revocation.CertificateStatus;
import pk.muhr.timestamp.FlawedTimeStamp;
import pk.muhr.timestamp.ReceivedTimeStamp;
import pk.muhr.timestamp.TimeStamps;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.ImprintAlgorithm;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.SerialNumber;

/** Checks a time-stamp to the end: token, unit, path, what was revoked and when, whose digest it is, and our record of it. */
@ApplicationScoped
class TimeStampCheck {

    /** After these, what was signed before still counts (RFC 3161 §4, item 1). */
    private static final Set<RevocationReason> NOT_IN_DOUBT = EnumSet.of(
            RevocationReason.AFFILIATION_CHANGED, RevocationReason.SUPERSEDED, RevocationReason.CESSATION_OF_OPERATION);

    private final Hierarchy hierarchy;
    private final CertificatePath path;
    private final IssuedCertificates certificates;
    private final TimeStamps stamps;

    TimeStampCheck(Hierarchy hierarchy, CertificatePath path, IssuedCertificates certificates, TimeStamps stamps) {
        this.hierarchy = hierarchy;
        this.path = path;
        this.certificates = certificates;
        this.stamps = stamps;
    }

    /**
     * Checks one.
     *
     * @param file an answer or a token
     * @param digests of what it should be of, by any algorithms
     */
    CheckedTimeStamp of(Der file, List<byte[]> digests) {
        ReceivedTimeStamp stamp;
        Certificate unit;
        try {
            stamp = ReceivedTimeStamp.read(file);
        } catch (FlawedTimeStamp e) {
            return CheckedTimeStamp.of(TimeVerdict.of(e.flaw()));
        }
        Optional<Instant> recordedAt = stamps.recordedAt(stamp.serial(), stamp.sha256());
        try {
            unit = stamp.unit(
                    hierarchy.authorities().stream()
                            .map(CertificateAuthority::certificate)
                            .toList(),
                    stamp.signer().map(this::onRecord).orElse(List.of()));
        } catch (FlawedTimeStamp e) {
            return new CheckedTimeStamp(TimeVerdict.of(e.flaw()), Optional.of(stamp), List.of(), recordedAt);
        }
        List<PathStep> steps = path.steps(
                unit,
                path.issuer(unit).orElseThrow(),
                Optional.of(CertificateFacts.of(unit).title()),
                stamp.time());
        return new CheckedTimeStamp(
                verdict(stamp, steps, recordedAt.isPresent(), digests), Optional.of(stamp), steps, recordedAt);
    }

    private List<Certificate> onRecord(BigInteger serial) {
        try {
            return certificates.withSerial(new SerialNumber(serial)).stream()
                    .map(IssuedCertificate::certificate)
                    .toList();
        } catch (IllegalArgumentException _) {
            return List.of();
        }
    }

    private static TimeVerdict verdict(
            ReceivedTimeStamp stamp, List<PathStep> steps, boolean recorded, List<byte[]> digests) {
        if (steps.stream().anyMatch(step -> !step.verified() || !step.inTime() || isUnknown(step))) {
            return TimeVerdict.BROKEN;
        }
        if (steps.stream()
                .anyMatch(step ->
                        step.revokedAt().filter(at -> !at.isAfter(stamp.time())).isPresent())) {
            return TimeVerdict.REVOKED_BEFORE;
        }
        if (!recorded) {
            return TimeVerdict.UNRECORDED;
        }
        if (digests.stream().noneMatch(stamp::isOf)) {
            return isHashedSo(stamp, digests) ? TimeVerdict.OTHER_FILE : TimeVerdict.OTHER_HASH;
        }
        return steps.stream().allMatch(step -> step.reason()
                        .filter(why -> !NOT_IN_DOUBT.contains(why))
                        .isEmpty())
                ? TimeVerdict.PROVED
                : TimeVerdict.DOUBTFUL;
    }

    private static boolean isUnknown(PathStep step) {
        return step.status().filter(CertificateStatus.Unknown.class::isInstance).isPresent();
    }

    /** Browsers have SHA-2 only; SHA-3 has digests of the same lengths. */
    private static boolean isHashedSo(ReceivedTimeStamp stamp, List<byte[]> digests) {
        return stamp.imprint()
                .filter(algorithm -> algorithm.compareTo(ImprintAlgorithm.SHA_512) <= 0)
                .filter(algorithm -> digests.stream().anyMatch(digest -> digest.length == algorithm.length()))
                .isPresent();
    }
}
