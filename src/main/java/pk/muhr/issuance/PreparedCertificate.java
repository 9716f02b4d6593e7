package pk.muhr.issuance;

import pk.muhr.ca.CertificateAuthority;

/** A linted certificate on its way to the key. Only {@link Issuance} makes one, and only it can be issued. */
public final class PreparedCertificate {

    private final IntentDraft draft;
    private final CertificateAuthority authority;

    PreparedCertificate(IntentDraft draft, CertificateAuthority authority) {
        this.draft = draft;
        this.authority = authority;
    }

    IntentDraft draft() {
        return draft;
    }

    CertificateAuthority authority() {
        return authority;
    }
}
