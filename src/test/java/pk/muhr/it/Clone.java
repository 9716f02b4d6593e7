package pk.muhr.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A directory laid out as a clone of the repository, with the packaged program in it. */
public record Clone(Path top) {

    /** For Java machines that end before the second compiler would pay. */
    static final String FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

    /** What the launcher compares with the program to see whether it must build. */
    private static final List<String> SOURCES = List.of("src", "pom.xml", ".mvn");

    /** The one whose tests these are. */
    public static Clone thisOne() {
        Clone clone = new Clone(Path.of("").toAbsolutePath());
        clone.requireBuilt();
        return clone;
    }

    /** A path below {@code target/it}, where tests keep things; what an earlier run left there is ended and removed. */
    public static Path place(String name) {
        Path place = Path.of("target", "it", name).toAbsolutePath();
        Stream.of(place, place.resolve(".muhr"))
                .flatMap(data -> new DataDirectory(data).postmaster().stream())
                .forEach(ProcessHandle::destroyForcibly);
        Ran.toItsEnd(new ProcessBuilder("rm", "-rf", place.toString())).successfully();
        try {
            Files.createDirectories(place.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return place;
    }

    /**
     * A directory with everything that a fresh clone has once it is built, and nothing that anybody has run in it.
     *
     * @param fresh does not exist yet
     */
    public Clone copiedTo(Path fresh) {
        try {
            Files.createDirectories(fresh.resolve("target"));
            Files.createSymbolicLink(fresh.resolve("target/quarkus-app"), top.resolve("target/quarkus-app"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + fresh, e);
        }
        List<String> copy = new ArrayList<>(List.of("cp", "-a"));
        Stream.concat(SOURCES.stream(), Stream.of("muhr", "policies", "hsm-config", "README.md"))
                .map(name -> top.resolve(name).toString())
                .forEach(copy::add);
        copy.add(fresh.toString());
        Ran.toItsEnd(new ProcessBuilder(copy)).successfully();
        return new Clone(fresh);
    }

    /** The launcher with these arguments, in this directory. */
    public ProcessBuilder muhr(String... arguments) {
        List<String> command = new ArrayList<>(List.of(top.resolve("muhr").toString()));
        command.addAll(List.of(arguments));
        return inCleanEnvironment(new ProcessBuilder(command).directory(top.toFile()));
    }

    /** The program as production runs it, in a directory that holds its configuration. */
    ProcessBuilder production(Path directory, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                FIRST_COMPILER_ONLY,
                "-jar",
                program().toString()));
        command.addAll(List.of(arguments));
        return inCleanEnvironment(new ProcessBuilder(command).directory(directory.toFile()));
    }

    private Path program() {
        return top.resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** Nothing that the person who runs the tests has set for an installation of their own reaches the program. */
    static ProcessBuilder inCleanEnvironment(ProcessBuilder builder) {
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> Stream.of(
                        "MUHR_", "QUARKUS_", "MP_JWT_", "SMALLRYE_", "SOFTHSM2_", "PKCS11SPY", "JAVA_")
                .anyMatch(name::startsWith));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    /** Else the launcher would build inside the build that runs these tests. */
    private void requireBuilt() {
        try {
            FileTime built = Files.getLastModifiedTime(program());
            for (String source : SOURCES) {
                try (Stream<Path> files = Files.walk(top.resolve(source))) {
                    files.filter(file -> isNewer(file, built)).findFirst().ifPresent(file -> {
                        throw new AssertionError(file + " is newer than the program; package it first");
                    });
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the program is not packaged", e);
        }
    }

    private static boolean isNewer(Path file, FileTime built) {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).compareTo(built) > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
