package pk.muhr.evidence.outside;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.log.LogConfiguration;
import pk.muhr.audit.log.LogConfiguration.WitnessOfLog;
import pk.muhr.audit.log.WitnessKey;

/** The witnesses that are configured. One that cannot be understood is refused at the start. */
@ApplicationScoped
class KnownWitnesses {

    private static final String KEYS = "muhr.log.witnesses.";

    private final List<KnownWitness> all;
    private final int wanted;

    KnownWitnesses(LogConfiguration configuration) {
        this.all = new TreeMap<>(configuration.witnesses())
                .entrySet().stream().map(KnownWitnesses::known).toList();
        this.wanted = configuration.cosignatures();
        if (all.stream().map(KnownWitness::key).distinct().count() < all.size()) {
            throw new IllegalStateException(KEYS + "… names one key twice: each witness has its own");
        }
        if (wanted < 0 || wanted > all.size()) {
            throw new IllegalStateException("muhr.log.cosignatures=" + wanted + " cannot be had of " + all.size()
                    + " witnesses (" + KEYS + "…)");
        }
    }

    private static KnownWitness known(Map.Entry<String, WitnessOfLog> configured) {
        String key = KEYS + configured.getKey();
        URI prefix = Sender.trusted(key + ".url", configured.getValue().url());
        return new KnownWitness(
                configured.getKey(),
                WitnessKey.of(configured.getValue().key())
                        .orElseThrow(
                                () -> new IllegalStateException(key + ".key is not the key of a witness, as `./muhr"
                                        + " audit witness` prints it (Ed25519, type 0x04)")),
                URI.create(prefix.toString().replaceFirst("/*$", "") + "/add-checkpoint"));
    }

    /** In the order of their names. */
    List<KnownWitness> all() {
        return all;
    }

    /** How many cosignatures are wanted. */
    int wanted() {
        return wanted;
    }
}
