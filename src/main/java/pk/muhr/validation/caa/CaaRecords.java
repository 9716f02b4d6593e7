package pk.muhr.validation.caa;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.xbill.DNS.CAARecord;

/**
 * The CAA records of one name, never none (RFC 8659 §4, RFC 9495).
 *
 * @param at the name that has them: the one to be certified, or the nearest above it
 */
record CaaRecords(String at, List<CAARecord> records) {

    private static final int CRITICAL = 0x80;
    private static final String ISSUE = "issue";
    private static final String ISSUE_WILD = "issuewild";
    private static final String ISSUE_MAIL = "issuemail";
    private static final Set<String> KNOWN = Set.of(ISSUE, ISSUE_WILD, ISSUE_MAIL, "iodef");

    /** RFC 8659 §4.2, {@code issue-value}; its group is the issuer's domain name. */
    private static final Pattern VALUE;

    static {
        String label = "[A-Za-z0-9](?:-*[A-Za-z0-9])*+";
        String blank = "[ \t]*+";
        String parameter = label + blank + "=" + blank + "[!-:<-~]*+";
        VALUE = Pattern.compile(blank + "(" + label + "(?:\\." + label + ")*+)?" + blank + "(?:;" + blank + "(?:"
                + parameter + blank + "(?:;" + blank + parameter + blank + ")*+)?)?" + blank);
    }

    CaaRecords {
        records = List.copyOf(records);
    }

    /**
     * Why none of these identifiers may certify the host; nothing when one may.
     *
     * @param identifiers issuer domain names, in lower case
     */
    Optional<String> forbidsHost(boolean wildcard, Set<String> identifiers) {
        return forbids(governing(wildcard), identifiers);
    }

    /** Why none of these identifiers may certify mailboxes: what is said of hosts says nothing of them (RFC 9495 §4). */
    Optional<String> forbidsMailboxes(Set<String> identifiers) {
        return forbids(with(ISSUE_MAIL), identifiers);
    }

    private Optional<String> forbids(List<CAARecord> governing, Set<String> identifiers) {
        Optional<CAARecord> unknown = records.stream()
                .filter(record -> (record.getFlags() & CRITICAL) != 0)
                .filter(record -> !KNOWN.contains(tag(record)))
                .findFirst();
        if (unknown.isPresent()) {
            return Optional.of("the critical CAA property " + tag(unknown.get()) + " at " + at + " is not known here");
        }
        boolean permitted = governing.isEmpty()
                || governing.stream()
                        .map(CaaRecords::issuer)
                        .flatMap(Optional::stream)
                        .anyMatch(identifiers::contains);
        return permitted
                ? Optional.empty()
                : Optional.of("CAA at " + at + " says "
                        + String.join(
                                ", ", governing.stream().map(CaaRecords::shown).toList()));
    }

    /** RFC 8659 §4.3: for wildcards issuewild counts instead of issue, where it is there. */
    private List<CAARecord> governing(boolean wildcard) {
        List<CAARecord> wild = with(ISSUE_WILD);
        return wildcard && !wild.isEmpty() ? wild : with(ISSUE);
    }

    private List<CAARecord> with(String tag) {
        return records.stream().filter(record -> tag(record).equals(tag)).toList();
    }

    private static String tag(CAARecord record) {
        return record.getTag().toLowerCase(Locale.ROOT);
    }

    /** Whom a property names; nobody when it names none, or breaks the grammar. */
    private static Optional<String> issuer(CAARecord record) {
        Matcher value = VALUE.matcher(record.getValue());
        return value.matches()
                ? Optional.ofNullable(value.group(1)).map(name -> name.toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    private static String shown(CAARecord record) {
        String value = record.getValue().replaceAll("[^ -~]", "?");
        return tag(record) + " \"" + (value.length() <= 80 ? value : value.substring(0, 80) + "…") + "\"";
    }

    /** What they say, in a line. */
    String shown() {
        return "at " + at + " "
                + String.join(", ", records.stream().map(CaaRecords::shown).toList());
    }
}
