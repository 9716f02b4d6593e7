package pk.muhr.lint.ocspresponse;

import static pk.muhr.lint.rule.Rule.unless;

import java.util.Optional;

import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;

import pk.muhr.lint.rule.OcspResponseRule;
import pk.muhr.lint.rule.OcspResponseSubject;

/** A nonce has 1 to 128 octets and is not critical. */
final class Nonce extends OcspResponseRule {

    private static final int LONGEST = 128;

    Nonce() {
        super("ocsp-nonce", "RFC 9654 §2.1");
    }

    @Override
    public Optional<String> check(OcspResponseSubject s) {
        return s.extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce)
                .flatMap(nonce -> unless(
                        !nonce.isCritical() && isNonce(nonce.getExtnValue().getOctets()),
                        "the nonce is critical, empty or longer than 128 octets"));
    }

    private static boolean isNonce(byte[] value) {
        int length = ASN1OctetString.getInstance(value).getOctets().length;
        return length >= 1 && length <= LONGEST;
    }
}
