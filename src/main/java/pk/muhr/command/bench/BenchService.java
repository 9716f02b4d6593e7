package pk.muhr.command.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import pk.muhr.command.development.Addresses;
import pk.muhr.command.development.Ports;
import pk.muhr.command.development.Refused;

/**
 * The packaged service as a child process, started as {@code ./muhr start} starts it: same program, same options of the
 * Java machine as this process has.
 */
final class BenchService implements AutoCloseable {

    private static final long STOP_LIMIT_SECONDS = 60;
    private static final String HOME = "-Dmuhr.home=";

    private final BenchInstallation installation;
    private final Addresses addresses;
    private final Process process;
    private final Thread atExit;

    private BenchService(BenchInstallation installation, Addresses addresses, Process process) {
        this.installation = installation;
        this.addresses = addresses;
        this.process = process;
        this.atExit = new Thread(process::destroy, "bench-service-shutdown");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts it on free ports and returns when it serves.
     *
     * @throws Refused when it ends before it is ready; what it had to say stands on standard error already
     */
    static BenchService start(BenchInstallation installation, Ports ports) {
        Addresses addresses = new Addresses(ports.free(), ports.free(), ports.free());
        try {
            Process process = new ProcessBuilder(command(installation, addresses))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BenchService service = new BenchService(installation, addresses, process);
            service.awaitReady();
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(BenchInstallation installation, Addresses addresses) {
        String jar = System.getProperty("java.class.path");
        if (!jar.endsWith(".jar")) {
            throw new Refused("A bench measures the packaged program; start it with `./muhr bench`.");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith(HOME))
                .forEach(command::add);
        // nothing of its own accord beside what is measured
        command.addAll(List.of(
                "-Dmuhr.observer.every=off",
                "-Dmuhr.observer.canary.every=off",
                "-Dmuhr.test-sites.every=off",
                "-Dmuhr.notices.every=off",
                "-Dmuhr.notices.expiries-every=off"));
        command.addAll(List.of(HOME + installation.program(), "-jar", jar, "start"));
        command.addAll(List.of("--data", installation.installation().directory().toString()));
        command.addAll(List.of("--port", "" + addresses.http()));
        command.addAll(List.of("--https-port", "" + addresses.https()));
        command.addAll(List.of("--management-port", "" + addresses.management()));
        return command;
    }

    private void awaitReady() throws IOException {
        BufferedReader output = process.inputReader(); // stays open: the service writes nothing after this line
        String line = output.readLine();
        while (line != null && !line.startsWith("ready ")) {
            line = output.readLine();
        }
        if (line == null) {
            close();
            throw new Refused("The service did not start on "
                    + installation.installation().directory() + "; its log is "
                    + installation.installation().log() + ".");
        }
    }

    /** The service's process. */
    long pid() {
        return process.pid();
    }

    Addresses addresses() {
        return addresses;
    }

    BenchInstallation installation() {
        return installation;
    }

    /** Processor time of the service and of its database, connections included. */
    ProcessorTime processorTime() {
        ProcessHandle postgres = installation
                .postgres()
                .orElseThrow(() -> new IllegalStateException("the service's database does not run"));
        return ProcessorTime.ofTrees(List.of(process.pid(), postgres.pid()));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException _) {
            return; // this process is ending already
        }
    }
}
