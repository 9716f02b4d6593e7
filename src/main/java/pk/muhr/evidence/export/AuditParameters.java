package pk.muhr.evidence.export;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

import pk.muhr.ca.AuthorityId;
import pk.muhr.identity.BodyId;
import pk.muhr.policy.ProfileId;
import pk.muhr.problem.Page;

/** What narrows searches, exports and reports alike, read from the parameters of a call. */
public final class AuditParameters {

    private AuditParameters() {}

    /** A time. */
    public static Optional<Instant> time(String name, Optional<String> text) {
        return read(name, text, AuditParameters::time, "write a time such as 2026-11-22T00:00:00Z (RFC 3339)");
    }

    /** An authority's qualified name. */
    public static Optional<String> authority(Optional<String> text) {
        return read("authority", text, AuthorityId::of, "write an authority such as gov-tls-g1")
                .map(AuthorityId::toString);
    }

    /** A body's identifier. */
    public static Optional<String> body(Optional<String> text) {
        return read("body", text, BodyId::new, "write a body's identifier, such as nitb")
                .map(BodyId::value);
    }

    /** A profile's name. */
    public static Optional<String> profile(Optional<String> text) {
        return read("profile", text, ProfileId::new, "write a profile, such as tls-server")
                .map(ProfileId::value);
    }

    /** One in its form, if it is there. */
    public static <T> Optional<T> read(String name, Optional<String> text, Function<String, T> form, String fix) {
        return text.map(given -> Page.parameter(name, given, form, fix));
    }

    /** The database knows no years before the first and after the last of four digits, and nothing below a microsecond. */
    private static Instant time(String text) {
        Instant time = Instant.parse(text).truncatedTo(ChronoUnit.MICROS);
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1 || year > 9999) {
            throw new DateTimeException("no such year");
        }
        return time;
    }
}
