package pk.muhr.revocation.ocsp;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.ocsp.CertStatus;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.asn1.ocsp.ResponseBytes;
import org.bouncycastle.asn1.ocsp.ResponseData;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;

import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.OcspSigner;
import pk.muhr.policy.HierarchyPolicy.OcspSchedule;
import pk.muhr.revocation.CertificateStatus;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.RevocationReason;

/** Writes answers in DER (RFC 6960 §4.2.1). What is the same in every answer of a responder is computed once. */
final class ResponseEncoding {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final ASN1ObjectIdentifier CRL = OCSPObjectIdentifiers.id_pkix_ocsp_crl;
    private static final ASN1ObjectIdentifier ARCHIVE_CUTOFF = OCSPObjectIdentifiers.id_pkix_ocsp_archive_cutoff;

    private final OcspSigner signer;
    private final CertificateAuthority authority;
    private final Optional<Extension> crl;
    private final ResponderID responder;
    private final ASN1Sequence certificates;

    /** What is said of one certificate. */
    record Said(AskedCertificate asked, CertificateStatus status) {}

    ResponseEncoding(OcspSigner signer, CertificateAuthority authority) {
        this.signer = signer;
        this.authority = authority;
        this.crl = schedule()
                .crlReferences()
                .filter(wanted -> wanted)
                .map(_ -> crl(authority.facts().crl().whole()));
        this.responder = new ResponderID(new DEROctetString(keyHash(signer.certificate())));
        this.certificates = new DERSequence(signer.certificate().der().decode());
    }

    /** Whether these are still who answers and what the policy says of it. */
    boolean isOf(OcspSigner answering, CertificateAuthority asked) {
        return signer == answering && authority == asked;
    }

    private OcspSchedule schedule() {
        return authority.definition().ocsp();
    }

    /** The part that is signed. */
    Der data(List<Said> all, ResponseTimes times, Optional<Der> nonce) {
        ASN1EncodableVector responses = new ASN1EncodableVector(all.size());
        for (Said one : all) {
            responses.add(new SingleResponse(
                    one.asked().id(),
                    status(one.status()),
                    time(times.thisUpdate()),
                    time(times.nextUpdate()),
                    extensions(one.status(), times)));
        }
        Extensions extensions = nonce.map(value ->
                        new Extensions(new Extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, value.bytes())))
                .orElse(null);
        return Der.of(new ResponseData(responder, time(times.thisUpdate()), new DERSequence(responses), extensions));
    }

    /**
     * What the policy asks to be said besides: since when statuses are kept (RFC 6960 §4.4.4), and the CRL that has the
     * revocation too (§4.4.2). Of a number that was never used nothing is said.
     */
    private Extensions extensions(CertificateStatus status, ResponseTimes times) {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        if (!(status instanceof CertificateStatus.Unknown)) {
            schedule()
                    .archiveCutoff()
                    .ifPresent(kept -> extensions.addExtension(
                            extension(ARCHIVE_CUTOFF, time(times.thisUpdate().minus(kept)))));
        }
        if (status instanceof CertificateStatus.Revoked) {
            crl.ifPresent(extensions::addExtension);
        }
        return extensions.isEmpty() ? null : extensions.generate();
    }

    private static Extension crl(URI address) {
        return extension(CRL, new DERSequence(new DERTaggedObject(true, 0, new DERIA5String(address.toString()))));
    }

    private static Extension extension(ASN1ObjectIdentifier oid, ASN1Encodable value) {
        return new Extension(oid, false, Der.of(value).bytes());
    }

    /** The whole answer, with the responder's certificate in it. */
    Der answer(Der data, Der signature) {
        ASN1EncodableVector basic = new ASN1EncodableVector(4);
        basic.add(data.decode());
        basic.add(OcspSigner.ALGORITHM.identifier());
        basic.add(new DERBitString(signature.bytes()));
        basic.add(new DERTaggedObject(true, 0, certificates));
        Der encoded = Der.of(new DERSequence(basic));
        ResponseBytes bytes =
                new ResponseBytes(OCSPObjectIdentifiers.id_pkix_ocsp_basic, new DEROctetString(encoded.bytes()));
        return Der.of(new OCSPResponse(new OCSPResponseStatus(OCSPResponseStatus.SUCCESSFUL), bytes));
    }

    /** No reason is given where the CRL gives none either (RFC 5280 §5.3.1). */
    private static CertStatus status(CertificateStatus status) {
        return switch (status) {
            case CertificateStatus.Good() -> new CertStatus();
            case CertificateStatus.Revoked(Instant at, RevocationReason reason) ->
                new CertStatus(new RevokedInfo(
                        time(at), reason == RevocationReason.UNSPECIFIED ? null : CRLReason.lookup(reason.code())));
            case CertificateStatus.Unknown() -> new CertStatus(2, DERNull.INSTANCE);
        };
    }

    private static ASN1GeneralizedTime time(Instant instant) {
        return new DERGeneralizedTime(TIME.format(instant));
    }

    /** SHA-1 by the standard's word: it names the key and protects nothing (RFC 6960 §4.2.1, KeyHash). */
    private static byte[] keyHash(Certificate certificate) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(certificate.key().keyBits());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
