package pk.muhr.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What opensc's pkcs11-spy wrote of one process: every call to the token, with its arguments and its answer. */
final class SpyLog {

    private static final List<String> PLACES = List.of("/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib");
    private static final String NAME = "pkcs11-spy.so";
    private static final Pattern HEADING = Pattern.compile("^\\d+: (C_\\w+)$");
    private static final Pattern FOUND = Pattern.compile("^Object (0x[0-9a-f]+) matches$");

    private final List<Call> calls;
    private final String text;

    /** One call: the lines below its heading. */
    record Call(String function, List<String> lines) {

        /** The value of a line such as {@code [in] hObject = 0x9}. */
        Optional<String> argument(String name) {
            return lines.stream()
                    .filter(line -> line.contains("] " + name + " = "))
                    .map(line -> line.substring(line.indexOf(" = ") + 3).strip())
                    .findFirst();
        }

        boolean succeeded() {
            return lines.stream().anyMatch(line -> line.startsWith("Returned:") && line.endsWith("CKR_OK"));
        }

        /** Calls of two threads may be written into each other, so that one has no end of its own. */
        boolean failed() {
            return lines.stream().anyMatch(line -> line.startsWith("Returned:") && !line.endsWith("CKR_OK"));
        }

        boolean mentions(String attribute) {
            return lines.stream().anyMatch(line -> line.strip().startsWith(attribute));
        }
    }

    private SpyLog(String text) {
        this.text = text;
        this.calls = read(text);
    }

    /** The spy's library. */
    static Path library() {
        for (String place : PLACES) {
            try (Stream<Path> files = Files.walk(Path.of(place), 3)) {
                Optional<Path> found = files.filter(file -> file.endsWith(NAME)).findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (IOException | java.io.UncheckedIOException _) {
                continue; // not on this system, or not ours to read
            }
        }
        throw new AssertionError(NAME + " is in none of " + PLACES
                + ": install opensc (opensc-pkcs11 on Debian), which `./muhr test` does by itself");
    }

    static SpyLog read(Path file) throws IOException {
        return new SpyLog(Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    private static List<Call> read(String text) {
        List<Call> calls = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                calls.add(new Call(heading.group(1), new ArrayList<>()));
            } else if (!calls.isEmpty()) {
                calls.getLast().lines().add(line);
            }
        }
        return calls;
    }

    /** The calls of one function. */
    List<Call> calls(String function) {
        return calls.stream().filter(call -> call.function().equals(function)).toList();
    }

    /** How often each function was called. */
    Map<String, Integer> functions() {
        Map<String, Integer> functions = new TreeMap<>();
        calls.forEach(call -> functions.merge(call.function(), 1, Integer::sum));
        return functions;
    }

    /** Signatures that the token made. */
    long signatures() {
        return Stream.concat(calls("C_Sign").stream(), calls("C_SignFinal").stream())
                .filter(call -> !call.failed())
                .count();
    }

    boolean contains(String word) {
        return text.contains(word);
    }

    /** How often a user logged in to each slot. */
    Map<String, Integer> loginsBySlot() {
        Map<String, String> slots = new HashMap<>(); // by session; numbers of closed sessions come again
        Map<String, Integer> logins = new TreeMap<>();
        for (Call call : calls) {
            if (call.function().equals("C_OpenSession") && call.succeeded()) {
                slots.put(
                        call.argument("*phSession").orElseThrow(),
                        call.argument("slotID").orElseThrow());
            } else if (call.function().equals("C_Login")
                    && call.argument("userType").orElse("").equals("CKU_USER")) {
                logins.merge(slots.get(call.argument("hSession").orElseThrow()), 1, Integer::sum);
            }
        }
        return logins;
    }

    /** Reads of an attribute of a private key, whether or not the token refused. */
    List<Call> readsOfPrivateKeys(String attribute) {
        Set<String> keys = privateKeys();
        return calls("C_GetAttributeValue").stream()
                .filter(call -> keys.contains(call.argument("hObject").orElse("")))
                .filter(call -> call.mentions(attribute))
                .toList();
    }

    /** Handles of private keys, made or found; a handle means one object for the life of the process. */
    Set<String> privateKeys() {
        Set<String> keys = new HashSet<>();
        Map<String, Boolean> searches = new HashMap<>(); // by session: whether it is for private keys
        for (Call call : calls) {
            String session = call.argument("hSession").orElse("");
            switch (call.function()) {
                case "C_GenerateKeyPair" -> call.argument("hPrivateKey").ifPresent(keys::add);
                case "C_FindObjectsInit" ->
                    searches.put(session, call.lines().stream().anyMatch(line -> line.contains("CKO_PRIVATE_KEY")));
                case "C_FindObjects" -> {
                    if (searches.getOrDefault(session, false)) {
                        call.lines().stream()
                                .map(FOUND::matcher)
                                .filter(Matcher::matches)
                                .forEach(found -> keys.add(found.group(1)));
                    }
                }
                default -> {
                    // concerns no key
                }
            }
        }
        return keys;
    }
}
