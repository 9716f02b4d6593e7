package pk.muhr.notice;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

import pk.muhr.notice.Expiries.Expiry;
import pk.muhr.x509.LegibleText;

/** Expiries as an iCalendar object (RFC 5545): lines of at most 75 octets, an event for each, UTC throughout. */
public final class ExpiryCalendar {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
    private static final int LONGEST_LINE = 75;
    private static final int LONGEST_TEXT = 200;

    /** A calendar has at least one component, also when nothing expires (RFC 5545 §3.6). */
    private static final List<String> ZONE = List.of(
            "BEGIN:VTIMEZONE",
            "TZID:Etc/UTC",
            "BEGIN:STANDARD",
            "DTSTART:19700101T000000",
            "TZOFFSETFROM:+0000",
            "TZOFFSETTO:+0000",
            "END:STANDARD",
            "END:VTIMEZONE");

    private final StringBuilder out = new StringBuilder();
    private final String host;

    private ExpiryCalendar(String host) {
        this.host = host;
    }

    /**
     * The calendar's text.
     *
     * @param host in whose name events are unique
     */
    public static String of(List<Expiry> expiries, String host) {
        ExpiryCalendar calendar = new ExpiryCalendar(host);
        calendar.line("BEGIN:VCALENDAR");
        calendar.line("VERSION:2.0");
        calendar.line("PRODID:-//Muhr//Expiries of certificates//EN");
        ZONE.forEach(calendar::line);
        expiries.forEach(calendar::event);
        calendar.line("END:VCALENDAR");
        return calendar.out.toString();
    }

    private void event(Expiry expiry) {
        line("BEGIN:VEVENT");
        line("UID:" + expiry.certificate().hex() + "@" + host);
        line("DTSTAMP:" + time(expiry.issued()));
        line("DTSTART:" + time(expiry.notAfter()));
        line("SUMMARY:" + text("Certificate expires: " + LegibleText.shown(expiry.names(), LONGEST_TEXT)));
        line("DESCRIPTION:" + text("Profile " + expiry.profile() + ", serial number " + expiry.serial()));
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }

    private static String time(Instant at) {
        return TIME.format(at.atOffset(ZoneOffset.UTC));
    }

    private static String text(String value) {
        return value.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\n", "\\n");
    }

    /** Folds between characters, never within one (RFC 5545 §3.1). */
    private void line(String content) {
        int octets = 0;
        for (int character : content.codePoints().toArray()) {
            int more = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
            if (octets + more > LONGEST_LINE) {
                out.append("\r\n ");
                octets = 1;
            }
            out.appendCodePoint(character);
            octets += more;
        }
        out.append("\r\n");
    }
}
