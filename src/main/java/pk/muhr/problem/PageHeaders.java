package pk.muhr.problem;

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

    PageHeaders() {}

    @ServerResponseFilter
    void guard(ContainerResponseContext response) {
        if (!PagesOnly.isPage()) {
            return;
        }
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.putSingle("Content-Security-Policy", CONTENT_SECURITY);
        headers.putSingle("X-Content-Type-Options", "nosniff");
        headers.putSingle("Referrer-Policy", "same-origin");
        headers.putSingle("Cross-Origin-Opener-Policy", "same-origin");
        headers.putSingle("Cross-Origin-Resource-Policy", "same-origin");
        headers.putSingle("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        headers.putSingle("Strict-Transport-Security", "max-age=31536000"); // unread where there is no TLS
        headers.putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
