package pk.muhr.problem;

import java.util.Map;

import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;

import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * What browsers may do with pages for people: run our files and nothing written into a page, ask nobody else, show them in
 * no frame, keep none (Content Security Policy 3; RFC 6797 for the transport; RFC 9111 §5.2.2.5).
 */
@Singleton
class PageHeaders {

    static final String CONTENT_SECURITY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static final Map<String, String> ALL = Map.of(
            "Content-Security-Policy",
            CONTENT_SECURITY,
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=()",
            "Strict-Transport-Security",
            "max-age=31536000", // unread where there is no TLS
            HttpHeaders.CACHE_CONTROL,
            "no-store");

    PageHeaders() {}

    /** The headers of a page that no resource made; none where it is no page. */
    static Map<String, String> of(boolean page) {
        return page ? ALL : Map.of();
    }

    @ServerResponseFilter
    void guard(ContainerResponseContext response) {
        if (!PagesOnly.isPage()) {
            return;
        }
        MultivaluedMap<String, Object> headers = response.getHeaders();
        ALL.forEach(headers::putSingle);
    }
}
