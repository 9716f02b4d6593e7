package pk.muhr.ca;

import java.net.URI;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import pk.muhr.x509.Certificate;

/** The public addresses that certificates carry. They are fixed for an installation: certificates outlive moves. */
@ApplicationScoped
public class Addresses {

    private static final Pattern SHARD = Pattern.compile("/crl/[^/]+/([0-9]{1,5})\\.crl$");

    private final URI base;

    Addresses(@ConfigProperty(name = "muhr.public-url") URI base) {
        if (!"http".equals(base.getScheme()) || base.getHost() == null) {
            throw new IllegalArgumentException(
                    "muhr.public-url must be a plain http address (RFC 5280 §8), such as http://pki.example.gov.pk: "
                            + base);
        }
        this.base = URI.create(base.toString().replaceAll("/+$", ""));
    }

    /** The beginning of every address. */
    public URI base() {
        return base;
    }

    URI ocsp() {
        return URI.create(base + "/ocsp");
    }

    URI certificate(AuthorityId id) {
        return URI.create(base + "/ca/" + id + ".cer");
    }

    /** The part of its authority's CRL that a certificate names; none where it names the whole. */
    public static OptionalInt shard(Certificate certificate) {
        return certificate.addresses().stream()
                .map(SHARD::matcher)
                .filter(Matcher::find)
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .findFirst();
    }

    URI crl(AuthorityId id) {
        return URI.create(base + "/crl/" + id + ".crl");
    }
}
