package pk.muhr.evidence.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.quarkus.runtime.configuration.PathConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

import pk.muhr.audit.log.LogConfiguration;

/** Witnesses as an operator writes them down. */
class KnownWitnessesTest {

    private static final String KEY = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";

    @Test
    void addsTheCallToThePrefix() {
        KnownWitnesses known = known(Map.of(
                "muhr.log.witnesses.council.key", KEY,
                "muhr.log.witnesses.council.url", "https://witness.example.gov.pk/muhr/",
                "muhr.log.cosignatures", "1"));
        assertThat(known.all()).hasSize(1);
        assertThat(known.all().getFirst().address()).hasToString("https://witness.example.gov.pk/muhr/add-checkpoint");
        assertThat(known.all().getFirst().key().text()).isEqualTo(KEY);
        assertThat(known.wanted()).isEqualTo(1);
        assertThat(known(Map.of()).all()).isEmpty();
    }

    @Test
    void refusesWhatCannotBe() {
        refuses("not the key of a witness", Map.of("muhr.log.witnesses.council.key", KEY.replace('7', '8')));
        refuses("write https://HOST/PATH", Map.of("muhr.log.witnesses.council.url", "ftp://witness.example.gov.pk"));
        refuses("write https://HOST/PATH", Map.of("muhr.log.witnesses.council.url", "https://a:b@witness.example"));
        refuses("cannot be had of 1 witnesses", Map.of("muhr.log.cosignatures", "2"));
        refuses(
                "one key twice",
                Map.of("muhr.log.witnesses.again.key", KEY, "muhr.log.witnesses.again.url", "https://other.example"));
    }

    private static void refuses(String why, Map<String, String> instead) {
        Map<String, String> keys = new HashMap<>(Map.of(
                "muhr.log.witnesses.council.key",
                KEY,
                "muhr.log.witnesses.council.url",
                "https://witness.example.gov.pk"));
        keys.putAll(instead);
        assertThatThrownBy(() -> known(keys))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(why);
    }

    private static KnownWitnesses known(Map<String, String> keys) {
        return new KnownWitnesses(new SmallRyeConfigBuilder()
                .withMapping(LogConfiguration.class)
                .withSources(new PropertiesConfigSource(keys, "test", 100))
                .withConverter(Path.class, 200, new PathConverter())
                .build()
                .getConfigMapping(LogConfiguration.class));
    }
}
