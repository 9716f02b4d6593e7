package pk.muhr.command;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import pk.muhr.audit.log.LogVerifier;
import pk.muhr.audit.witness.Witness;
import pk.muhr.audit.witness.WitnessDirectory;
import pk.muhr.audit.witness.WitnessResource;
import pk.muhr.audit.witness.WitnessUnusable;
import pk.muhr.command.development.Refused;

/** {@code audit witness}: a witness of logs, until it is stopped. */
final class WitnessProcess {

    private static final String ADDRESS = "127.0.0.1:7380";
    private static final Pattern HOST_AND_PORT = Pattern.compile("(?:\\[([0-9a-fA-F:]+)]|([^:]+)):([0-9]{1,5})");
    private static final int LARGEST_PORT = 65_535;

    private final Syntax syntax;
    private final PrintStream out;
    private final PrintStream errors;
    private final Clock clock;
    private final SecureRandom random;

    WitnessProcess(Syntax syntax, PrintStream out, PrintStream errors, Clock clock, SecureRandom random) {
        this.syntax = syntax;
        this.out = out;
        this.errors = errors;
        this.clock = clock;
        this.random = random;
    }

    /** Prints the witness's key and where it answers, a line each, and serves for as long as this thread is let. */
    void run(Arguments arguments) {
        Path path = arguments
                .path("directory")
                .orElseThrow(
                        () -> Refused.usage("Say with --directory where the witness keeps its key and what it signed"
                                + " last; it is made the first time. Usage: " + syntax));
        List<LogVerifier> logs = arguments.all("log").stream()
                .flatMap(text -> AuditCommand.logs(text).stream())
                .toList();
        if (logs.isEmpty()) {
            throw Refused.usage("Say with --log which log is witnessed: its public key, or a file with its keys, as"
                    + " http://HOST/log/key answers them. Usage: " + syntax);
        }
        InetSocketAddress address = address(arguments.option("address").orElse(ADDRESS));
        try (WitnessDirectory directory = WitnessDirectory.open(path, arguments.option("name"), random)) {
            serve(new Witness(logs, directory, clock), directory, address);
        } catch (WitnessUnusable e) {
            throw new Refused(e.getMessage(), e);
        } catch (IOException e) {
            throw new Refused(
                    "The witness's directory " + path + " cannot be used: " + e
                            + ". Make it writable, or name another with --directory.",
                    e);
        }
    }

    private void serve(Witness witness, WitnessDirectory directory, InetSocketAddress address) {
        try (WitnessResource resource = new WitnessResource(witness, address, errors)) {
            out.println(directory.verifier().text());
            out.println("ready http://" + resource.address().getHostString() + ":"
                    + resource.address().getPort());
            Thread.currentThread().join(); // for ever
        } catch (IOException e) {
            throw new Refused(
                    "The witness cannot answer at " + address + ": " + e.getMessage()
                            + ". Is another program there? Name another address with --address.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static InetSocketAddress address(String text) {
        Matcher parts = HOST_AND_PORT.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group(3)) > LARGEST_PORT) {
            throw Refused.usage("--address " + text + " is not HOST:PORT, such as " + ADDRESS + ".");
        }
        String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
        InetSocketAddress address = new InetSocketAddress(host, Integer.parseInt(parts.group(3)));
        if (address.isUnresolved()) {
            throw Refused.usage("--address " + text + ": there is no host of this name.");
        }
        return address;
    }
}
