package pk.muhr.revocation.ocsp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** How many answers of each kind were given; an answer for several certificates counts once for each. */
@ApplicationScoped
class OcspCounters {

    private final Map<String, Counter> counters;

    OcspCounters(MeterRegistry meters) {
        Map<String, Counter> all = new HashMap<>();
        List.of("good", "revoked", "unknown").forEach(status -> all.put(status, counter(meters, status)));
        for (OcspError error : OcspError.values()) {
            all.put(error.label(), counter(meters, error.label()));
        }
        this.counters = Map.copyOf(all);
    }

    void count(String status) {
        counters.get(status).increment();
    }

    private static Counter counter(MeterRegistry meters, String status) {
        return meters.counter("muhr.ocsp.answers", "status", status);
    }
}
