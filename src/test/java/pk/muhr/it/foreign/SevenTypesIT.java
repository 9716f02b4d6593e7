package pk.muhr.it.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

import pk.muhr.it.Clone;
import pk.muhr.it.Ran;
import pk.muhr.it.RunningProgram;

/**
 * One certificate of every kind and for every key that its profile takes, in the hands of foreign programs; and each
 * program once with a certificate that it must refuse, so that its yes means something.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SevenTypesIT {

    /** The purposes that openssl knows, and the types that are for them. */
    private static final Map<String, String> TYPE_BY_PURPOSE = Map.of(
            "sslserver",
            "TLS server",
            "sslclient",
            "authentication",
            "smimesign",
            "e-mail",
            "timestampsign",
            "time-stamping");

    private static final Path POLICIES = Path.of("policies");
    private static final int LIST_PATIENCE_SECONDS = 60;

    private final Map<Kind, Map<KeyKind, Held>> held = new LinkedHashMap<>();
    private RunningProgram program;
    private Path directory;
    private Repository repository;
    private Nginx proxy;
    private Judges judges;

    @BeforeAll
    void requestEverything() throws IOException {
        directory = Clone.place("seven-types-held");
        program = RunningProgram.onFoundedData("seven-types");
        repository = new Repository(program.api(), directory.resolve("published"));
        Subscribers subscribers = subscribers("held");
        Kind.all().forEach(kind -> {
            Map<KeyKind, Held> byKey = new EnumMap<>(KeyKind.class);
            kind.keys().forEach(key -> byKey.put(key, subscribers.request(kind, key)));
            held.put(kind, byKey);
        });
        proxy = Nginx.proxyTo(program.api().plain(""), directory.resolve("proxy"));
        judges = new Judges(
                repository, proxy, of(Kind.TLS_SERVER, KeyKind.P_256), of(Kind.DIGITAL_SIGNATURE, KeyKind.P_256));
    }

    @AfterAll
    void end() {
        if (proxy != null) {
            proxy.close();
        }
        if (program != null) {
            program.close();
        }
    }

    @Test
    void everyProfileOfSubscribersHasAKind() {
        assertThat(Kind.all().map(Kind::profile)).containsExactlyInAnyOrderElementsOf(profiles());
    }

    @TestFactory
    Stream<DynamicTest> everyProgramAcceptsEveryCertificate() {
        assertThat(everything().count()).as("13 kinds, 4 keys, 2 for code").isEqualTo(50);
        return everything().flatMap(certificate -> judges.of(certificate.kind()).stream()
                .map(judge -> dynamicTest(certificate + ": " + judge.program(), () -> {
                    Verdict verdict = judge.judge(certificate);
                    assertThat(verdict.accepts()).as(verdict.said()).isTrue();
                })));
    }

    @TestFactory
    Stream<DynamicTest> opensslAcceptsNoOtherPurpose() {
        return TYPE_BY_PURPOSE.entrySet().stream().flatMap(purpose -> firsts().map(
                        certificate -> dynamicTest(certificate + ": " + purpose.getKey(), () -> {
                            Verdict verdict = judges.path(purpose.getKey()).judge(certificate);
                            assertThat(verdict.accepts())
                                    .as(verdict.said())
                                    .isEqualTo(certificate.kind().type().equals(purpose.getValue()));
                        })));
    }

    private record Control(Judge judge, Held wrong, String words) {}

    @TestFactory
    Stream<DynamicTest> everyProgramRefusesAnotherType() {
        Held seal = of(Kind.ESEAL, KeyKind.RSA_3072);
        Held tls = of(Kind.TLS_SERVER, KeyKind.RSA_3072);
        Held code = of(Kind.CODE_SIGNING, KeyKind.RSA_3072);
        Held device = of(Kind.AUTHENTICATION_DEVICE, KeyKind.P_256);
        return Stream.of(
                        new Control(judges.tlsServer(), device, "certificate purpose"),
                        new Control(judges.mail(), tls, "certificate purpose"),
                        new Control(judges.login(), tls, "400"),
                        new Control(judges.document(), tls, "key-usage"),
                        new Control(judges.jar(), seal, "doesn't allow code signing"),
                        new Control(judges.windowsProgram(), seal, "Signature verification: failed"),
                        new Control(judges.timeStamp(), code, "invalid signer certificate purpose"),
                        new Control(judges.stampedDocument(), code, "ExtendedKeyUsage"))
                .map(control -> dynamicTest(control.judge().program() + ": " + control.wrong(), () -> {
                    Verdict verdict = control.judge().verdict(control.wrong());
                    assertThat(verdict.accepts()).as(verdict.said()).isFalse();
                    assertThat(verdict.said()).contains(control.words());
                }));
    }

    @Test
    void programsThatAskForTheStatusRefuseWhatIsRevoked() throws Exception {
        Subscribers subscribers = subscribers("revoked");
        Held code = subscribers.request(Kind.CODE_SIGNING, KeyKind.RSA_3072);
        Held signer = subscribers.request(Kind.DIGITAL_SIGNATURE, KeyKind.P_256);
        subscribers.revoke(code);
        subscribers.revoke(signer);
        awaitListed(code);

        assertRefused(judges.path("any"), code, "certificate revoked");
        assertRefused(judges.windowsProgram(), code, "revoked");
        assertRefused(judges.jar(), code, "revoked");
        assertRefused(judges.document(), signer, "revoked");
    }

    private static void assertRefused(Judge judge, Held certificate, String words) {
        Verdict verdict = judge.verdict(certificate);
        assertThat(verdict.accepts())
                .as(judge.program() + " says " + verdict.said())
                .isFalse();
        assertThat(verdict.said()).as(judge.program()).containsIgnoringCase(words);
    }

    private void awaitListed(Held revoked) throws IOException, InterruptedException {
        String path = Repository.listOf(revoked.certificate()).orElseThrow();
        for (int second = 0; !repository.lists(path, revoked.certificate()); second++) {
            assertThat(second).as("seconds until the CRL lists it").isLessThan(LIST_PATIENCE_SECONDS);
            Thread.sleep(1000);
        }
    }

    @TestFactory
    Stream<DynamicTest> zlintFindsNothingInAuthoritiesRespondersAndLists() {
        Map<String, X509Certificate> certificates = new TreeMap<>();
        Map<String, String> lists = new TreeMap<>();
        everything().forEach(certificate -> {
            List<X509Certificate> chain = certificate.chain();
            // a certificate that says noRevAvail stands on no list, and no responder answers for it
            int first = certificate.kind().equals(Kind.AUTHENTICATION_DEVICE_SHORT) ? 1 : 0;
            for (int i = first; i + 1 < chain.size(); i++) {
                String list = Repository.listOf(chain.get(i)).orElseThrow();
                String name = list.replaceAll("^/crl/|-g\\d+(/\\d+)?\\.crl$", "");
                certificates.put(name, chain.get(i + 1));
                lists.put(name, list);
                if (!certificates.containsKey(name + " responder")) {
                    certificates.put(name + " responder", responder(chain.get(i), chain.get(i + 1)));
                }
            }
        });
        assertThat(lists).as("authorities of the hierarchy").hasSize(authorities());
        assertThat(certificates).hasSize(2 * lists.size());
        assertThat(certificates.entrySet().stream()
                        .filter(entry -> entry.getKey().endsWith(" responder") && isOfMemory(entry.getValue())))
                .as("responders with a key in memory, by their profile's life")
                .hasSize((int) hierarchy()
                        .filter(line -> line.contains("responderKey: memory"))
                        .count())
                .isNotEmpty();
        lists.put("gov-tls, whole", "/crl/gov-tls.crl");
        lists.put("gov-authentication, changes", "/crl/gov-authentication/delta.crl");
        return Stream.concat(
                certificates.entrySet().stream()
                        .map(entry -> dynamicTest(entry.getKey(), () -> assertThat(Zlint.findings(
                                        entry.getKey(), entry.getValue(), directory.resolve(entry.getKey() + ".pem")))
                                .isEmpty())),
                lists.entrySet().stream()
                        .map(entry -> dynamicTest("CRL of " + entry.getKey(), () -> assertThat(
                                        Zlint.findings(entry.getKey(), repository.list(entry.getValue())))
                                .isEmpty())));
    }

    @Test
    void zlintFindsFaults() throws IOException {
        Path bad = directory.resolve("bad.pem");
        Ran.toItsEnd(new ProcessBuilder(
                        ForeignTools.openssl().toString(),
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-keyout",
                        "/dev/null",
                        "-subj",
                        "/CN=localhost",
                        "-addext",
                        "extendedKeyUsage=serverAuth",
                        "-days",
                        "900",
                        "-out",
                        bad.toString()))
                .successfully();

        assertThat(Zlint.everything(bad)).extracting(Zlint.Finding::result).contains("error");
    }

    @Test
    void everyExceptionIsStillNeeded() throws IOException {
        Map<String, Path> subjects = new HashMap<>();
        firsts().forEach(certificate -> subjects.put(certificate.kind().profile(), certificate.certificateFile()));
        Path mail = directory.resolve("gov-email-exception.pem");
        Files.writeString(
                mail,
                Held.pem(List.of(of(Kind.EMAIL_MAILBOX, KeyKind.P_256).chain().get(1))));
        subjects.put("gov-email", mail);

        assertThat(Zlint.EXCEPTIONS)
                .allSatisfy(exception -> assertThat(Zlint.everything(subjects.get(exception.subject())))
                        .extracting(Zlint.Finding::lint)
                        .contains(exception.lint()));
    }

    private Subscribers subscribers(String name) {
        return new Subscribers(
                program.api(),
                body -> program.token("subscriber", "--body", body, "--name", Subscribers.personOf(body)),
                () -> program.token("registration-officer"),
                directory.resolve(name));
    }

    private X509Certificate responder(X509Certificate certificate, X509Certificate issuer) {
        try {
            return repository.responder(certificate, issuer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int authorities() {
        return (int) hierarchy().filter(line -> line.startsWith("  - name: ")).count();
    }

    private static Stream<String> hierarchy() {
        return lines(POLICIES.resolve("hierarchy.yaml"));
    }

    /** Those that name the authority which issues. */
    private static List<String> profiles() {
        try (Stream<Path> files = Files.list(POLICIES)) {
            return files.filter(file -> file.toString().endsWith(".yaml")
                            && lines(file).anyMatch(line -> line.startsWith("authority: ")))
                    .map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOfMemory(X509Certificate responder) {
        int days = lines(POLICIES.resolve("ocsp-responder-memory.yaml"))
                .filter(line -> line.startsWith("validityDays: "))
                .mapToInt(line -> Integer.parseInt(line.replace("validityDays: ", "")))
                .sum();
        Instant end = responder.getNotBefore().toInstant().plus(Duration.ofDays(days));
        return !responder.getNotAfter().toInstant().isAfter(end);
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Held of(Kind kind, KeyKind key) {
        return held.get(kind).get(key);
    }

    private Stream<Held> everything() {
        return held.values().stream().flatMap(byKey -> new ArrayList<>(byKey.values()).stream());
    }

    /** One of each kind. */
    private Stream<Held> firsts() {
        return held.values().stream().map(byKey -> byKey.values().iterator().next());
    }
}
