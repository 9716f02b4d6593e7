package pk.muhr.it.foreign;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The programs that judge. What this machine has is used; {@code nginx}, {@code osslsigncode} and {@code zlint} are
 * otherwise fetched from Debian, once, into {@code target/foreign}.
 */
public final class ForeignTools {

    /** The first release of Debian that has zlint. Written in Go, it runs on older ones as well. */
    private static final String ZLINT_RELEASE = "trixie";

    private static final DebianPackages DEBIAN = new DebianPackages(Path.of("target", "foreign"));

    private ForeignTools() {}

    static Path openssl() {
        return onPath("openssl").orElseThrow(() -> missing("openssl", "openssl 3"));
    }

    static Path curl() {
        return onPath("curl").orElseThrow(() -> missing("curl", "curl"));
    }

    /** That of the JDK which runs this. */
    static Path jarsigner() {
        return Path.of(System.getProperty("java.home"), "bin", "jarsigner");
    }

    static Path nginx() {
        return found("nginx", "nginx", () -> DEBIAN.unpacked("nginx").resolve("usr/sbin/nginx"));
    }

    static Path osslsigncode() {
        return found("osslsigncode", "osslsigncode 2.5", () -> DEBIAN.unpacked("osslsigncode")
                .resolve("usr/bin/osslsigncode"));
    }

    static Path zlint() {
        return found("zlint", "zlint 3.6", () -> DEBIAN.unpackedFrom(ZLINT_RELEASE, "zlint")
                .resolve("usr/bin/zlint"));
    }

    static Path ocsptool() {
        return found("ocsptool", "gnutls-bin 3.7", () -> DEBIAN.unpacked("gnutls-bin")
                .resolve("usr/bin/ocsptool"));
    }

    /** What gives a program another time when it is preloaded. */
    public static Path libfaketime() {
        Path unpacked = DEBIAN.unpacked("libfaketime");
        try (Stream<Path> files = Files.walk(unpacked)) {
            return files.filter(file -> file.endsWith("libfaketimeMT.so.1"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException("no library below " + unpacked, e);
        }
    }

    private static synchronized Path found(String name, String wanted, Supplier<Path> fetch) {
        return onPath(name).orElseGet(() -> {
            if (onPath("apt-get").isEmpty() || onPath("dpkg").isEmpty()) {
                throw missing(name, wanted);
            }
            try {
                return fetch.get();
            } catch (AssertionError e) {
                throw new AssertionError(
                        missing(name, wanted).getMessage() + " Debian's could not be fetched: " + e.getMessage());
            }
        });
    }

    private static AssertionError missing(String name, String wanted) {
        return new AssertionError(name + " is not on the PATH of this machine: install " + wanted
                + " or newer, with this system's package manager, and run this again.");
    }

    private static Optional<Path> onPath(String name) {
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin", "/sbin"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
