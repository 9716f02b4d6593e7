package pk.muhr.lint.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

import org.bouncycastle.asn1.x509.TBSCertList;

import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.RevocationListFacts;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.RevocationList;

/** What a CRL rule looks at. Decoded once, so a subject belongs to one thread. */
public final class RevocationListSubject {

    private final RevocationList list;
    private final RevocationListFacts facts;
    private final PolicyBundle bundle;
    private final Instant now;
    private final OptionalLong count;
    private final TBSCertList encoded;
    private final Instant thisUpdate;
    private final boolean delta;

    /**
     * One CRL under judgement.
     *
     * @param list the contents, with a placeholder signature; its entries may be left out, for they have rules of their
     *     own
     * @param now the time of signing
     */
    public RevocationListSubject(RevocationList list, RevocationListFacts facts, PolicyBundle bundle, Instant now) {
        this(list, facts, bundle, now, OptionalLong.empty());
    }

    private RevocationListSubject(
            RevocationList list, RevocationListFacts facts, PolicyBundle bundle, Instant now, OptionalLong count) {
        this.list = list;
        this.facts = facts;
        this.bundle = bundle;
        this.now = now;
        this.count = count;
        this.encoded = TBSCertList.getInstance(list.tbs().decode());
        this.thisUpdate = list.thisUpdate();
        this.delta = list.deltaOf().isPresent();
    }

    /** The same list, of which so many entries were seen. */
    public RevocationListSubject counted(long entries) {
        return new RevocationListSubject(list, facts, bundle, now, OptionalLong.of(entries));
    }

    /** How many entries it has, once they were seen. */
    public OptionalLong count() {
        return count;
    }

    public RevocationList list() {
        return list;
    }

    /** The certificate of the authority that will sign. */
    public Certificate issuer() {
        return facts.issuer();
    }

    /** What the policy says of the authority. */
    public HierarchyPolicy.Authority authority() {
        return facts.authority();
    }

    /** Where it lies and what came before. */
    public RevocationListFacts facts() {
        return facts;
    }

    public Instant now() {
        return now;
    }

    public Instant thisUpdate() {
        return thisUpdate;
    }

    /** Whether it holds only changes. */
    public boolean isDelta() {
        return delta;
    }

    /** Whether the authority certifies subscribers and not further authorities. */
    public boolean coversSubscribers() {
        return issuer().pathLength().orElse(1) == 0;
    }

    /** Whether only devices that the nation manages trust the hierarchy. */
    public boolean isNational() {
        return bundle.hierarchy().trustContext() == HierarchyPolicy.TrustContext.NATIONAL;
    }

    /** Whether the entries of expired certificates stay by policy. */
    public boolean keepsExpired() {
        return authority().crl().keepExpired().orElse(false);
    }

    /** The list before this one, if there is one. */
    public Optional<RevocationListFacts.Predecessor> before() {
        return facts.before();
    }

    /** The longest that a list of this authority may hold good. */
    public Duration longestValidity() {
        return Duration.ofDays(
                coversSubscribers()
                        ? bundle.floors().subscriberCrlMaximumDays()
                        : bundle.floors().authorityCrlMaximumDays());
    }

    /** The encoding, for what a reader of values no longer sees. */
    public TBSCertList encoded() {
        return encoded;
    }
}
