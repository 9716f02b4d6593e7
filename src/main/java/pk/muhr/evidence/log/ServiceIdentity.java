package pk.muhr.evidence.log;

import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.eclipse.microprofile.config.Config;

import pk.muhr.safety.InstanceName;
import pk.muhr.x509.Sha256;

/**
 * Which instance of the service this is, of which program, and with which configuration.
 *
 * @param instance a name that is the same at every start of it
 * @param configuration SHA-256 over the settings and their values as they are written, in the order of names; secrets, and
 *     what is new at each start, are left out
 */
record ServiceIdentity(String instance, String version, Sha256 configuration) {

    private static final Pattern OURS = Pattern.compile("(muhr|quarkus|mp|smallrye)\\..*");
    private static final Pattern LEFT_OUT = Pattern.compile("(?i).*(password|secret|credential|pin).*|quarkus\\.uuid");

    static ServiceIdentity of(Config settings) {
        return new ServiceIdentity(
                "service " + InstanceName.of(settings).value(),
                settings.getOptionalValue("quarkus.application.version", String.class)
                        .orElse("unknown"),
                fingerprint(settings));
    }

    private static Sha256 fingerprint(Config settings) {
        SortedMap<String, String> values = new TreeMap<>();
        for (String name : settings.getPropertyNames()) {
            if (OURS.matcher(name).matches() && !LEFT_OUT.matcher(name).matches()) {
                values.put(name, String.valueOf(settings.getConfigValue(name).getRawValue()));
            }
        }
        StringBuilder all = new StringBuilder();
        values.forEach(
                (name, value) -> all.append(name).append('=').append(value).append('\n'));
        return Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8));
    }
}
