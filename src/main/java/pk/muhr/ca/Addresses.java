package pk.muhr.ca;

import java.net.URI;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The public addresses that certificates carry. They are fixed for an installation: certificates outlive moves. */
@ApplicationScoped
public class Addresses {

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

    URI crl(AuthorityId id) {
        return URI.create(base + "/crl/" + id + ".crl");
    }
}
