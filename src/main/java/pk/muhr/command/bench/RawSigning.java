package pk.muhr.command.bench;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

import pk.muhr.command.development.Refused;
import pk.muhr.command.development.SoftHsmLibrary;
import pk.muhr.hsm.HsmConfiguration;
import pk.muhr.hsm.KeyLabel;
import pk.muhr.hsm.SigningKey;
import pk.muhr.hsm.Token;
import pk.muhr.hsm.TokenLabel;
import pk.muhr.hsm.Tokens;
import pk.muhr.x509.Der;
import pk.muhr.x509.KeyAlgorithm;

/**
 * What the installation's tokens do when nothing but signatures is asked of them, through the same code as the service:
 * the baseline of everything that signs. Keys of its own, beside the authorities', so that no authority's key is used
 * without a record.
 */
final class RawSigning implements AutoCloseable {

    private static final int MESSAGE_BYTES = 700; // about a certificate's to-be-signed part

    private final Tokens tokens;
    private final Der message;

    RawSigning(BenchInstallation installation, SecureRandom random) {
        this.tokens = Tokens.of(new Access(installation));
        byte[] bytes = new byte[MESSAGE_BYTES];
        random.nextBytes(bytes);
        this.message = Der.of(bytes);
    }

    /** The key of this kind in a token; made at the first bench. */
    SigningKey key(TokenLabel label, BenchAuthority kind) {
        Token token = tokens.token(label);
        return token.find(kind.rawKey()).orElseGet(() -> token.generate(kind.rawKey(), kind.key()));
    }

    /** A key of this kind and name in a token; made at the first bench. */
    SigningKey key(TokenLabel label, KeyLabel name, KeyAlgorithm kind) {
        Token token = tokens.token(label);
        return token.find(name).orElseGet(() -> token.generate(name, kind));
    }

    /** Signs on every processor, for half the time unmeasured. */
    Measurement measure(SigningKey key, BenchAuthority kind, Duration window) {
        return measure("raw-sign-" + kind.shortKey(), window, () -> key.sign(message, kind.signature()));
    }

    /** Repeats some work on every processor: half the window unmeasured, then the window. */
    static Measurement measure(String name, Duration window, Runnable work) {
        int threads = Runtime.getRuntime().availableProcessors();
        LongAdder done = new LongAdder();
        ProcessorTime own = ProcessorTime.ofThisProcess();
        List<Future<?>> workers = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                workers.add(executor.submit(() -> {
                    while (!executor.isShutdown()) {
                        work.run();
                        done.increment();
                    }
                }));
            }
            Workbench.pause(window.dividedBy(2));
            long doneBefore = done.sum();
            Duration usedBefore = own.used();
            long begin = System.nanoTime();
            Workbench.pause(window);
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            long operations = done.sum() - doneBefore;
            Duration used = own.used().minus(usedBefore);
            executor.shutdown();
            workers.forEach(RawSigning::finish);
            return new Measurement(name, operations, took, used, Latencies.none());
        }
    }

    private static void finish(Future<?> worker) {
        try {
            worker.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new Refused(
                    "The baseline could not be measured: " + e.getCause().getMessage() + ".", e);
        }
    }

    @Override
    public void close() {
        tokens.all().forEach(Token::close);
    }

    /** The installation's tokens, with the service's own defaults. */
    private record Access(
            Optional<Path> configuration, Optional<Path> library, Map<String, HsmConfiguration.TokenAccess> tokens)
            implements HsmConfiguration {

        Access(BenchInstallation installation) {
            this(
                    Optional.of(installation.program().resolve("hsm-config").resolve("softhsm2.cfg")),
                    Optional.of(SoftHsmLibrary.find()),
                    accesses(installation));
        }

        private static Map<String, TokenAccess> accesses(BenchInstallation installation) {
            Map<String, TokenAccess> tokens = new LinkedHashMap<>();
            installation.tokens().pinFiles().forEach((label, file) -> tokens.put(label.value(), new PinFile(file)));
            return tokens;
        }

        @Override
        public int threads() {
            return 4;
        }

        @Override
        public int queue() {
            return 256;
        }

        @Override
        public Duration deadline() {
            return Duration.ofSeconds(5);
        }

        @Override
        public int failures() {
            return 5;
        }

        @Override
        public Duration pause() {
            return Duration.ofSeconds(10);
        }

        @Override
        public int replacements() {
            return 5;
        }
    }

    private record PinFile(Path pinFile) implements HsmConfiguration.TokenAccess {
        @Override
        public Optional<String> serial() {
            return Optional.empty();
        }
    }
}
