package pk.muhr.command.development;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where relying parties reach CRLs, OCSP and issuer certificates, as written inside certificates: scheme {@code http}
 * (RFC 5280 §8 warns of loops where HTTPS would serve revocation), a host, perhaps a port, no path.
 */
public record PublicUrl(URI value) {

    /** The development host; {@code .example.gov.pk} stands for nobody. */
    static final String DEFAULT_HOST = "pki.example.gov.pk";

    public PublicUrl {
        boolean bare = value.getRawPath() == null || value.getRawPath().isEmpty();
        if (!"http".equals(value.getScheme())
                || value.getHost() == null
                || !bare
                || value.getRawQuery() != null
                || value.getRawFragment() != null
                || value.getRawUserInfo() != null) {
            throw Refused.usage(
                    "--public-url " + value + " is not of the form http://HOST or http://HOST:PORT."
                            + " Certificates carry it in their AIA, CRL and OCSP addresses, which are plain HTTP without a path.");
        }
    }

    /** Reads what a person typed; one final slash is forgiven. */
    public static PublicUrl parse(String text) {
        try {
            return new PublicUrl(new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text));
        } catch (URISyntaxException e) {
            throw Refused.usage("--public-url " + text + " is not a URL: " + e.getReason() + ".");
        }
    }

    /** The development host at the given port. */
    static PublicUrl atPort(int port) {
        return parse("http://" + DEFAULT_HOST + ":" + port);
    }

    /** The name that certificates and the hosts file carry. */
    public String host() {
        return value.getHost();
    }

    /** The port that certificates carry; 80 where they name none. */
    public int port() {
        return value.getPort() == -1 ? 80 : value.getPort();
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
