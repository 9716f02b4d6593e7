package pk.muhr.issuance;

import java.util.Optional;

import pk.muhr.ca.CertificateAuthority;

/** A linted certificate on its way to the key. Only {@link Issuance} makes one, and only it can be issued. */
public final class PreparedCertificate {

    private final IntentDraft draft;
    private final CertificateAuthority authority;

    PreparedCertificate(IntentDraft draft, CertificateAuthority authority) {
        this.draft = draft;
        this.authority = authority;
    }

    /** The same, of our own accord: no request on record leads to it. */
    PreparedCertificate unasked() {
        return new PreparedCertificate(
                new IntentDraft(
                        draft.id(),
                        Optional.empty(),
                        draft.attempt(),
                        draft.holder(),
                        draft.authority(),
                        draft.issuerKey(),
                        draft.linted(),
                        draft.actor(),
                        draft.caa()),
                authority);
    }

    IntentDraft draft() {
        return draft;
    }

    CertificateAuthority authority() {
        return authority;
    }
}
