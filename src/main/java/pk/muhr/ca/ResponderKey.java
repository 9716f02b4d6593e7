package pk.muhr.ca;

import pk.muhr.hsm.SigningKey;
import pk.muhr.hsm.TokenLabel;
import pk.muhr.x509.CertificationRequest;
import pk.muhr.x509.SubjectPublicKey;

/** A responder's key that waits for its certificate. Only {@link OcspSigners} makes one. */
public final class ResponderKey {

    private final AuthorityId authority;
    private final TokenLabel token;
    private final SigningKey key;

    ResponderKey(AuthorityId authority, TokenLabel token, SigningKey key) {
        this.authority = authority;
        this.token = token;
        this.key = key;
    }

    /** What the certificate will certify. */
    public SubjectPublicKey publicKey() {
        return key.publicKey();
    }

    /** Asks for a certificate, signed with the key itself. */
    public CertificationRequest request() {
        return CertificationRequest.bare(
                key.publicKey(), OcspSigner.ALGORITHM, content -> key.sign(content, OcspSigner.ALGORITHM));
    }

    AuthorityId authority() {
        return authority;
    }

    TokenLabel token() {
        return token;
    }

    SigningKey key() {
        return key;
    }
}
