package pk.muhr.ca;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.hsm.SigningKey;
import pk.muhr.hsm.TokenUnavailable;
import pk.muhr.hsm.Tokens;
import pk.muhr.policy.AuthorityName;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.safety.Hold;
import pk.muhr.safety.ProcessRoles;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Sha256;

/**
 * Our authorities as they stand. Read once for each policy bundle and kept: an authority is added by a ceremony, which
 * says so here, and its schedules follow the bundle in force.
 */
@ApplicationScoped
public class Hierarchy {

    private final Authorities register;
    private final ActivePolicy policy;
    private final Tokens tokens;
    private final Addresses addresses;
    private final ProcessRoles roles;
    private final Hold hold;
    private final Map<AuthorityId, KeyOnce> keys = new ConcurrentHashMap<>();
    private volatile Optional<Picture> known = Optional.empty();

    /** The authorities as one policy bundle defines them. */
    private record Picture(Sha256 policy, List<CertificateAuthority> authorities) {}

    Hierarchy(
            Authorities register,
            ActivePolicy policy,
            Tokens tokens,
            Addresses addresses,
            ProcessRoles roles,
            Hold hold) {
        this.register = register;
        this.policy = policy;
        this.tokens = tokens;
        this.addresses = addresses;
        this.roles = roles;
        this.hold = hold;
    }

    /** Every authority, each after its issuer. */
    public List<CertificateAuthority> authorities() {
        Optional<Picture> picture = known;
        return picture.isPresent() && isOfPolicyInForce(picture.get())
                ? picture.get().authorities()
                : readOnce();
    }

    /** The authority of this name with its newest key, or of exactly this name and generation. */
    public Optional<CertificateAuthority> named(String text) {
        return authorities().stream()
                .filter(ca -> ca.id().toString().equals(text)
                        || ca.id().name().value().equals(text))
                .reduce((older, newer) -> newer.id().generation() > older.id().generation() ? newer : older);
    }

    /** The authority that issues under this name now. */
    public Optional<CertificateAuthority> issuing(AuthorityName name) {
        return named(name.value());
    }

    /** The authority with this key (SHA-256 of its SubjectPublicKeyInfo). */
    public Optional<CertificateAuthority> withKey(Sha256 spki) {
        return authorities().stream()
                .filter(ca -> ca.certificate().key().fingerprint().equals(spki))
                .findFirst();
    }

    /** Reads the register again; for the ceremony that added to it. */
    public synchronized void refresh() {
        known = Optional.empty();
    }

    private boolean isOfPolicyInForce(Picture picture) {
        return picture.policy().equals(policy.bundle().hash());
    }

    /** One reader at a time and none beside a refresh, so that an old picture never replaces a newer one. */
    private synchronized List<CertificateAuthority> readOnce() {
        Optional<Picture> picture = known.filter(this::isOfPolicyInForce);
        if (picture.isPresent()) {
            return picture.get().authorities();
        }
        List<RegisteredAuthority> registered = register.all();
        if (registered.isEmpty()) {
            return List.of(); // before the ceremony, when there is no policy either
        }
        PolicyBundle bundle = policy.bundle();
        List<CertificateAuthority> authorities =
                List.copyOf(read(registered, bundle).values());
        known = Optional.of(new Picture(bundle.hash(), authorities));
        return authorities;
    }

    private Map<AuthorityId, CertificateAuthority> read(List<RegisteredAuthority> all, PolicyBundle bundle) {
        Map<AuthorityId, CertificateAuthority> map = new LinkedHashMap<>();
        for (RegisteredAuthority registered : all) {
            List<Certificate> chain = new ArrayList<>(List.of(registered.certificate()));
            registered.issuer().ifPresent(issuer -> chain.addAll(map.get(issuer).chain()));
            HierarchyPolicy.Authority definition = bundle.hierarchy()
                    .authority(registered.id().name())
                    .orElseThrow(() -> new IllegalStateException(
                            "the policy in force does not define the authority " + registered.id()));
            KeyOnce key = keys.computeIfAbsent(registered.id(), _ -> key(registered));
            map.put(
                    registered.id(),
                    new CertificateAuthority(registered.id(), definition, chain, () -> unlessHeld(key), addresses));
        }
        return map;
    }

    private SigningKey unlessHeld(KeyOnce key) {
        hold.refusal().ifPresent(why -> {
            throw new TokenUnavailable("nothing is signed here now: " + why.value());
        });
        return key.get();
    }

    /** Finds the key once, when it is first used; until that succeeds, each use tries again. */
    private KeyOnce key(RegisteredAuthority registered) {
        return new KeyOnce(() -> {
            KeyCustody.requireRole(roles, registered.id());
            return tokens.token(registered.token())
                    .find(registered.key())
                    .orElseThrow(() -> new TokenUnavailable(
                            "the token " + registered.token() + " holds no key " + registered.key()));
        });
    }

    /** A key that is looked up at most once successfully. */
    private static final class KeyOnce implements java.util.function.Supplier<SigningKey> {

        private final java.util.function.Supplier<SigningKey> lookUp;
        private volatile SigningKey found;

        KeyOnce(java.util.function.Supplier<SigningKey> lookUp) {
            this.lookUp = lookUp;
        }

        @Override
        public SigningKey get() {
            SigningKey key = found;
            if (key == null) {
                key = lookUp.get();
                found = key;
            }
            return key;
        }
    }
}
