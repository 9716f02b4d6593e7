package pk.muhr.revocation.ocsp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@link OcspFuzzTest} tries by chance, led by the branches that each input reaches. Only with {@code JAZZER_FUZZ=1} in
 * the environment: Jazzer changes every class that is loaded after it, those of other tests too. What it finds becomes a
 * seed of that test.
 */
@EnabledIfEnvironmentVariable(named = "JAZZER_FUZZ", matches = "1")
class OcspJazzerTest {

    @MethodSource("pk.muhr.revocation.ocsp.OcspFuzzTest#seeds")
    @FuzzTest(maxDuration = "10m")
    void readsOrRefusesWhateverComes(byte[] request) {
        OcspFuzz.carelessly(request); // what Jazzer takes to change the classes that this loads is not counted
        OcspFuzz.frugally(request);
    }
}
