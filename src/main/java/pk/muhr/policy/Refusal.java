package pk.muhr.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Every reason to decline a certificate. A protocol maps it in its own words by an exhaustive switch. */
public sealed interface Refusal {

    /** The rule's id, as auditors count it. */
    default String rule() {
        return ground().rule();
    }

    /** Where the rule comes from. */
    default Citation citation() {
        return ground().citation();
    }

    /** The offending value, as far as it may be shown. */
    String value();

    /** What would be accepted. */
    String fix();

    /** Where in the policy files the rule stands, if it stands there. */
    default Optional<PolicyPlace> place() {
        return Optional.empty();
    }

    /** Whether it says nothing of the request itself, which may be made again as it is. */
    default boolean isOfTheMoment() {
        return switch (this) {
            case IssuanceStopped _,
                    Held _,
                    ClockJumped _,
                    PolicyBroken _,
                    BodyNotActive _,
                    QuotaReached _,
                    AuthorityNotMade _,
                    CaaUnanswered _ -> true;
            case MalformedRequest _,
                    PossessionNotProved _,
                    UnknownProfile _,
                    KeyNotPermitted _,
                    NameNotPermitted _,
                    NameNotProved _,
                    CaaForbids _,
                    PersonNotProved _,
                    AuthorityNotPermitted _,
                    OutlivesIssuer _,
                    AuthorityRevoked _,
                    OrganizationNotProved _,
                    KeyInUse _,
                    NotApproved _,
                    BreaksRules _ -> false;
        };
    }

    /** The rule behind it. */
    private Ground ground() {
        return switch (this) {
            case MalformedRequest _ -> new Ground("request-malformed", "RFC 2986 §4");
            case PossessionNotProved _ -> new Ground("possession-not-proved", "RFC 2986 §4.2");
            case UnknownProfile _ -> new Ground("profile-unknown", "policy hierarchy");
            case KeyNotPermitted key -> new Ground(key.rule(), key.citation());
            case NameNotPermitted name -> new Ground(name.rule(), name.citation());
            case NameNotProved _ -> new Ground("name-not-proved", "BR §3.2.2.4, §4.2.1");
            case CaaForbids _ -> new Ground("caa-forbids", "RFC 8659 §3, BR §3.2.2.8, S/MIME BR §4.2.2.1");
            case CaaUnanswered _ -> new Ground("caa-unanswered", "RFC 8659 §3, BR §3.2.2.8, S/MIME BR §4.2.2.1");
            case PersonNotProved _ ->
                new Ground("person-not-proved", "BR §3.2.3, S/MIME BR §3.2.4, EN 319 411-1 §6.2.2");
            case AuthorityNotPermitted _ -> new Ground("authority-not-permitted", "RFC 5280 §4.2.1.9");
            case OutlivesIssuer _ -> new Ground("outlives-issuer", "RFC 5280 §6.1.3");
            case AuthorityRevoked _ -> new Ground("authority-revoked", "BR §4.9.1.2");
            case AuthorityNotMade _ -> new Ground("authority-not-made", "BR §6.1.1.1");
            case OrganizationNotProved _ ->
                new Ground("organization-not-proved", "BR §3.2.2.1, §4.2.1, S/MIME BR §3.2.3");
            case QuotaReached _ -> new Ground("requests-per-day", "RFC 3647 §4.4.1");
            case BodyNotActive _ -> new Ground("body-not-active", "BR §4.1.2, §9.6.3");
            case KeyInUse key -> new Ground(key.rule(), key.citation());
            case NotApproved _ -> new Ground("request-not-approved", "RFC 3647 §4.4.1.2");
            case IssuanceStopped _ -> new Ground("issuance-stopped", "BR §5.7.1, RFC 3647 §4.5.7");
            case Held _ -> new Ground("installation-held", "RFC 3647 §4.5.7, BR §5.7.1");
            case ClockJumped _ -> new Ground("clock-jumped", "RFC 3647 §4.5.7, BR §5.7.1");
            case PolicyBroken _ -> new Ground("policy-in-force-broken", "RFC 3647 §4.9.12");
            case BreaksRules broken ->
                new Ground(
                        broken.findings().getFirst().rule(),
                        broken.findings().getFirst().citation());
        };
    }

    /** A rule's id and source. */
    record Ground(String rule, Citation citation) {
        private Ground(String rule, String clause) {
            this(rule, new Citation(clause));
        }
    }

    /** The request itself cannot be read, or breaks its own standard. */
    record MalformedRequest(String value, String fix) implements Refusal {}

    /** The request is not signed by the key it holds, or with an algorithm we do not accept. */
    record PossessionNotProved(String value, String fix, Optional<PolicyPlace> place) implements Refusal {}

    /** No profile has this name, or it is not for subscribers. */
    record UnknownProfile(String value, List<ProfileId> known) implements Refusal {
        @Override
        public String fix() {
            return "use one of " + known;
        }
    }

    /** The profile does not take such keys, or the key is weak. */
    record KeyNotPermitted(String rule, Citation citation, Optional<PolicyPlace> place, String value, String fix)
            implements Refusal {}

    /** A requested name, attribute or extension that the profile does not give. */
    record NameNotPermitted(String rule, Citation citation, Optional<PolicyPlace> place, String value, String fix)
            implements Refusal {}

    /** The body has no unexpired proof for a name. */
    record NameNotProved(String value, String fix, Optional<PolicyPlace> place) implements Refusal {}

    /** Whoever holds the domain of a host or a mailbox lets others certify it, or nobody (CAA). */
    record CaaForbids(String value, String fix, Optional<PolicyPlace> place) implements Refusal {}

    /** Nobody knows whether the holder of the domain lets us certify it. */
    record CaaUnanswered(String value) implements Refusal {
        @Override
        public String fix() {
            return "have the name servers of the domain answer questions for CAA, then ask again";
        }
    }

    /** Nobody whom the body has vouched for is the person that the request names. */
    record PersonNotProved(String value, String fix, Optional<PolicyPlace> place) implements Refusal {}

    /** The body's own record was never verified, or too long ago. */
    record OrganizationNotProved(String value, String fix, Optional<PolicyPlace> place) implements Refusal {}

    /** The body made as many requests within 24 hours as the policy lets it. */
    record QuotaReached(String value, String fix, Optional<PolicyPlace> place) implements Refusal {}

    /** The body is not yet in the register as it must be, suspended, or closed. */
    record BodyNotActive(String value, String fix) implements Refusal {}

    /** Officers have to agree to the request, and did not. */
    record NotApproved(String value, String fix, Optional<PolicyPlace> place) implements Refusal {}

    /** The request asks to become an authority. */
    record AuthorityNotPermitted(Optional<PolicyPlace> place) implements Refusal {
        @Override
        public String value() {
            return "basicConstraints cA=TRUE";
        }

        @Override
        public String fix() {
            return "ask without basicConstraints; authorities are made in a key ceremony only";
        }
    }

    /** The certificate would end after the certificate of its issuer. */
    record OutlivesIssuer(String value, String fix, Optional<PolicyPlace> place) implements Refusal {}

    /** The authority of the profile is revoked, or one above it. */
    record AuthorityRevoked(String value, Optional<PolicyPlace> place) implements Refusal {
        @Override
        public String fix() {
            return "ask again when a ceremony has made its successor; this authority issues nothing any more";
        }
    }

    /** The policy names an authority that no ceremony has made yet. */
    record AuthorityNotMade(String value, Optional<PolicyPlace> place) implements Refusal {
        @Override
        public String fix() {
            return "wait for the ceremony that makes this authority; until then ask under another profile";
        }
    }

    /** The key is certified for another: an authority, a responder, a body, a person, or a family of certificates. */
    record KeyInUse(String rule, Citation citation, Optional<PolicyPlace> place, String value, String fix)
            implements Refusal {}

    /** Officers stopped issuance on every replica. */
    record IssuanceStopped(Instant since) implements Refusal {
        @Override
        public String value() {
            return "stopped at " + since;
        }

        @Override
        public String fix() {
            return "ask again when two officers have resumed issuance; what is issued already stays valid";
        }
    }

    /** The database is not the one that was signed from before. */
    record Held(String value) implements Refusal {
        @Override
        public String fix() {
            return "ask again when the operators have brought the database to where the last checkpoint outside says it was";
        }
    }

    /** The clock was set by more than a few seconds, so dates would be wrong (invariant I15). */
    record ClockJumped(String value) implements Refusal {
        @Override
        public String fix() {
            return "ask again when the clock is right; the operators compare it with its sources (muhr.clock.sources)";
        }
    }

    /** This program finds something wrong with the policy in force, which came into force under another one. */
    record PolicyBroken(List<PolicyProblem> problems) implements Refusal {
        public PolicyBroken {
            problems = List.copyOf(problems);
        }

        @Override
        public Optional<PolicyPlace> place() {
            return Optional.of(problems.getFirst().place());
        }

        @Override
        public String value() {
            return "the policy in force: " + problems.getFirst()
                    + (problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more)");
        }

        @Override
        public String fix() {
            return "ask again when two officers have put a bundle into force with which `./muhr policy check` finds nothing"
                    + " wrong, or the program before this one runs again";
        }
    }

    /** What would be signed breaks rules; nothing was signed. */
    record BreaksRules(List<Finding> findings, Optional<PolicyPlace> place) implements Refusal {
        public BreaksRules {
            findings = List.copyOf(findings);
        }

        @Override
        public String value() {
            return findings.getFirst().found();
        }

        @Override
        public String fix() {
            return "ask for what "
                    + (findings.size() == 1 ? "this rule permits" : "these " + findings.size() + " rules permit")
                    + ", such as other names or another key; if the request is as it should be, tell the policy"
                    + " authority";
        }
    }
}
