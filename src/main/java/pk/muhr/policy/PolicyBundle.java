package pk.muhr.policy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import pk.muhr.x509.Sha256;

/**
 * All policy files together, checked one by one and against each other. Its hash is over the files' names and texts in
 * the order of their names, so two bundles with the same hash say the same.
 */
public final class PolicyBundle {

    private final SortedMap<String, String> files;
    private final Sha256 hash;
    private final BundleEdition edition;
    private final HierarchyPolicy hierarchy;
    private final CertificatePolicy certificatePolicy;
    private final Floors floors;
    private final Optional<TimeStampPolicy> timeStamps;
    private final Map<ProfileId, CertificateProfile> profiles;
    private final List<PolicyProblem> objections;
    private final Map<String, KeyLines> lines = new ConcurrentHashMap<>();

    /** What the files say, each by itself. */
    record Contents(
            BundleEdition edition,
            HierarchyPolicy hierarchy,
            CertificatePolicy certificatePolicy,
            Floors floors,
            Optional<TimeStampPolicy> timeStamps,
            Map<ProfileId, CertificateProfile> profiles) {}

    /** @param objections what is wrong with it; not empty only when it is in force already */
    PolicyBundle(Map<String, String> files, Contents contents, List<PolicyProblem> objections) {
        this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        this.hash = hashOf(this.files);
        this.edition = contents.edition();
        this.hierarchy = contents.hierarchy();
        this.certificatePolicy = contents.certificatePolicy();
        this.floors = contents.floors();
        this.timeStamps = contents.timeStamps();
        this.profiles = Collections.unmodifiableMap(new LinkedHashMap<>(contents.profiles()));
        this.objections = List.copyOf(objections);
    }

    /**
     * Reads every {@code *.yaml} file of a directory.
     *
     * @throws BrokenPolicy with file, line, rule and fix
     */
    public static PolicyBundle read(Path directory) {
        return of(filesIn(directory));
    }

    /**
     * The policy files of a directory, by name; what lies deeper, such as {@code schema}, does not count.
     *
     * @throws BrokenPolicy when some are not UTF-8
     */
    public static SortedMap<String, String> filesIn(Path directory) {
        return PolicyDirectory.files(directory);
    }

    /**
     * The bundle of files given as name and text, as the store keeps them. A day that has passed since it came into
     * force does not break it: the linter holds each certificate against the floors of the day on which it is made.
     *
     * @throws BrokenPolicy with file, line, rule and fix
     */
    public static PolicyBundle of(Map<String, String> files) {
        return PolicyReading.of(files, Optional.empty()).usable();
    }

    /**
     * A bundle that came into force under another program, perhaps with rules of less strictness. What this program finds
     * wrong with it holds issuance ({@link #hold}) and nothing else: CRLs and OCSP answers need its hierarchy still. So a
     * record that breaks a rule is read all the same. A profile that has other keys or values than this program knows is
     * left out.
     *
     * @throws BrokenPolicy when a central file has such
     */
    public static PolicyBundle inForce(Map<String, String> files) {
        return PolicyReading.inForce(files);
    }

    /** Which edition files say that they are, whatever the others say; nothing when it cannot be read. */
    public static Optional<BundleEdition> editionOf(Map<String, String> files) {
        return new PolicyFiles(files, true).read(PolicyReading.EDITION, BundleEdition.class);
    }

    /** Judges a candidate: everything that is wrong with it on the given day, and what soon will be. */
    public static PolicyReport check(Map<String, String> files, LocalDate today) {
        return PolicyReading.of(files, Optional.of(today));
    }

    /** SHA-256 over the canonical content of files, given by name. */
    public static Sha256 hashOf(SortedMap<String, String> files) {
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

    /** Why nothing may be issued under it; empty when it holds together. */
    public Optional<Refusal> hold() {
        return objections.isEmpty() ? Optional.empty() : Optional.of(new Refusal.PolicyBroken(objections));
    }

    /** Which edition of the policy it is. */
    public BundleEdition edition() {
        return edition;
    }

    /** The files as they were read. */
    public SortedMap<String, String> files() {
        return files;
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

    /** The time-stamping units; a bundle may have none. */
    public Optional<TimeStampPolicy> timeStamps() {
        return timeStamps;
    }

    /** The profiles that subscribers may ask for. */
    public List<ProfileId> subscriberProfiles() {
        return profiles().stream()
                .filter(profile -> profile.kind() == CertificateProfile.Kind.SUBSCRIBER)
                .map(CertificateProfile::id)
                .toList();
    }

    /** Where a key of a profile's file stands. */
    public Optional<PolicyPlace> place(CertificateProfile profile, String key) {
        return place(profile.id() + ".yaml", key);
    }

    /** Where a key of a file stands, given by its path; the file's first line when it does not. */
    public Optional<PolicyPlace> place(String file, String key) {
        return files.containsKey(file)
                ? Optional.of(new PolicyPlace(
                        file,
                        lines.computeIfAbsent(file, name -> KeyLines.of(files.get(name)))
                                .line(key)))
                : Optional.empty();
    }

    /** Where a floor stands. */
    public Optional<PolicyPlace> placeOfFloor(String key) {
        return place(PolicyReading.FLOORS, key);
    }

    /** Where it stands by which names CAA records mean us. */
    public Optional<PolicyPlace> placeOfCaaIdentifiers() {
        return place(PolicyReading.CERTIFICATE_POLICY, "caaIdentifiers");
    }

    /** Where the family of the authority that issues under a profile stands. */
    public Optional<PolicyPlace> placeOfFamily(CertificateProfile profile) {
        List<AuthorityName> names = hierarchy.authorities().stream()
                .map(HierarchyPolicy.Authority::name)
                .toList();
        return profile.authority()
                .flatMap(name -> place(PolicyReading.HIERARCHY, "authorities[" + names.indexOf(name) + "].family"));
    }

    public Optional<CertificateProfile> profile(ProfileId id) {
        return Optional.ofNullable(profiles.get(id));
    }

    public Collection<CertificateProfile> profiles() {
        return profiles.values();
    }
}
