package pk.muhr.issuance;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.policy.CertificateFamily;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.CertificateType;
import pk.muhr.policy.Citation;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.Refusal;
import pk.muhr.validation.KeyProtectionProofs;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.DistinguishedName;
import pk.muhr.x509.Sha256;

/** Whether the key of a request may be certified for whoever asks; the database has the last word on it. */
@ApplicationScoped
class KeyRules {

    private final CompromisedKeys compromised;
    private final KeyHolders holders;
    private final KeyProtectionProofs protections;
    private final CertificateNames names;

    KeyRules(CompromisedKeys compromised, KeyHolders holders, KeyProtectionProofs protections, CertificateNames names) {
        this.compromised = compromised;
        this.holders = holders;
        this.protections = protections;
        this.names = names;
    }

    /**
     * What is on record of keys.
     *
     * @param units the keys of time-stamping units that requests judged beside each other ask for, as they are judged
     */
    record Known(Set<Sha256> compromised, Map<Sha256, KeyHolder> holders, Map<DistinguishedName, Sha256> units) {}

    /** What is on record of the keys of these requests. */
    Known known(List<ApprovedRequest> requests) {
        List<Sha256> all = requests.stream()
                .map(request -> request.content().key().fingerprint())
                .toList();
        return new Known(compromised.among(all), holders.find(all), new HashMap<>());
    }

    /** Why it may not. */
    Optional<Refusal> refusal(
            ApprovedRequest request, CertificateProfile profile, PolicyBundle bundle, Instant now, Known known) {
        Sha256 key = request.content().key().fingerprint();
        if (known.compromised().contains(key)) {
            return Optional.of(new Refusal.KeyNotPermitted(
                    "key-compromised",
                    new Citation("BR §6.1.1.3"),
                    bundle.place(profile, "keys"),
                    key.hex(),
                    "make a new key; this one was reported compromised"));
        }
        KeyHolder asking = request.holder(profile);
        return Optional.ofNullable(known.holders().get(key))
                .filter(holder -> !holder.equals(asking))
                .map(holder -> inUse(holder, asking, key, profile, bundle))
                .or(() -> unprotected(request, profile, bundle, now));
    }

    /** Why the subject of a time-stamping unit may not be certified for this key; nothing to say of other subjects. */
    Optional<Refusal> unitTaken(Certificate content, CertificateProfile profile, PolicyBundle bundle, Known known) {
        Sha256 key = content.key().fingerprint();
        boolean taken = profile.type() == CertificateType.TIME_STAMPING_UNIT
                && (names.isUnitOfAnother(content.subject(), key)
                        || !known.units()
                                .computeIfAbsent(content.subject(), _ -> key)
                                .equals(key));
        return taken
                ? Optional.of(new Refusal.NameNotPermitted(
                        "time-stamping-unit-taken",
                        new Citation("RFC 3628 §7.3.1 h, EN 319 422 §6"),
                        bundle.place(profile, "subject.commonName"),
                        content.subject().toString(),
                        "give each unit a name of its own; a unit with another key has this one until its certificate"
                                + " expires or is revoked"))
                : Optional.empty();
    }

    private Optional<Refusal> unprotected(
            ApprovedRequest request, CertificateProfile profile, PolicyBundle bundle, Instant now) {
        Sha256 key = request.content().key().fingerprint();
        Duration most = bundle.floors().keyProtectionProofMaximum();
        if (profile.keyProtection().isEmpty()
                || protections.stands(request.body().id(), key, now.minus(most), now)) {
            return Optional.empty();
        }
        return Optional.of(new Refusal.KeyNotPermitted(
                "key-protection-not-proved",
                new Citation("CSBR §6.2.7.4.2"),
                bundle.place(profile, "keyProtection"),
                key.hex(),
                "show a registration officer that this key lies in hardware; what is recorded counts for "
                        + most.toDays() + " days"));
    }

    private static Refusal inUse(
            KeyHolder holder, KeyHolder asking, Sha256 key, CertificateProfile profile, PolicyBundle bundle) {
        if (!holder.body().equals(asking.body())) {
            return new Refusal.KeyInUse(
                    "key-in-use",
                    new Citation("BR §6.1.1.3"),
                    bundle.place(profile, "keys"),
                    key.hex(),
                    "make a new key pair of your own");
        }
        if (!holder.person().equals(asking.person())) {
            return new Refusal.KeyInUse(
                    "key-of-another-person",
                    new Citation("Electronic Transactions Ordinance 2002 s. 2(1)(d), EN 319 411-1 §6.3.5"),
                    bundle.place(profile, "subject.fromPerson"),
                    key.hex(),
                    "make a new key pair; a key that stands for a person stands for nobody else and for no machine");
        }
        String certified = holder.family().map(CertificateFamily::label).orElseThrow();
        String wanted = asking.family().map(CertificateFamily::label).orElseThrow();
        return new Refusal.KeyInUse(
                "key-of-another-family",
                new Citation("NIST SP 800-57 Part 1 §5.2, RFC 3628 §7.2.5"),
                bundle.placeOfFamily(profile),
                key.hex(),
                "make a new key pair for " + wanted + "; this one is certified for " + certified);
    }
}
