package pk.muhr.policy;

import java.util.List;
import java.util.Optional;

/** Every reason to decline a certificate. A protocol maps it in its own words by an exhaustive switch. */
public sealed interface Refusal {

    /** The rule's id, as auditors count it. */
    String rule();

    /** Where the rule comes from. */
    Citation citation();

    /** The offending value, as far as it may be shown. */
    String value();

    /** What would be accepted. */
    String fix();

    /** Where in the policy files the rule stands, if it stands there. */
    default Optional<PolicyPlace> place() {
        return Optional.empty();
    }

    /** The request itself cannot be read, or breaks its own standard. */
    record MalformedRequest(String value, String fix) implements Refusal {
        @Override
        public String rule() {
            return "request-malformed";
        }

        @Override
        public Citation citation() {
            return new Citation("RFC 2986 §4");
        }
    }

    /** The request is not signed by the key it holds, or with an algorithm we do not accept. */
    record PossessionNotProved(String value, String fix) implements Refusal {
        @Override
        public String rule() {
            return "possession-not-proved";
        }

        @Override
        public Citation citation() {
            return new Citation("RFC 2986 §4.2, BR §7.1.3.2");
        }
    }

    /** No profile has this name, or it is not for subscribers. */
    record UnknownProfile(String value, List<ProfileId> known) implements Refusal {
        @Override
        public String rule() {
            return "profile-unknown";
        }

        @Override
        public Citation citation() {
            return new Citation("policy hierarchy");
        }

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
    record NameNotProved(String value, String fix) implements Refusal {
        @Override
        public String rule() {
            return "name-not-proved";
        }

        @Override
        public Citation citation() {
            return new Citation("BR §3.2.2.4, §4.2.1");
        }
    }

    /** Nobody whom the body has vouched for is the person that the request names. */
    record PersonNotProved(String value, String fix) implements Refusal {
        @Override
        public String rule() {
            return "person-not-proved";
        }

        @Override
        public Citation citation() {
            return new Citation("BR §3.2.3, S/MIME BR §3.2.4, EN 319 411-1 §6.2.2");
        }
    }

    /** The request asks to become an authority. */
    record AuthorityNotPermitted() implements Refusal {
        @Override
        public String rule() {
            return "authority-not-permitted";
        }

        @Override
        public Citation citation() {
            return new Citation("RFC 5280 §4.2.1.9");
        }

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
    record OutlivesIssuer(String value, String fix) implements Refusal {
        @Override
        public String rule() {
            return "outlives-issuer";
        }

        @Override
        public Citation citation() {
            return new Citation("RFC 5280 §6.1.3");
        }
    }

    /** The authority of the profile is revoked, or one above it. */
    record AuthorityRevoked(String value) implements Refusal {
        @Override
        public String rule() {
            return "authority-revoked";
        }

        @Override
        public Citation citation() {
            return new Citation("BR §4.9.1.2");
        }

        @Override
        public String fix() {
            return "ask again when a ceremony has made its successor; this authority issues nothing any more";
        }
    }

    /** The policy names an authority that no ceremony has made yet. */
    record AuthorityNotMade(String value) implements Refusal {
        @Override
        public String rule() {
            return "authority-not-made";
        }

        @Override
        public Citation citation() {
            return new Citation("BR §6.1.1.1");
        }

        @Override
        public String fix() {
            return "wait for the ceremony that makes this authority; until then ask under another profile";
        }
    }

    /** The key already belongs to an authority, to a responder or to another body. */
    record KeyInUse(String value) implements Refusal {
        @Override
        public String rule() {
            return "key-in-use";
        }

        @Override
        public Citation citation() {
            return new Citation("BR §6.1.1.3");
        }

        @Override
        public String fix() {
            return "make a new key pair of your own";
        }
    }

    /** What would be signed breaks rules; nothing was signed. */
    record BreaksRules(List<Finding> findings, Optional<PolicyPlace> place) implements Refusal {
        public BreaksRules {
            findings = List.copyOf(findings);
        }

        @Override
        public String rule() {
            return findings.getFirst().rule();
        }

        @Override
        public Citation citation() {
            return findings.getFirst().citation();
        }

        @Override
        public String value() {
            return findings.getFirst().found();
        }

        @Override
        public String fix() {
            return "the policy lets pass what "
                    + (findings.size() == 1 ? "this rule forbids" : "these " + findings.size() + " rules forbid")
                    + "; ask for other names or another key, or tell the policy authority";
        }
    }
}
