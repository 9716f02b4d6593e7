package pk.muhr.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.command.bench.Benches;
import pk.muhr.command.development.SoftHsmLibrary;

/** The functions of {@code ./muhr}, each in a shell of its own on a machine that we describe. */
class LauncherTest {

    private static final Path LAUNCHER = Path.of("muhr").toAbsolutePath();

    private static final String NO_FLOCK = "command() { [[ $2 != flock ]] && builtin command \"$@\"; }; ";

    private record Ended(int status, String output) {}

    @TempDir
    private Path directory;

    private Path home;
    private Path programs;

    @BeforeEach
    void machine() throws IOException {
        home = Files.createDirectory(directory.resolve("home"));
        programs = Files.createDirectory(directory.resolve("programs"));
    }

    @Test
    void explainsItselfWithoutAnArgument() throws Exception {
        assertThat(run("main").output()).contains("./muhr start [--data DIR]").contains("./muhr token --role ROLE");
        assertThat(run("main help").status()).isZero();
    }

    @Test
    void explainsOneCommandWithoutBuilding() throws Exception {
        Ended ended = run("find_jdk() { fail 'nothing is to be built'; }; main start --data x --help");
        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(ended.output())
                .startsWith("  ./muhr start [--data DIR]")
                .contains("--test-site-port 8444")
                .doesNotContain("./muhr token");
        assertThat(run("main policy -h").output())
                .contains("policy check [DIR]")
                .contains("unpack [DIR]");
        assertThat(run("main bench --help").output())
                .contains(": " + String.join(", ", Benches.names()) + "\n")
                .contains(new BenchCommand(null, null, null, null)
                        .syntax().options().stream().map(Object::toString).toList());
    }

    @Test
    void aSignalWhileItBuildsReachesMaven() throws Exception {
        Path log = directory.resolve("log");
        program("mvn", "echo $$ >" + log + "; exec sleep 60");
        Path tree = Files.createDirectory(directory.resolve("tree"));
        Files.copy(LAUNCHER, tree.resolve("muhr"));
        for (String job : List.of("package", "library_path")) {
            Files.deleteIfExists(log);
            Ended ended = source(
                    tree.resolve("muhr"),
                    "mkdir -p \"$top/target\"; with_progress %s & until [[ -s %s ]]; do sleep 0.1; done; kill -TERM $!; wait $!"
                            .formatted(job, log));
            assertThat(ended.status()).as(ended.output()).isEqualTo(130);
            long maven = Long.parseLong(Files.readString(log).strip());
            assertThat(ProcessHandle.of(maven).stream().map(ProcessHandle::onExit))
                    .as(job)
                    .allSatisfy(end -> assertThat(end).succeedsWithin(Duration.ofSeconds(10)));
        }
    }

    @Test
    void bringsWhatBenchesCompareWithBeforeItBuilds() throws Exception {
        String machine = "find_jdk() { :; }; bring_softhsm() { :; }; build() { echo built; }; run_service() { :; };"
                + " command() { [[ $2 != openssl ]]; }; install_package() { echo \"installs $1\"; }; ";
        assertThat(run(machine + "main bench").output()).isEqualTo("installs openssl\nbuilt\n");
    }

    @Test
    void findsAJdkWhenTheOneOnThePathIsTooOld() throws Exception {
        Path old = jdk(directory.resolve("old"), "17.0.15");
        Files.createSymbolicLink(programs.resolve("javac"), old.resolve("bin/javac"));
        jdk(home.resolve(".sdkman/candidates/java/25"), "25.0.3");
        Ended ended = run("find_jdk; echo \"$JAVA_HOME\"");
        assertThat(ended.status()).as(ended.output()).isZero();
        Path found = Path.of(ended.output().strip());
        assertThat(found).isNotEqualTo(old);
        assertThat(Files.readString(found.resolve("release"))).containsPattern("JAVA_VERSION=\"(2[5-9]|[3-9]\\d)");
    }

    @Test
    void prefersTheJdkThatThePersonNames() throws Exception {
        Path chosen = jdk(directory.resolve("chosen"), "26");
        assertThat(run("JAVA_HOME=" + chosen + "; find_jdk; echo \"$JAVA_HOME\"")
                        .output())
                .isEqualToIgnoringNewLines(chosen.toString());
    }

    @Test
    void passesOverANamedJdkThatIsTooOld() throws Exception {
        Path old = jdk(directory.resolve("old"), "1.8.0_402");
        Path newer = jdk(directory.resolve("newer"), "25");
        Ended ended = run("jdk_candidates() { printf '%s\\n' " + old + " " + newer + "; }; find_jdk; echo $JAVA_HOME");
        assertThat(ended.output()).isEqualToIgnoringNewLines(newer.toString());
    }

    @Test
    void saysInOneSentenceWhatToInstallWhenThereIsNoJdk() throws Exception {
        Path old = jdk(directory.resolve("old"), "21.0.2");
        Ended ended = run("jdk_candidates() { printf '%s\\n' " + old + " /nowhere; }; find_jdk");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.output().strip())
                .startsWith("muhr: No JDK 25 or newer was found")
                .doesNotContain("\n");
    }

    @Test
    void bringsPackageListsWhenAFreshMachineHasNone() throws Exception {
        Path log = directory.resolve("log");
        program("apt-get", """
                echo "$*" >>%1$s
                case $1 in
                    update) touch %1$s.updated ;;
                    *) [[ -e %1$s.updated && $* == *" softhsm2" ]] ;;
                esac
                """.formatted(log));
        program("sudo", "exec \"$@\"");
        Ended ended = run("install_package softhsm 'for a test'");
        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("installing softhsm2 (for a test) with apt-get");
        assertThat(Files.readAllLines(log))
                .satisfiesExactly(
                        first -> assertThat(first).contains("install -y").endsWith(" softhsm2"),
                        second -> assertThat(second).isEqualTo("update"),
                        third -> assertThat(third).contains("install -y").endsWith(" softhsm2"));
    }

    @Test
    void knowsFedorasNames() throws Exception {
        Path log = directory.resolve("log");
        program("dnf", "echo \"$*\" >>" + log);
        program("sudo", "exec \"$@\"");
        Ended ended = run("package_manager() { printf dnf; }; install_package softhsm why; install_package opensc why");
        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(Files.readAllLines(log)).containsExactly("install -y softhsm", "install -y opensc");
    }

    @Test
    void namesThePackageWhenItCannotInstallIt() throws Exception {
        Ended ended = run("package_manager() { :; }; install_package softhsm 'the token'");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.output()).contains("muhr: softhsm is needed (the token) and could not be installed from here");
    }

    @Test
    void looksForSoftHsmWhereTheProgramLooks() throws Exception {
        String places = run("printf '%s\\n' \"${softhsm_directories[@]}\"").output();
        assertThat(places.lines()).containsAll(SoftHsmLibrary.DIRECTORIES);
    }

    @Test
    void buildsWhenTheProgramIsMissingOrOlderThanItsSources() throws Exception {
        Path tree = Files.createDirectory(directory.resolve("tree"));
        Files.copy(LAUNCHER, tree.resolve("muhr"));
        Files.createDirectory(tree.resolve(".mvn"));
        Path pom = Files.createFile(tree.resolve("pom.xml"));
        Path source =
                Files.createFile(Files.createDirectory(tree.resolve("src")).resolve("A.java"));
        Path program =
                Files.createDirectories(tree.resolve("target/quarkus-app")).resolve("quarkus-run.jar");
        String question = "is_built && echo built || echo stale";
        assertThat(source(tree.resolve("muhr"), question).output()).contains("stale");

        Files.createFile(program);
        Instant built = Instant.parse("2026-01-01T00:00:00Z");
        setTime(built.minusSeconds(10), tree.resolve(".mvn"), pom, source, source.getParent());
        setTime(built, program);
        assertThat(source(tree.resolve("muhr"), question).output()).contains("built");

        setTime(built.plusSeconds(1), source);
        assertThat(source(tree.resolve("muhr"), question).output()).contains("stale");
    }

    /** On a machine with flock, and on one without. */
    @Test
    void oneBuildsAndTheOtherWaitsForIt() throws Exception {
        program("mvn", """
                echo begins >>log
                mkdir -p target/quarkus-app
                sleep 2
                touch target/quarkus-app/quarkus-run.jar
                echo ends >>log""");
        for (String machine : List.of(
                "", NO_FLOCK + "mkdir -p \"$top/target\"; ln -s 99999999 \"$top/target/build.lock.of\" || :;")) {
            Path tree = Files.createDirectory(directory.resolve("two" + machine.length()));
            Files.copy(LAUNCHER, tree.resolve("muhr"));
            for (String file : List.of("src", ".mvn", "pom.xml")) {
                Files.createFile(tree.resolve(file));
            }
            Ended ended = source(
                    tree.resolve("muhr"), machine + "JAVA_HOME=/jdk; build & sleep 0.5; build && echo built; wait $!");
            assertThat(ended.status()).as(ended.output()).isZero();
            assertThat(ended.output()).containsOnlyOnce("==> building").contains("another ./muhr is building", "built");
            assertThat(tree.resolve("log")).hasContent("begins\nends\n");
            assertThat(source(tree.resolve("muhr"), "readlink \"$top/target/build.lock.of\"")
                            .output())
                    .isEmpty();
        }
    }

    /** Not even its superuser makes a file there. */
    @Test
    void saysThatItCannotBuildWhereNothingCanBeWritten() throws Exception {
        Path tree = Files.createDirectory(directory.resolve("tree"));
        Files.copy(LAUNCHER, tree.resolve("muhr"));
        Files.createSymbolicLink(tree.resolve("target"), Path.of("/proc"));
        for (String machine : List.of("", NO_FLOCK)) {
            Ended ended = source(tree.resolve("muhr"), machine + "bring_maven() { :; }; build");
            assertThat(ended.status()).as(ended.output()).isEqualTo(1);
            assertThat(ended.output()).startsWith("muhr: ").contains("/target cannot be written");
        }
    }

    /** Between the look at a dead one's link and its removal, another one waiting has removed it and builds. */
    @Test
    void removesNoLinkOfWhoBuildsNow() throws Exception {
        Path tree = Files.createDirectories(directory.resolve("tree"));
        Files.copy(LAUNCHER, tree.resolve("muhr"));
        Path link = Files.createDirectory(tree.resolve("target")).resolve("build.lock.of");
        Files.createSymbolicLink(link, Path.of("99999999"));
        Ended ended = source(
                tree.resolve("muhr"),
                NO_FLOCK
                        + "kill() { builtin kill \"$@\" && return; ln -sfn $$ %1$s; return 1; }; sleep() { exit; }; build_alone"
                                .formatted(link)
                        + "; echo alone");
        assertThat(ended.output()).contains("another ./muhr is building").doesNotContain("alone");
        assertThat(Files.readSymbolicLink(link)).isNotEqualTo(Path.of("99999999"));
    }

    @Test
    void tellsSoftHsmWhereItsConfigurationIsBeforeJavaStarts() throws Exception {
        String quiet = "find_jdk() { :; }; bring_softhsm() { :; }; build() { :; };"
                + " run_service() { echo \"$SOFTHSM2_CONF $*\"; }; cd " + directory + "; ";
        assertThat(run(quiet + "main start --data here --port 81").output())
                .contains(directory + "/here/softhsm/softhsm2.conf start --data here --port 81");
        assertThat(run(quiet + "main start --data=/some/where").output()).contains("/some/where/softhsm/softhsm2.conf");
        assertThat(run(quiet + "main start").output())
                .contains(LAUNCHER.resolveSibling(".muhr") + "/softhsm/softhsm2.conf");
    }

    private static void setTime(Instant time, Path... files) throws IOException {
        for (Path file : files) {
            Files.setLastModifiedTime(file, FileTime.from(time));
        }
    }

    private static Path jdk(Path directory, String version) throws IOException {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        for (String name : List.of("java", "javac")) {
            Files.createFile(
                    bin.resolve(name),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        Files.writeString(directory.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return directory;
    }

    private void program(String name, String script) throws IOException {
        Path file = programs.resolve(name);
        Files.writeString(file, "#!/usr/bin/env bash\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Ended run(String script) throws IOException, InterruptedException {
        return source(LAUNCHER, script);
    }

    private Ended source(Path launcher, String script) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-c", "source '" + launcher + "'; " + script).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(Map.of("HOME", home.toString(), "PATH", programs + ":/usr/bin:/bin"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        return new Ended(process.waitFor(), output);
    }
}
