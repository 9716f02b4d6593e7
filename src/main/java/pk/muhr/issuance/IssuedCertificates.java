package pk.muhr.issuance;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;

import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

import pk.muhr.ca.AuthorityId;
import pk.muhr.identity.BodyId;
import pk.muhr.identity.PersonId;
import pk.muhr.policy.ProfileId;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;
import pk.muhr.x509.SignatureAlgorithm;

/** The certificates that were issued. Their DER is put together from intent and outcome and checked by its hash. */
@ApplicationScoped
public class IssuedCertificates {

    private static final String JOIN =
            "select i as intent, o as outcome from IntentRow i join OutcomeRow o on o.intent = i.id where o.state = 'ISSUED'";

    private final EntityManager entities;

    IssuedCertificates(EntityManager entities) {
        this.entities = entities;
    }

    /** What to throw when the caller may see no certificate of this id. */
    public static ProblemException unknown(String id) {
        return new ProblemException(
                Problem.of(404, "certificate-unknown", "No such certificate", "You have no certificate with this id.")
                        .withValue(id)
                        .withFix("the id is the SHA-256 of the certificate's DER in lower-case hex"));
    }

    /** The certificate with this fingerprint. */
    @Transactional
    public Optional<IssuedCertificate> find(Sha256 fingerprint) {
        return entities.createQuery(JOIN + " and o.certificateSha256 = :sha256", Tuple.class)
                .setParameter("sha256", fingerprint.hex())
                .getResultStream()
                .findFirst()
                .map(IssuedCertificates::issued);
    }

    /** The certificate with this fingerprint, if it is one of this body's. */
    @Transactional
    public Optional<IssuedCertificate> find(Sha256 fingerprint, BodyId body) {
        return entities.createQuery(JOIN + " and o.certificateSha256 = :sha256 and i.body = :body", Tuple.class)
                .setParameter("sha256", fingerprint.hex())
                .setParameter("body", body.value())
                .getResultStream()
                .findFirst()
                .map(IssuedCertificates::issued);
    }

    /** The certificates with this serial number; more than one only where two authorities drew the same. */
    @Transactional
    public List<IssuedCertificate> withSerial(SerialNumber serial) {
        return entities.createQuery(JOIN + " and i.serial = :serial", Tuple.class)
                .setParameter("serial", serial.hex())
                .getResultStream()
                .map(IssuedCertificates::issued)
                .toList();
    }

    /** The certificate that a request led to. */
    @Transactional
    public Optional<IssuedCertificate> ofRequest(UUID request) {
        return entities.createQuery(JOIN + " and i.request = :request", Tuple.class)
                .setParameter("request", request)
                .getResultStream()
                .findFirst()
                .map(IssuedCertificates::issued);
    }

    /** The certificates that these requests led to, by request. */
    @Transactional
    public Map<UUID, IssuedCertificate> ofRequests(Collection<UUID> requests) {
        return entities.createQuery(JOIN + " and i.request in :all", Tuple.class)
                .setParameter("all", requests)
                .getResultStream()
                .map(IssuedCertificates::issued)
                .collect(Collectors.toMap(issued -> issued.request().orElseThrow(), issued -> issued));
    }

    /** The certificates with these fingerprints, in their order. */
    @Transactional
    public List<IssuedCertificate> all(List<Sha256> fingerprints) {
        Map<Sha256, IssuedCertificate> found = entities.createQuery(
                        JOIN + " and o.certificateSha256 in :all", Tuple.class)
                .setParameter("all", fingerprints.stream().map(Sha256::hex).toList())
                .getResultStream()
                .map(IssuedCertificates::issued)
                .collect(Collectors.toMap(issued -> issued.certificate().fingerprint(), issued -> issued));
        return fingerprints.stream().map(found::get).toList();
    }

    /**
     * The certificates that follow this fingerprint, in the order of fingerprints: all of them, a page at a time, our own
     * included. For whoever looks at every one; later ones may be missed or not.
     */
    @Transactional
    public List<IssuedCertificate> after(Optional<Sha256> fingerprint, int count) {
        return entities.createQuery(
                        JOIN + " and o.certificateSha256 > :after order by o.certificateSha256", Tuple.class)
                .setParameter("after", fingerprint.map(Sha256::hex).orElse(""))
                .setMaxResults(count)
                .getResultStream()
                .map(IssuedCertificates::issued)
                .toList();
    }

    /** What is known of a serial number; nothing for one that was never used or whose signing is under way. */
    @Transactional
    public Optional<SerialState> state(Sha256 issuerKey, SerialNumber serial) {
        return entities.createQuery(
                        "select o.state from IntentRow i join OutcomeRow o on o.intent = i.id"
                                + " where i.issuerKey = :issuerKey and i.serial = :serial",
                        String.class)
                .setParameter("issuerKey", issuerKey.hex())
                .setParameter("serial", serial.hex())
                .getResultStream()
                .findFirst()
                .map(SerialState::valueOf);
    }

    /** The highest attempt of a request so far, and whether it has an outcome. */
    @Transactional
    public Optional<Attempt> lastAttempt(UUID request) {
        return entities.createQuery(
                        "select i.attempt as attempt, o.state as state from IntentRow i"
                                + " left join OutcomeRow o on o.intent = i.id"
                                + " where i.request = :request order by i.attempt desc",
                        Tuple.class)
                .setParameter("request", request)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(row -> new Attempt(
                        row.get("attempt", Integer.class),
                        Optional.ofNullable(row.get("state", String.class)).map(SerialState::valueOf)));
    }

    /** One attempt to sign for a request; its state is absent while signing is under way or was cut off. */
    public record Attempt(int number, Optional<SerialState> state) {}

    private static IssuedCertificate issued(Tuple row) {
        IntentRow intent = row.get("intent", IntentRow.class);
        OutcomeRow outcome = row.get("outcome", OutcomeRow.class);
        SignatureAlgorithm algorithm = SignatureAlgorithm.of(AlgorithmIdentifier.getInstance(
                        Der.of(outcome.signatureAlgorithm).decode()))
                .orElseThrow();
        Certificate certificate = Certificate.assemble(Der.of(intent.tbs), algorithm, Der.of(outcome.signature));
        if (!certificate.fingerprint().hex().equals(outcome.certificateSha256)) {
            throw new IllegalStateException(
                    "the stored certificate " + outcome.certificateSha256 + " has been altered");
        }
        return new IssuedCertificate(
                certificate,
                AuthorityId.of(intent.authority),
                new ProfileId(intent.profile),
                new Sha256(intent.policyHash),
                Optional.ofNullable(intent.body).map(BodyId::new),
                Optional.ofNullable(intent.person).map(PersonId::new),
                Optional.ofNullable(intent.request),
                outcome.recordedAt);
    }
}
