package pk.muhr.command.development;

import java.util.List;

/**
 * Where a development server listens, on the loopback address.
 *
 * @param http repository, CRLs, OCSP
 * @param https the API
 * @param management health and metrics
 */
public record Addresses(int http, int https, int management) {

    /** Every port that the server opens itself. */
    public List<Integer> ports() {
        return List.of(http, https, management);
    }

    /** What the {@code ready} line shows. */
    public List<String> urls() {
        return List.of("http://localhost:" + http, "https://localhost:" + https);
    }
}
