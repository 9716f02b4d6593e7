package pk.muhr.policy;

import java.util.List;
import java.util.Optional;

import pk.muhr.x509.DnsName;
import pk.muhr.x509.EmailAddress;
import pk.muhr.x509.ServiceUri;
import pk.muhr.x509.SubjectPublicKey;
import pk.muhr.x509.UserPrincipalName;

/**
 * What is left of a request once it was judged: a key and names, all of them permitted by the profile. None of them is
 * proved yet.
 *
 * @param person the natural person it names; present when the profile takes attributes from a person
 * @param unit what the requester calls a unit of its own; present when the profile's common name is one
 */
public record SubscriberRequest(
        SubjectPublicKey key, AlternativeNames names, Optional<PersonClaim> person, Optional<String> unit) {

    /** Alternative names by kind, in the order in which they were asked for. */
    public record AlternativeNames(
            List<DnsName> dns, List<EmailAddress> email, List<UserPrincipalName> upn, List<ServiceUri> uri) {

        public AlternativeNames {
            dns = List.copyOf(dns);
            email = List.copyOf(email);
            upn = List.copyOf(upn);
            uri = List.copyOf(uri);
        }

        /** Whether there is none. */
        public boolean isEmpty() {
            return dns.isEmpty() && email.isEmpty() && upn.isEmpty() && uri.isEmpty();
        }
    }

    /** A request for names of hosts alone. */
    public static SubscriberRequest of(SubjectPublicKey key, List<DnsName> dns) {
        return new SubscriberRequest(
                key, new AlternativeNames(dns, List.of(), List.of(), List.of()), Optional.empty(), Optional.empty());
    }
}
