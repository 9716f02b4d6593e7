package pk.muhr.lint.ocspresponse;

import static pk.muhr.lint.rule.Rule.unless;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1TaggedObject;

import pk.muhr.lint.rule.OcspResponseRule;
import pk.muhr.lint.rule.OcspResponseSubject;

/** The responder names itself by its key. */
final class ResponderByKey extends OcspResponseRule {

    ResponderByKey() {
        super("ocsp-responder-id", "RFC 6960 §4.2.1, RFC 5019 §2.2.1");
    }

    @Override
    public Optional<String> check(OcspResponseSubject s) {
        ASN1OctetString named = ASN1OctetString.getInstance(
                ASN1TaggedObject.getInstance(s.data().getResponderID().toASN1Primitive())
                        .getExplicitBaseObject());
        return unless(
                Arrays.equals(named.getOctets(), sha1(s.responder().key().keyBits())),
                "responderID is not the SHA-1 of the key in the responder's certificate");
    }

    /** A name and no protection: the standard knows no other hash here. */
    private static byte[] sha1(byte[] key) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
