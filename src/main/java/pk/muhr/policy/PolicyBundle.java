package pk.muhr.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import pk.muhr.x509.Sha256;

/**
 * All policy files together, checked one by one and against each other. Its hash is over the files' names and texts in
 * the order of their names, so two bundles with the same hash say the same.
 */
public final class PolicyBundle {

    private static final String HIERARCHY = "hierarchy.yaml";
    private static final String CERTIFICATE_POLICY = "certificate-policy.yaml";
    private static final String FLOORS = "floors.yaml";

    private final SortedMap<String, String> files;
    private final Sha256 hash;
    private final HierarchyPolicy hierarchy;
    private final CertificatePolicy certificatePolicy;
    private final Floors floors;
    private final Map<ProfileId, CertificateProfile> profiles = new LinkedHashMap<>();

    private PolicyBundle(Map<String, String> files) {
        this.files = new TreeMap<>(files);
        this.hash = hashOf(this.files);
        PolicyFiles read = new PolicyFiles(this.files);
        this.hierarchy = read.one(HIERARCHY, HierarchyPolicy.class);
        this.certificatePolicy = read.one(CERTIFICATE_POLICY, CertificatePolicy.class);
        this.floors = read.one(FLOORS, Floors.class);
        for (String name : this.files.keySet()) {
            if (!name.equals(HIERARCHY) && !name.equals(CERTIFICATE_POLICY) && !name.equals(FLOORS)) {
                CertificateProfile profile = read.one(name, CertificateProfile.class);
                read.require(name, "id", (profile.id() + ".yaml").equals(name), "id must be the file's own name");
                profiles.put(profile.id(), profile);
            }
        }
        PolicyCoherence.check(this, read);
    }

    /**
     * Reads every {@code *.yaml} file of a directory.
     *
     * @throws BrokenPolicy with file, line and rule
     */
    public static PolicyBundle read(Path directory) {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(directory)) {
            for (Path path : paths.filter(p -> p.toString().endsWith(".yaml")).toList()) {
                files.put(path.getFileName().toString(), Files.readString(path, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the policy directory " + directory + " cannot be read", e);
        }
        return of(files);
    }

    /** The bundle of files given as name and text, as the store keeps them. */
    public static PolicyBundle of(Map<String, String> files) {
        return new PolicyBundle(files);
    }

    private static Sha256 hashOf(SortedMap<String, String> files) {
        StringBuilder canonical = new StringBuilder("muhr policy bundle v1\n");
        files.forEach((name, text) -> canonical
                .append(name.length())
                .append(':')
                .append(name)
                .append('\n')
                .append(text.length())
                .append(':')
                .append(text)
                .append('\n'));
        return Sha256.of(canonical.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** SHA-256 over the canonical content; stands in every intent. */
    public Sha256 hash() {
        return hash;
    }

    /** The files as they were read. */
    public SortedMap<String, String> files() {
        return java.util.Collections.unmodifiableSortedMap(files);
    }

    public HierarchyPolicy hierarchy() {
        return hierarchy;
    }

    public CertificatePolicy certificatePolicy() {
        return certificatePolicy;
    }

    public Floors floors() {
        return floors;
    }

    public Optional<CertificateProfile> profile(ProfileId id) {
        return Optional.ofNullable(profiles.get(id));
    }

    public Collection<CertificateProfile> profiles() {
        return java.util.Collections.unmodifiableCollection(profiles.values());
    }
}
