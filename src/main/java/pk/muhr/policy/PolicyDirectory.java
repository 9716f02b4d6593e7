package pk.muhr.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The policy files of a directory as texts. None that was meant to be one is passed over in silence. */
final class PolicyDirectory {

    private final Path directory;
    private final List<PolicyProblem> problems = new ArrayList<>();

    private PolicyDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * By name; one that ends otherwise than in {@code .yaml}, such as {@code .yml}, is the reader's to refuse.
     *
     * @throws BrokenPolicy when some are not files or not UTF-8
     */
    static SortedMap<String, String> files(Path directory) {
        return new PolicyDirectory(directory).files();
    }

    private SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(directory)) {
            for (Path path : paths.filter(PolicyDirectory::isYaml).sorted().toList()) {
                files.put(path.getFileName().toString(), text(path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the policy directory " + directory + " cannot be read", e);
        }
        if (!problems.isEmpty()) {
            throw new BrokenPolicy(problems);
        }
        return files;
    }

    private static boolean isYaml(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private String text(Path path) throws IOException {
        String file = path.getFileName().toString();
        if (!Files.isRegularFile(path)) {
            problems.add(PolicyProblem.at(
                    file, 0, "what has this name is not a file", "write the file, or take away what is there"));
            return "";
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        boolean broken =
                StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true).isError();
        text.flip();
        if (broken) {
            int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
            problems.add(PolicyProblem.at(
                    file,
                    line,
                    "byte " + (bytes.position() + 1) + " of the file is not UTF-8",
                    "save the file as UTF-8"));
        }
        return text.toString();
    }
}
