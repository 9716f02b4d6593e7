package pk.muhr.policy;

/**
 * {@code bundle.yaml}: which edition of the policy the files are (RFC 3647 §4.9.12). Of two bundles, the one that comes
 * into force later has the higher version.
 */
public record BundleEdition(int version, String title) {
    public BundleEdition {
        PolicyRule.require(version >= 1, "version must be at least 1", "begin with 1 and raise it with each change");
        PolicyRule.requireTitle("title", title);
    }
}
