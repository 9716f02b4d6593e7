package pk.muhr.revocation.ocsp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

/** What the headers of an answer allow caches in between (RFC 5019 §6.2, RFC 9111). */
@ApplicationScoped
class CachePermission {

    static final String NONE = "no-store";

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

    private final Clock clock;

    CachePermission(Clock clock) {
        this.clock = clock;
    }

    /** The headers of an answer to a GET. */
    Map<String, String> of(OcspAnswer answer) {
        return answer.freshness().map(freshness -> of(answer, freshness)).orElse(Map.of("Cache-Control", NONE));
    }

    private Map<String, String> of(OcspAnswer answer, OcspAnswer.Freshness freshness) {
        Instant now = clock.instant();
        Duration left = Duration.between(now, freshness.nextUpdate());
        Duration fresh = Duration.between(now, freshness.thisUpdate().plus(freshness.keep()));
        Duration keep = left.compareTo(fresh) < 0 ? left : fresh;
        return Map.of(
                "ETag",
                '"' + tag(answer) + '"',
                "Last-Modified",
                HTTP_DATE.format(freshness.thisUpdate()),
                "Expires",
                HTTP_DATE.format(freshness.nextUpdate()),
                "Cache-Control",
                "public, no-transform, must-revalidate, max-age=" + Math.max(0, keep.toSeconds()));
    }

    /** The answer's entity tag, without quotation marks. */
    static String tag(OcspAnswer answer) {
        return answer.der().sha256().hex();
    }
}
