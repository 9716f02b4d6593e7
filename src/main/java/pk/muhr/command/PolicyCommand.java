package pk.muhr.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;

import pk.muhr.accreditation.PolicyExamination;
import pk.muhr.accreditation.PolicyResource.BundleDocument;
import pk.muhr.command.development.Refused;
import pk.muhr.policy.BrokenPolicy;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.policy.PolicyDiff;
import pk.muhr.policy.PolicyProblem;
import pk.muhr.policy.PolicyReport;
import pk.muhr.policy.PolicySuccession;
import pk.muhr.policy.schema.PolicyManual;
import pk.muhr.policy.schema.PolicySchemas;

/**
 * {@code policy}: looks at policy files, without database, token or service. {@code check} says what is wrong with them,
 * {@code diff} what one directory says otherwise than another, {@code pack} makes of them what the API takes,
 * {@code unpack} files of what it gives, and {@code schema} writes the JSON Schemas beside them.
 */
final class PolicyCommand implements Command {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();
    private static final String UNREAD =
            "What was read is not a bundle as /api/v1/policies/active answers it; nothing was"
                    + " written. policies/README.md has the line.";
    private static final Pattern FILE = Pattern.compile("[a-z][a-z0-9-]*\\.yaml");

    private final ProgramDirectory program;
    private final Clock clock;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream errors;

    PolicyCommand(ProgramDirectory program, Clock clock, InputStream in, PrintStream out, PrintStream errors) {
        this.program = program;
        this.clock = clock;
        this.in = in;
        this.out = out;
        this.errors = errors;
    }

    @Override
    public Syntax syntax() {
        return new Syntax("policy", List.of("check|diff|pack|unpack|schema", "DIR", "[DIR]"), List.of());
    }

    @Override
    public void run(Arguments arguments) {
        List<String> words = arguments.words();
        String action = words.isEmpty() ? "" : words.getFirst();
        switch (action) {
            case "check" -> check(directory(words, 1));
            case "diff" -> {
                if (words.size() < 3) {
                    throw Refused.usage("`policy diff` compares two directories: name both.");
                }
                diff(directory(words, 1), directory(words, 2));
            }
            case "pack" -> pack(directory(words, 1));
            case "unpack" -> unpack(words.size() > 1 ? Path.of(words.get(1)) : directory(words, 1));
            case "schema" -> schema(directory(words, 1));
            default ->
                throw Refused.usage(
                        "`policy " + action + "` is not an action; there are check, diff, pack, unpack and schema."
                                + " Usage: " + syntax());
        }
    }

    /** The directory that is named, else the program's own. */
    private Path directory(List<String> words, int index) {
        Path directory = words.size() > index
                ? Path.of(words.get(index))
                : program.path().resolve("policies");
        if (!Files.isDirectory(directory)) {
            throw new Refused("There is no directory " + directory + ".");
        }
        return directory;
    }

    private void check(Path directory) {
        // without a service there is no configuration either
        PolicyReport report = PolicyExamination.of(files(directory, out), clock.instant(), Set.of());
        report.warnings().forEach(warning -> out.println(warning.warning()));
        PolicyBundle bundle = report.bundle().orElseThrow(() -> refused(directory, report.problems(), out));
        out.println("version " + bundle.edition().version() + " ("
                + bundle.edition().title() + "), sha256 " + bundle.hash().hex());
        out.println("ok: " + count(bundle.hierarchy().authorities().size(), "authority") + ", "
                + count(bundle.profiles().size(), "profile") + ", "
                + count(report.warnings().size(), "warning"));
    }

    private static Map<String, String> files(Path directory, PrintStream findings) {
        try {
            return PolicyBundle.filesIn(directory);
        } catch (BrokenPolicy e) {
            throw refused(directory, e.problems(), findings);
        }
    }

    private static Refused refused(Path directory, List<PolicyProblem> problems, PrintStream findings) {
        problems.forEach(findings::println);
        return new Refused(count(problems.size(), "problem") + " in " + directory + "; correct what is said above.");
    }

    private static String count(int number, String what) {
        String many = what.endsWith("y") ? what.substring(0, what.length() - 1) + "ies" : what + "s";
        return number + " " + (number == 1 ? what : many);
    }

    private void diff(Path before, Path after) {
        try {
            PolicyBundle old = PolicyBundle.read(before);
            PolicyBundle young = PolicyBundle.read(after);
            List<String> lines = PolicyDiff.of(old, young);
            lines.forEach(out::println);
            if (!lines.isEmpty()) {
                PolicySuccession.check(old, young, Set.of()).forEach(problem -> out.println(problem.warning()));
            }
        } catch (BrokenPolicy e) {
            throw new Refused("One of the two cannot be used, see `muhr policy check`: " + e.getMessage(), e);
        }
    }

    /** What would be refused is not packed. The bundle goes through a pipe, so what is wrong is said beside it. */
    private void pack(Path directory) {
        Map<String, String> files = files(directory, errors);
        PolicyReport report = PolicyExamination.of(files, clock.instant(), Set.of());
        if (report.bundle().isEmpty()) {
            throw refused(directory, report.problems(), errors);
        }
        try {
            out.println(JSON.writeValueAsString(files));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always JSON strings", e);
        }
    }

    /** The bundle as the API gives it is read from standard input. */
    private void unpack(Path directory) {
        BundleDocument bundle = bundle();
        try {
            Files.createDirectories(directory);
            for (Map.Entry<String, String> file : bundle.files().entrySet()) {
                Files.writeString(directory.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the files of " + directory + " cannot be written", e);
        }
        Set<String> others = new TreeSet<>(files(directory, out).keySet());
        others.removeAll(bundle.files().keySet());
        String version = bundle.version().map(number -> ", version " + number).orElse("");
        out.println(count(bundle.files().size(), "file") + version + ", sha256 " + bundle.hash());
        if (!others.isEmpty()) {
            throw new Refused("The bundle has no " + String.join(", ", others) + ": take away from " + directory
                    + " what shall not follow it.");
        }
    }

    private BundleDocument bundle() {
        try {
            BundleDocument bundle = JSON.readValue(in, BundleDocument.class);
            if (PolicyBundle.hashOf(bundle.files()).hex().equals(bundle.hash())
                    && bundle.files().keySet().stream().allMatch(FILE.asMatchPredicate())) {
                return bundle;
            }
        } catch (IOException e) {
            throw new Refused(UNREAD, e);
        }
        throw new Refused(UNREAD);
    }

    private void schema(Path directory) {
        Path manual = program.path().resolve("policies").resolve("README.md");
        try {
            Map<String, String> schemas = PolicySchemas.of(PolicyManual.of(Files.readString(manual)));
            Path target = Files.createDirectories(directory.resolve("schema"));
            for (Map.Entry<String, String> schema : schemas.entrySet()) {
                Files.writeString(target.resolve(schema.getKey()), schema.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the schemas of " + directory + " cannot be written", e);
        }
    }
}
