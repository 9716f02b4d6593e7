package pk.muhr.issuance;

import java.util.List;
import java.util.Optional;

import pk.muhr.ca.AuthorityId;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.policy.ProfileId;
import pk.muhr.validation.ProvedName;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Sha256;

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
                        draft.proofs(),
                        draft.caa()),
                authority);
    }

    /** What would be signed. */
    public Certificate content() {
        return draft.linted().content();
    }

    /** The profile it was made by. */
    public ProfileId profile() {
        return draft.linted().profile();
    }

    /** The bundle of policies it was made by. */
    public Sha256 policy() {
        return draft.linted().policy();
    }

    /** Who would sign it. */
    public AuthorityId authorityId() {
        return draft.authority();
    }

    /** What it would be found by, in lower case. */
    public List<String> searchNames() {
        return CertificateName.of(content()).stream()
                .map(CertificateName::value)
                .distinct()
                .toList();
    }

    /** What each name in it is proved by. */
    public List<ProvedName> proofs() {
        return draft.proofs();
    }

    IntentDraft draft() {
        return draft;
    }

    CertificateAuthority authority() {
        return authority;
    }
}
