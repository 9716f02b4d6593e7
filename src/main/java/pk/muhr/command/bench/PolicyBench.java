package pk.muhr.command.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import pk.muhr.policy.PolicyBundle;

/** How fast a bundle of 200 profiles is read and checked, in this process and on one thread. */
final class PolicyBench implements Bench {

    private static final String NAME = "policy";
    private static final int PROFILES = 200;
    private static final double LOADS_PER_CPU_SECOND = 1;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(Workbench workbench, Findings findings) {
        Map<String, String> files = files();
        workbench.progress().step("policy: bundles of " + PROFILES + " profiles, one after the other");
        loads(files, workbench.shape().warmUp());
        ProcessorTime own = ProcessorTime.ofThisProcess();
        Duration before = own.used();
        long begun = System.nanoTime();
        long loads = loads(files, workbench.shape().window());
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        Measurement measured = new Measurement(
                "policy-load-" + PROFILES, loads, took, own.used().minus(before), Latencies.none());
        findings.add(measured);
        findings.add(Goal.rate("bundle", measured.name(), measured.perCpuSecond(), LOADS_PER_CPU_SECOND));
    }

    private static long loads(Map<String, String> files, Duration window) {
        long end = System.nanoTime() + window.toNanos();
        long loads = 0;
        do {
            PolicyBundle.of(files);
            loads++;
        } while (System.nanoTime() < end);
        return loads;
    }

    private static Map<String, String> files() {
        Map<String, String> files =
                new TreeMap<>(PolicyBundle.filesIn(Path.of(System.getProperty("muhr.home", ""), "policies")));
        String model = files.get("tls-server.yaml");
        for (int i = PolicyBundle.of(files).profiles().size(); i < PROFILES; i++) {
            files.put("bench-" + i + ".yaml", model.replace("id: tls-server", "id: bench-" + i));
        }
        return files;
    }
}
