package pk.muhr.lint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import pk.muhr.policy.Citation;
import pk.muhr.policy.Finding;
import pk.muhr.x509.Certificate;

/**
 * Programs of others that judge a certificate before it is signed, such as zlint. What they get carries a placeholder
 * for the signature.
 *
 * <p>Each runs as a process of its own, a few at a time and not for long. Never call this while a transaction is open:
 * it waits. Whoever asks decides what an outage means; where a profile makes the linter blocking, nothing is signed.
 */
@ApplicationScoped
public class ExternalLinters {

    private static final long LONGEST_ANSWER = 1 << 20;
    private static final Set<String> ANSWERS = Set.of("NA", "NE", "pass", "info", "warn", "error", "fatal");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ExternalLinterConfiguration configuration;
    private final Map<String, Semaphore> places = new ConcurrentHashMap<>();

    ExternalLinters(ExternalLinterConfiguration configuration) {
        this.configuration = configuration;
    }

    /** Those that are configured. */
    public Set<String> names() {
        return configuration.external().keySet();
    }

    /**
     * What a linter calls an error or worse.
     *
     * @param name of the linter in the configuration
     * @param content what is about to be signed
     * @param exceptions lints that the profile sets aside
     * @throws ExternalLinterUnavailable when it gives no answer
     */
    public List<Finding> judge(String name, Certificate content, Set<String> exceptions) {
        ExternalLinterConfiguration.Program program = configuration.external().get(name);
        if (program == null) {
            throw new ExternalLinterUnavailable(
                    name, "is not configured: set muhr.lint.external." + name + ".command", null);
        }
        long end = System.nanoTime() + program.deadline().toNanos();
        Semaphore place = places.computeIfAbsent(name, _ -> new Semaphore(program.atOnce(), true));
        try {
            if (!place.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw tooSlow(name, program.deadline());
            }
            try {
                return findings(name, run(name, program, content, end), exceptions);
            } finally {
                place.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExternalLinterUnavailable(name, "was interrupted", e);
        } catch (IOException e) {
            throw new ExternalLinterUnavailable(name, "does not run", e);
        }
    }

    private static byte[] run(String name, ExternalLinterConfiguration.Program program, Certificate content, long end)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("muhr-lint");
        Path input = directory.resolve("certificate.pem");
        Path output = directory.resolve("findings.json");
        try {
            Files.writeString(input, content.pem());
            Process process = new ProcessBuilder(program.command().toString(), "-format", "pem", input.toString())
                    .directory(directory.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    throw tooSlow(name, program.deadline());
                }
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            if (process.exitValue() != 0) {
                throw new ExternalLinterUnavailable(name, "ended with status " + process.exitValue(), null);
            }
            if (Files.size(output) > LONGEST_ANSWER) {
                throw new ExternalLinterUnavailable(name, "answers more than a megabyte", null);
            }
            return Files.readAllBytes(output);
        } finally {
            Files.deleteIfExists(input);
            Files.deleteIfExists(output);
            Files.deleteIfExists(directory);
        }
    }

    /** An answer without a single result, or with one that is none, is no answer. */
    private static List<Finding> findings(String name, byte[] answer, Set<String> exceptions) throws IOException {
        List<Finding> findings = new ArrayList<>();
        try {
            JsonNode lints = JSON.readTree(answer);
            if (!lints.isObject() || lints.isEmpty()) {
                throw new ExternalLinterUnavailable(name, "answers no findings in JSON", null);
            }
            for (Map.Entry<String, JsonNode> lint : lints.properties()) {
                String result = lint.getValue().path("result").asText();
                if (!ANSWERS.contains(result)) {
                    throw new ExternalLinterUnavailable(name, "answers \"" + result + "\" for " + lint.getKey(), null);
                }
                if (result.equals("fatal") || result.equals("error") && !exceptions.contains(lint.getKey())) {
                    String details = lint.getValue().path("details").asText();
                    findings.add(new Finding(
                            lint.getKey(), new Citation(name), details.isBlank() ? result : result + ": " + details));
                }
            }
            return findings;
        } catch (JacksonException e) {
            throw new ExternalLinterUnavailable(name, "answers no JSON", e);
        }
    }

    private static ExternalLinterUnavailable tooSlow(String name, Duration deadline) {
        return new ExternalLinterUnavailable(name, "gave no answer within " + deadline, null);
    }
}
