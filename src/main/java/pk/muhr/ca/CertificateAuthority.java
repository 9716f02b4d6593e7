package pk.muhr.ca;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import pk.muhr.hsm.SigningKey;
import pk.muhr.hsm.TokenUnavailable;
import pk.muhr.lint.LintedCertificate;
import pk.muhr.lint.LintedRevocationList;
import pk.muhr.policy.DistributionPoints;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.policy.IssuerFacts;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;

/** One authority with its key: signs linted things, and checks each signature with its certificate. */
public final class CertificateAuthority {

    private final AuthorityId id;
    private final HierarchyPolicy.Authority definition;
    private final List<Certificate> chain;
    private final Supplier<SigningKey> key;
    private final Addresses addresses;

    CertificateAuthority(
            AuthorityId id,
            HierarchyPolicy.Authority definition,
            List<Certificate> chain,
            Supplier<SigningKey> key,
            Addresses addresses) {
        this.id = id;
        this.definition = definition;
        this.chain = List.copyOf(chain);
        this.key = key;
        this.addresses = addresses;
    }

    /** Name and generation. */
    public AuthorityId id() {
        return id;
    }

    /** What the policy in force says of it. */
    public HierarchyPolicy.Authority definition() {
        return definition;
    }

    public Certificate certificate() {
        return chain.getFirst();
    }

    /** Its own certificate first, the root's last. */
    public List<Certificate> chain() {
        return chain;
    }

    /** The certificate above it; a root has none. */
    public Optional<Certificate> issuer() {
        return chain.size() > 1 ? Optional.of(chain.get(1)) : Optional.empty();
    }

    /** Where its CRL lies, and the parts of it. */
    public DistributionPoints distributionPoints() {
        return new DistributionPoints(addresses.crl(id), definition.crl().shards());
    }

    /** What its certificates take over from it. */
    public IssuerFacts facts() {
        return new IssuerFacts(
                certificate().subject(),
                certificate().subjectKeyIdentifier().orElseThrow(),
                definition.signature(),
                certificate().notAfter(),
                addresses.ocsp(),
                addresses.certificate(id),
                distributionPoints());
    }

    /**
     * Asked before an intent is opened, so that an outage of the token leaves no intents to give up.
     *
     * @throws AuthorityUnavailable when the token certainly cannot sign now
     */
    public void requireReady() {
        try {
            key.get().requireReady();
        } catch (TokenUnavailable e) {
            throw new AuthorityUnavailable(id.toString(), e);
        }
    }

    /**
     * Signs once. No transaction may be open; the intent must be committed. A crash in here leaves an intent without
     * outcome, which the sweep turns into a revoked orphan.
     *
     * @throws AuthorityUnavailable when the token does not answer in time
     * @throws SigningFailed when what it gave back does not verify with this authority's certificate
     */
    public SignedCertificate sign(LintedCertificate linted) {
        try {
            return sign(linted, key.get(), certificate());
        } catch (TokenUnavailable e) {
            throw new AuthorityUnavailable(id.toString(), e);
        }
    }

    /** Lets a root sign its own certificate, which is what the signature is verified with. For the ceremony. */
    public static SignedCertificate signRoot(LintedCertificate root, SigningKey key) {
        return sign(root, key, root.content());
    }

    private static SignedCertificate sign(LintedCertificate linted, SigningKey key, Certificate verifyWith) {
        if (!key.publicKey().equals(verifyWith.key())) {
            throw new SigningFailed("the key " + key.label() + " on the token is not the one in the certificate");
        }
        Der signature = key.sign(linted.tbs(), linted.algorithm());
        Certificate certificate = Certificate.assemble(linted.tbs(), linted.algorithm(), signature);
        if (!certificate.tbs().equals(linted.tbs()) || !certificate.verifiesWith(verifyWith.key())) {
            throw new SigningFailed("the signature made with " + key.label() + " does not verify");
        }
        return new SignedCertificate(certificate, linted.algorithm(), signature);
    }

    /** Signs a CRL of this authority, as {@link #sign(LintedCertificate)} does a certificate; it is read twice. */
    public Der sign(LintedRevocationList linted) {
        try {
            return sign(linted, key.get());
        } catch (TokenUnavailable e) {
            throw new AuthorityUnavailable(id.toString(), e);
        }
    }

    private Der sign(LintedRevocationList linted, SigningKey signing) {
        if (!signing.publicKey().equals(certificate().key())) {
            throw new SigningFailed("the key " + signing.label() + " on the token is not the one in the certificate");
        }
        Der signature = signing.sign(linted.tbs(), linted.algorithm());
        if (!certificate().verifies(linted.tbs(), linted.algorithm(), signature)) {
            throw new SigningFailed("the CRL signed with " + signing.label() + " does not verify");
        }
        return signature;
    }

    /** The chain of a certificate that this authority issued: the certificate, then {@link #chain()}. */
    public List<Certificate> chainOf(Certificate issued) {
        List<Certificate> all = new ArrayList<>();
        all.add(issued);
        all.addAll(chain);
        return all;
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
