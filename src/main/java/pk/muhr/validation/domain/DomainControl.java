package pk.muhr.validation.domain;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.xbill.DNS.Name;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

import pk.muhr.audit.Actor;
import pk.muhr.identity.BodyId;
import pk.muhr.policy.CertificateType;
import pk.muhr.policy.Floors;
import pk.muhr.safety.ActivePolicy;
import pk.muhr.validation.DomainMethod;
import pk.muhr.validation.DomainProof;
import pk.muhr.validation.DomainProofs;
import pk.muhr.validation.RandomValue;
import pk.muhr.validation.network.FetchFailed;
import pk.muhr.validation.network.LookupFailed;
import pk.muhr.validation.network.NameServers;
import pk.muhr.validation.network.WebFiles;
import pk.muhr.x509.DnsName;

/** Gives values out and looks for them. No transaction is open while it looks. */
@ApplicationScoped
class DomainControl {

    private static final int MOST_SHOWN = 3;
    private static final int LONGEST_SHOWN = 60;

    private final DomainChallenges challenges;
    private final DomainProofs proofs;
    private final ActivePolicy policy;
    private final NameServers names;
    private final WebFiles files;
    private final Clock clock;
    private final SecureRandom random;

    DomainControl(
            DomainChallenges challenges,
            DomainProofs proofs,
            ActivePolicy policy,
            NameServers names,
            WebFiles files,
            Clock clock,
            SecureRandom random) {
        this.challenges = challenges;
        this.proofs = proofs;
        this.policy = policy;
        this.names = names;
        this.files = files;
        this.clock = clock;
        this.random = random;
    }

    /** A fresh challenge; none while another body's proof of the domain counts. */
    Optional<DomainChallenge> ask(BodyId body, DnsName domain, DomainMethod method, Actor by) {
        Instant now = now();
        if (proofs.isHeldByAnother(body, domain, now)) {
            return Optional.empty();
        }
        DomainChallenge challenge = new DomainChallenge(
                UUID.randomUUID(),
                body,
                domain,
                method,
                RandomValue.fresh(random),
                now,
                now.plus(floors().domainChallengeMaximum()));
        challenges.issue(challenge, by);
        return Optional.of(challenge);
    }

    /** Looks for the value now. What the look came to is on record before it is told. */
    DomainCheck check(DomainChallenge challenge, Actor by) {
        Optional<String> instead = instead(challenge);
        Instant now = now();
        if (!challenge.isOpen(now)) {
            return new DomainCheck.Spent();
        }
        if (instead.isPresent()) {
            challenges.notProved(challenge, now, instead.get(), by);
            return new DomainCheck.NotFound(instead.get());
        }
        DomainProof proof = new DomainProof(
                UUID.randomUUID(),
                challenge.body(),
                challenge.domain(),
                challenge.method().clause(),
                now,
                now.plus(reuse(now)));
        try {
            challenges.proved(challenge, proof, by);
            return new DomainCheck.Proved(proof);
        } catch (DomainChallenges.Overtaken e) {
            return e.check();
        }
    }

    /** As long as any certificate may rest on it; for which ones it counts is asked at each use. */
    private Duration reuse(Instant now) {
        return Stream.of(CertificateType.TLS_SERVER, CertificateType.SMIME)
                .map(type -> floors().domainProofMaximum(type, now))
                .max(Comparator.naturalOrder())
                .filter(permitted -> permitted.compareTo(DomainProof.LONGEST_USE) < 0)
                .orElse(DomainProof.LONGEST_USE);
    }

    private Floors floors() {
        return policy.bundle().floors();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** What is there, when it is not the value. */
    private Optional<String> instead(DomainChallenge challenge) {
        try {
            return switch (challenge.method()) {
                case DNS_TXT -> insteadOf(challenge, texts(challenge));
                case HTTP_FILE ->
                    insteadOf(challenge, List.of(files.get(challenge.address()).strip()));
            };
        } catch (LookupFailed | FetchFailed e) {
            return Optional.of(e.getMessage());
        }
    }

    private List<String> texts(DomainChallenge challenge) throws LookupFailed {
        try {
            return names.records(Name.fromString(challenge.place() + "."), Type.TXT).stream()
                    .map(record -> String.join("", ((TXTRecord) record).getStrings()))
                    .toList();
        } catch (TextParseException e) {
            throw new IllegalStateException("refused when it was asked for: " + challenge.place(), e);
        }
    }

    private static Optional<String> insteadOf(DomainChallenge challenge, List<String> found) {
        if (found.contains(challenge.value())) {
            return Optional.empty();
        }
        String shown =
                found.stream().limit(MOST_SHOWN).map(DomainControl::shown).collect(Collectors.joining(", "));
        return Optional.of(
                found.isEmpty()
                        ? "there is no TXT record at " + challenge.place()
                        : "at " + challenge.place() + " is " + shown
                                + (found.size() > MOST_SHOWN ? " and " + (found.size() - MOST_SHOWN) + " more" : ""));
    }

    /** Written by others: only what can be seen of it, and not much. */
    private static String shown(String text) {
        String legible = text.replaceAll("[^ -~]", "?");
        return '"' + (legible.length() <= LONGEST_SHOWN ? legible : legible.substring(0, LONGEST_SHOWN) + "…") + '"';
    }
}
