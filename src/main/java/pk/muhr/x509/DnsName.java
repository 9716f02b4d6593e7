package pk.muhr.x509;

import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A name that a public dNSName may hold: fully qualified, lower-case, in letters, digits and hyphens, perhaps with a
 * whole left-most label of {@code *} (RFC 1034 §3.5, RFC 5280 §4.2.1.6, RFC 5890 §2.3.1, BR 7.1.2.7.12, BR 3.2.2.6).
 *
 * <p>Says only that the name could exist on the Internet, not who controls it.
 *
 * @param value the name without a trailing dot, such as {@code www.nitb.gov.pk} or {@code *.nitb.gov.pk}; upper case is
 *     lowered
 * @throws IllegalArgumentException with a sentence that names the rule
 */
public record DnsName(String value) {

    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_LABEL = 63;
    private static final String ANY = "*.";
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
    private static final Pattern IPV4 = Pattern.compile("(0x[0-9a-f]*|[0-9]+)(\\.(0x[0-9a-f]*|[0-9]+)){0,3}\\.?");

    /**
     * Last labels that never lead to the public DNS: RFC 6761 (test, localhost, invalid, example), RFC 6762 (local and
     * its appendix G), RFC 7686 (onion), RFC 9476 (alt), ICANN 2024 (internal), and arpa, which names no host.
     */
    private static final Set<String> INTERNAL = Set.of(
            "alt",
            "arpa",
            "corp",
            "example",
            "home",
            "internal",
            "intranet",
            "invalid",
            "lan",
            "local",
            "localdomain",
            "localhost",
            "onion",
            "private",
            "test");

    /**
     * Suffixes below which Pakistan's registry registers names for everybody (PKNIC; the lines under {@code pk} in the
     * Public Suffix List). A single label is always one.
     */
    private static final Set<String> REGISTRY_SUFFIXES = Set.of(
            "ac.pk", "biz.pk", "com.pk", "edu.pk", "fam.pk", "gkp.pk", "gob.pk", "gog.pk", "gok.pk", "gon.pk", "gop.pk",
            "gos.pk", "gov.pk", "info.pk", "mil.pk", "net.pk", "org.pk", "web.pk");

    public DnsName {
        refuseForeignCharacters(value);
        value = value.toLowerCase(Locale.ROOT);
        require(value.length() <= LONGEST_NAME, "a DNS name has at most 253 characters (RFC 1035 §2.3.4)", value);
        require(!IPV4.matcher(value).matches(), "an IP address is not a DNS name (BR 7.1.2.7.12)", value);
        require(!value.endsWith("."), "a DNS name in a certificate has no trailing dot (RFC 5280 §4.2.1.6)", value);
        String base = value.startsWith(ANY) ? value.substring(ANY.length()) : value;
        require(!base.contains("*"), "a wildcard is the whole left-most label, and only that (RFC 6125 §6.4.3)", value);
        List<String> labels = List.of(base.split("\\.", -1));
        labels.forEach(label -> checkLabel(label, base));
        String last = labels.getLast();
        require(!INTERNAL.contains(last), "internal names get no certificate (BR 7.1.2.7.12)", value);
        require(labels.size() >= 2, "a DNS name is fully qualified: at least two labels (BR 1.6.1)", value);
        require(topLevel(last), "a top-level domain is alphabetic (RFC 1123 §2.1)", value);
        require(
                base.equals(value) || !isRegistrySuffix(base),
                "a wildcard directly below a public suffix would cover every registrant (BR 3.2.2.6)",
                value);
    }

    /** Whether the left-most label is {@code *}. */
    public boolean isWildcard() {
        return value.startsWith(ANY);
    }

    /** The name without the wildcard label; the name itself when it has none. */
    public DnsName base() {
        return isWildcard() ? new DnsName(value.substring(ANY.length())) : this;
    }

    /** Whether others register their own names directly below this one, as below {@code gov.pk}. */
    public boolean isPublicSuffix() {
        return isRegistrySuffix(value);
    }

    /** The base name and every name above it that still has two labels, nearest first. */
    public List<DnsName> withParents() {
        List<DnsName> names = new ArrayList<>();
        String name = base().value;
        while (name.contains(".")) {
            names.add(new DnsName(name));
            name = name.substring(name.indexOf('.') + 1);
        }
        return List.copyOf(names);
    }

    @Override
    public String toString() {
        return value;
    }

    private static void refuseForeignCharacters(String value) {
        require(!value.isEmpty(), "a DNS name is not empty", value);
        require(!value.contains("_"), "a DNS name in a certificate has no underscore (BR 7.1.2.7.12)", value);
        require(!value.contains(":") && !value.contains("["), "an IP address is not a DNS name (BR 7.1.2.7.12)", value);
        require(
                value.chars().allMatch(DnsName::belongs),
                "a DNS name has letters, digits, hyphens and dots only; other scripts as A-labels (RFC 5890 §2.3.1)",
                value);
    }

    private static boolean belongs(int character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9'
                || character == '-'
                || character == '.'
                || character == '*';
    }

    private static void checkLabel(String label, String name) {
        require(!label.isEmpty(), "a DNS name has no empty label (RFC 1035 §2.3.1)", name);
        require(label.length() <= LONGEST_LABEL, "a label has at most 63 characters (RFC 1035 §2.3.4)", name);
        require(
                LABEL.matcher(label).matches(),
                "a label neither begins nor ends with a hyphen (RFC 1035 §2.3.1)",
                name);
        if (label.startsWith("--", 2)) {
            require(label.startsWith("xn--"), "hyphens in places 3 and 4 are reserved (RFC 5890 §2.3.1)", name);
            require(
                    isRealALabel(label),
                    "a label that begins with xn-- encodes a name in one script (RFC 5890 §2.3.2.1)",
                    name);
        }
    }

    /**
     * RFC 5890 §2.3.2.1: an A-label is what its decoded form is encoded to; anything else is a fake. Decoded, it has
     * letters, marks and digits only (RFC 5892 §2), and those of one script (UTS 39 §5.2), so that none stands for
     * another.
     */
    private static boolean isRealALabel(String label) {
        try {
            String decoded = IDN.toUnicode(label, IDN.ALLOW_UNASSIGNED);
            return !decoded.equals(label)
                    && IDN.toASCII(decoded, IDN.ALLOW_UNASSIGNED).equals(label)
                    && decoded.codePoints().allMatch(DnsName::belongsInALabel)
                    && scripts(decoded) <= 1;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean belongsInALabel(int character) {
        int type = Character.getType(character);
        return Character.isLetterOrDigit(character)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || character == '-';
    }

    private static long scripts(String label) {
        return label.codePoints()
                .mapToObj(Character.UnicodeScript::of)
                .filter(script ->
                        script != Character.UnicodeScript.COMMON && script != Character.UnicodeScript.INHERITED)
                .distinct()
                .count();
    }

    private static boolean topLevel(String label) {
        return label.startsWith("xn--") || label.chars().allMatch(Character::isLetter);
    }

    private static boolean isRegistrySuffix(String name) {
        return !name.contains(".") || REGISTRY_SUFFIXES.contains(name);
    }

    private static void require(boolean holds, String rule, String value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ": " + shown(value));
        }
    }

    private static String shown(String value) {
        StringBuilder out = new StringBuilder();
        value.chars().limit(LONGEST_NAME).forEach(character -> {
            if (character > ' ' && character <= '~') {
                out.append((char) character);
            } else {
                out.append("\\u%04x".formatted(character));
            }
        });
        return value.length() > LONGEST_NAME ? out.append('…').toString() : out.toString();
    }
}
