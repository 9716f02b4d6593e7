package pk.muhr.policy;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Which key stands at a line of policy files, by the words of their manual, such as {@code Profiles: validityDays} or
 * {@code hierarchy.yaml: authorities[].crl.validFor}. Auditors count by it what the policy said no to; lines change.
 */
public final class PolicyKeys {

    private static final String PROFILES = "Profiles";
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9.\\[\\]-]{1,100}");

    private final Map<String, String> files;
    private final Map<String, KeyLines> lines = new ConcurrentHashMap<>();

    /** Of files by name and text; they may be broken. */
    public PolicyKeys(Map<String, String> files) {
        this.files = Map.copyOf(files);
    }

    /** The outermost key that begins there; nothing where none does. */
    public Optional<String> at(PolicyPlace place) {
        return Optional.ofNullable(files.get(place.file()))
                .map(text -> lines.computeIfAbsent(place.file(), _ -> KeyLines.of(text)))
                .flatMap(known -> known.at(place.line()))
                .map(path -> path.replaceAll("\\[\\d+]", "[]"))
                .filter(KEY.asMatchPredicate())
                .map(path -> (PolicyReading.isCentral(place.file()) ? place.file() : PROFILES) + ": " + path);
    }

    /** The key around one, such as {@code Profiles: subject} around {@code Profiles: subject.fromBody}. */
    public static Optional<String> around(String key) {
        int end = Math.max(key.lastIndexOf('.'), key.lastIndexOf('['));
        return end > key.indexOf(": ") ? Optional.of(key.substring(0, end)) : Optional.empty();
    }
}
