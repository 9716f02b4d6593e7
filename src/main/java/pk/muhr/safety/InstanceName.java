package pk.muhr.safety;

import org.eclipse.microprofile.config.Config;

/** The name of this process among the replicas, the same at every start of it. */
public record InstanceName(String value) {

    private static final int LONGEST = 200;

    public InstanceName {
        if (value.isBlank() || value.length() > LONGEST) {
            throw new IllegalArgumentException("muhr.instance has 1 to " + LONGEST + " characters");
        }
    }

    /** As the settings say: {@code muhr.instance}, or else the name of the host. */
    public static InstanceName of(Config settings) {
        return new InstanceName(settings.getOptionalValue("muhr.instance", String.class)
                .or(() -> settings.getOptionalValue("HOSTNAME", String.class))
                .orElse("local"));
    }
}
