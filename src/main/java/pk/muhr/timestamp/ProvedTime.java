package pk.muhr.timestamp;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.ImprintAlgorithm;
import pk.muhr.x509.KeyPurpose;
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
        try {
            TimeStampResponse response = new TimeStampResponse(reply.bytes());
            TimeStampToken token = response.getTimeStampToken();
            require(response.getStatus() == 0 && token != null, "there is no token in it");
            require(
                    token.getTimeStampInfo().getMessageImprintAlgOID().getId().equals(ImprintAlgorithm.SHA_256.oid())
                            && Sha256.of32(token.getTimeStampInfo().getMessageImprintDigest())
                                    .equals(digest),
                    "the token is of something else");
            List<X509CertificateHolder> units = token.getCertificates().getMatches(null).stream()
                    .filter(holder ->
                            holder.getSerialNumber().equals(token.getSID().getSerialNumber())
                                    && holder.getIssuer().equals(token.getSID().getIssuer()))
                    .toList();
            require(units.size() == 1, "the certificate of its unit is not in it, or twice");
            requireUnit(units.getFirst(), issuers);
            for (X509CertificateHolder other : token.getCertificates().getMatches(null)) {
                require(
                        other.equals(units.getFirst()) || issuers.contains(certificate(other)),
                        "a certificate in it is of nobody known");
            }
            token.validate(verifier(units.getFirst())); // that this is the certificate which the token names, too
            return token.getTimeStampInfo().getGenTime().toInstant();
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (TSPException | IOException | CMSException | OperatorCreationException | RuntimeException e) {
            throw new IllegalArgumentException("the token does not verify: " + e.getMessage(), e);
        }
    }

    private static SignerInformationVerifier verifier(X509CertificateHolder unit)
            throws OperatorCreationException, CMSException {
        try {
            return new JcaSimpleSignerInfoVerifierBuilder().build(unit);
        } catch (CertificateException e) {
            throw new IllegalArgumentException("the certificate of its unit cannot be read", e);
        }
    }

    private static void requireUnit(X509CertificateHolder holder, Collection<Certificate> issuers) throws IOException {
        Certificate unit = certificate(holder);
        require(
                unit.keyPurposes().equals(List.of(KeyPurpose.TIME_STAMPING.oid()))
                        && holder.getExtension(Extension.extendedKeyUsage).isCritical(),
                "its certificate is not for time-stamps alone (RFC 3161 §2.3)");
        require(
                issuers.stream()
                        .anyMatch(issuer -> issuer.subject().equals(unit.issuer()) && unit.verifiesWith(issuer.key())),
                "its certificate is of none of the authorities");
    }

    private static Certificate certificate(X509CertificateHolder holder) throws IOException {
        return Certificate.of(Der.of(holder.getEncoded()));
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
