package pk.muhr.command.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import pk.muhr.command.development.Refused;
import pk.muhr.policy.BrokenPolicy;
import pk.muhr.policy.PolicyBundle;

/**
 * The policy files of a bench: those of the program, and beside {@code gov-tls} an authority and a profile for each
 * {@link BenchAuthority}. Everything that is not the key is {@code gov-tls}'s.
 * Time-stamps have no quota that a bench reaches.
 */
final class BenchPolicies {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String HIERARCHY = "hierarchy.yaml";
    private static final String TIME_STAMPS = "time-stamps.yaml";
    private static final String MODEL_AUTHORITY = "gov-tls";
    private static final String MODEL_PROFILE = "tls-server.yaml";

    private final Map<String, String> files;

    private BenchPolicies(Map<String, String> files) {
        this.files = Map.copyOf(files);
    }

    /**
     * Derives them.
     *
     * @param program the program's policy directory
     * @throws Refused when that does not hold together
     */
    static BenchPolicies derivedFrom(Path program) {
        try {
            Map<String, String> files = new TreeMap<>(PolicyBundle.read(program).files());
            files.put(HIERARCHY, hierarchy(files.get(HIERARCHY)));
            for (BenchAuthority authority : BenchAuthority.values()) {
                files.put(authority.label() + ".yaml", profile(files.get(MODEL_PROFILE), authority));
            }
            files.computeIfPresent(
                    TIME_STAMPS, (_, text) -> text.replaceAll("perMinute: [0-9]+", "perMinute: 1000000"));
            PolicyBundle.of(files);
            return new BenchPolicies(files);
        } catch (BrokenPolicy | IllegalStateException | JsonProcessingException e) {
            throw new Refused("The policy files in " + program + " cannot be used: " + e.getMessage() + ".", e);
        }
    }

    private static String hierarchy(String text) throws JsonProcessingException {
        ObjectNode hierarchy = (ObjectNode) YAML.readTree(text);
        ArrayNode authorities = (ArrayNode) hierarchy.get("authorities");
        ObjectNode model = null;
        for (var authority : authorities) {
            if (authority.get("name").asText().equals(MODEL_AUTHORITY)) {
                model = (ObjectNode) authority;
            }
        }
        if (model == null) {
            throw new IllegalStateException(HIERARCHY + " has no authority " + MODEL_AUTHORITY + " to copy");
        }
        for (BenchAuthority authority : BenchAuthority.values()) {
            ObjectNode copy = model.deepCopy();
            copy.put("name", authority.label());
            copy.put("title", "Measured by benchmarks");
            copy.put("key", authority.key().label());
            copy.put("signature", authority.signature().jcaName());
            ((ObjectNode) copy.get("subject")).put("commonName", authority.label());
            authorities.add(copy);
        }
        return YAML.writeValueAsString(hierarchy);
    }

    private static String profile(String text, BenchAuthority authority) throws JsonProcessingException {
        ObjectNode profile = (ObjectNode) YAML.readTree(text);
        profile.put("id", authority.label());
        profile.put("authority", authority.label());
        return YAML.writeValueAsString(profile);
    }

    /** Whether the directory holds exactly these files. */
    boolean areIn(Path directory) {
        try {
            return Files.isDirectory(directory)
                    && PolicyBundle.read(directory).files().equals(files);
        } catch (BrokenPolicy _) {
            return false;
        }
    }

    /** Writes them into an empty or new directory. */
    void writeTo(Path directory) {
        try {
            Files.createDirectories(directory);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(directory.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
