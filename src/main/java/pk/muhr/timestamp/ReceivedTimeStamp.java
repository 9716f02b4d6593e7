package pk.muhr.timestamp;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

import pk.muhr.timestamp.FlawedTimeStamp.Flaw;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.ImprintAlgorithm;
import pk.muhr.x509.KeyPurpose;
import pk.muhr.x509.SerialNumber;
import pk.muhr.x509.Sha256;

/**
 * A time-stamp that somebody shows, of whom nothing is believed (RFC 3161 §2.4.2). Who made it is found by what the signature
 * names: the signer's issuer and serial number, and the hash in ESSCertIDv2 (RFC 5816), never the place of a certificate in
 * the token, where anybody can put another one (CVE-2026-39984). Whether its unit's certificate was revoked is not asked.
 */
public final class ReceivedTimeStamp {

    private static final int MOST_ELEMENTS = 20_000;

    private final TimeStampToken token;

    private ReceivedTimeStamp(TimeStampToken token) {
        this.token = token;
    }

    /**
     * Reads an answer (TimeStampResp) or a token (ContentInfo) in DER.
     *
     * @throws FlawedTimeStamp when there is no token in it
     */
    public static ReceivedTimeStamp read(Der file) {
        try {
            boolean answer = file.decode(MOST_ELEMENTS) instanceof ASN1Sequence outer
                    && outer.size() > 0
                    && !(outer.getObjectAt(0) instanceof ASN1ObjectIdentifier);
            TimeStampToken token = answer
                    ? granted(new TimeStampResponse(file.bytes()))
                    : new TimeStampToken(new CMSSignedData(file.bytes()));
            require(token != null, Flaw.NO_TOKEN, "there is no token in it");
            new SerialNumber(token.getTimeStampInfo().getSerialNumber());
            return new ReceivedTimeStamp(token);
        } catch (FlawedTimeStamp e) {
            throw e;
        } catch (TSPException | IOException | CMSException | RuntimeException e) {
            throw new FlawedTimeStamp(Flaw.NO_TOKEN, "the token cannot be read: " + e.getMessage(), e);
        }
    }

    /** Status granted, or granted with modifications. */
    private static TimeStampToken granted(TimeStampResponse answer) {
        return answer.getStatus() <= 1 ? answer.getTimeStampToken() : null;
    }

    /** When it says that it was made. */
    public Instant time() {
        return token.getTimeStampInfo().getGenTime().toInstant();
    }

    /** Its number. */
    public SerialNumber serial() {
        return new SerialNumber(token.getTimeStampInfo().getSerialNumber());
    }

    /** The serial number of the certificate whose key signed it, by its own word; none where it says it otherwise. */
    public Optional<BigInteger> signer() {
        return Optional.ofNullable(token.getSID().getSerialNumber());
    }

    /** How what was stamped was hashed; none for a digest that is not accepted. */
    public Optional<ImprintAlgorithm> imprint() {
        return ImprintAlgorithm.of(
                token.getTimeStampInfo().getMessageImprintAlgOID().getId());
    }

    /** Whether it is of what has this digest, by its own algorithm. */
    public boolean isOf(byte[] digest) {
        return java.security.MessageDigest.isEqual(
                digest, token.getTimeStampInfo().getMessageImprintDigest());
    }

    /** SHA-256 of the token, a ContentInfo, as it is on record. */
    public Sha256 sha256() {
        try {
            return Sha256.of(token.getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException("what was read can be written", e);
        }
    }

    /** The certificates in it, in no order that means anything. */
    List<Certificate> enclosed() {
        return token.getCertificates().getMatches(null).stream()
                .map(ReceivedTimeStamp::certificate)
                .toList();
    }

    /**
     * The certificate of the unit that signed it, after all that can be verified was: one of the authorities certified it
     * for time-stamps alone, it was valid and its key in use at that time, and its key signed the token that names it.
     *
     * @param issuers authorities that may have certified the unit
     * @param others certificates of units, for a token that has none in it
     * @throws FlawedTimeStamp when anything is otherwise
     */
    public Certificate unit(Collection<Certificate> issuers, Collection<Certificate> others) {
        try {
            List<Certificate> units = Stream.concat(enclosed().stream(), others.stream())
                    .distinct()
                    .filter(this::isSigner)
                    .toList();
            require(units.size() == 1, Flaw.NO_UNIT, "the certificate of its unit is not in it, or twice");
            Certificate unit = units.getFirst();
            require(
                    unit.keyPurposes().equals(List.of(KeyPurpose.TIME_STAMPING.oid()))
                            && holder(unit)
                                    .getExtension(Extension.extendedKeyUsage)
                                    .isCritical(),
                    Flaw.PURPOSE,
                    "its certificate is not for time-stamps alone (RFC 3161 §2.3)");
            require(
                    issuers.stream()
                            .anyMatch(issuer ->
                                    issuer.subject().equals(unit.issuer()) && unit.verifiesWith(issuer.key())),
                    Flaw.ISSUER,
                    "its certificate is of none of the authorities");
            require(
                    token.getSignedAttributes().get(PKCSObjectIdentifiers.id_aa_signingCertificateV2) != null,
                    Flaw.SIGNATURE,
                    "it does not name its certificate by ESSCertIDv2 (RFC 5816)");
            token.validate(verifier(holder(unit))); // that this is the certificate which the token names, too
            require(
                    time().isBefore(UnitKey.lastUse(unit)),
                    Flaw.SIGNATURE,
                    "its time is after the last use of its unit's key (RFC 3628 §7.2.5)");
            return unit;
        } catch (FlawedTimeStamp e) {
            throw e;
        } catch (TSPException | IOException | CMSException | OperatorCreationException | RuntimeException e) {
            throw new FlawedTimeStamp(Flaw.SIGNATURE, "the token does not verify: " + e.getMessage(), e);
        }
    }

    private boolean isSigner(Certificate certificate) {
        try {
            X509CertificateHolder holder = holder(certificate);
            return holder.getSerialNumber().equals(token.getSID().getSerialNumber())
                    && holder.getIssuer().equals(token.getSID().getIssuer());
        } catch (IOException e) {
            throw new IllegalStateException("what was read can be read again", e);
        }
    }

    private static SignerInformationVerifier verifier(X509CertificateHolder unit)
            throws OperatorCreationException, CMSException {
        try {
            return new JcaSimpleSignerInfoVerifierBuilder().build(unit);
        } catch (CertificateException e) {
            throw new FlawedTimeStamp(Flaw.NO_UNIT, "the certificate of its unit cannot be read", e);
        }
    }

    private static X509CertificateHolder holder(Certificate certificate) throws IOException {
        return new X509CertificateHolder(certificate.der().bytes());
    }

    private static Certificate certificate(X509CertificateHolder holder) {
        try {
            return Certificate.of(Der.of(holder.getEncoded()));
        } catch (IOException e) {
            throw new IllegalStateException("what was read can be written", e);
        }
    }

    private static void require(boolean holds, Flaw flaw, String sentence) {
        if (!holds) {
            throw new FlawedTimeStamp(flaw, sentence, null);
        }
    }
}
