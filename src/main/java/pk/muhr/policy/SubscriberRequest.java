package pk.muhr.policy;

import java.util.List;

import pk.muhr.x509.DnsName;
import pk.muhr.x509.SubjectPublicKey;

/** What is left of a request once it was judged: a key and names, all of them permitted by the profile. */
public record SubscriberRequest(SubjectPublicKey key, List<DnsName> dnsNames) {

    public SubscriberRequest {
        dnsNames = List.copyOf(dnsNames);
    }
}
