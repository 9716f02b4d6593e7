package pk.muhr.lint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import pk.muhr.lint.Specimens.Specimen;
import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.CertificateSubject;
import pk.muhr.lint.rule.RevocationListRule;
import pk.muhr.lint.rule.RevocationListSubject;
import pk.muhr.lint.rule.Rule;
import pk.muhr.policy.Finding;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Pem;
import pk.muhr.x509.RevocationList;

/**
 * The fixtures of every rule: {@code <rule>/passes-<specimen>.pem} and {@code <rule>/fails-<why>.pem}. Above the PEM block
 * stands by what the contents are to be judged: profile, issuer, authority, time.
 */
final class LintFixtures {

    static final Path DIRECTORY = Path.of("src/test/resources/lint");

    private static final int PASSES_OF_A_RULE = 3;

    private LintFixtures() {}

    /** One file. */
    record Fixture(Path file, Map<String, String> heads, Pem pem) {

        String rule() {
            return file.getParent().getFileName().toString();
        }

        boolean passes() {
            return file.getFileName().toString().startsWith("passes-");
        }

        /** What the linter finds. */
        List<Finding> findings() {
            return pem.label().equals("X509 CRL") ? ofList() : ofCertificate();
        }

        private List<Finding> ofCertificate() {
            Certificate content = Certificate.of(pem.content());
            boolean itself = heads.get("issuer").equals(heads.get("authority"));
            return Rules.findings(new CertificateSubject(
                    content,
                    Specimens.profile(heads.get("profile")),
                    itself ? content : Specimens.issuer(heads.get("issuer")),
                    Optional.ofNullable(heads.get("authority")).map(Specimens::definition),
                    Specimens.BUNDLE,
                    Instant.parse(heads.get("now"))));
        }

        private List<Finding> ofList() {
            return ListSpecimen.Judged.of(heads).findings(RevocationList.of(pem.content()));
        }
    }

    /** Every fixture there is. */
    static List<Fixture> read() {
        try (Stream<Path> files = Files.walk(DIRECTORY, 2)) {
            return files.filter(file -> file.getFileName().toString().matches("(passes|fails)-.*\\.pem"))
                    .filter(file -> !file.getParent().getFileName().toString().startsWith("ocsp-"))
                    .sorted()
                    .map(LintFixtures::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Fixture read(Path file) {
        try {
            String text = Files.readString(file);
            int block = text.indexOf("-----BEGIN");
            Map<String, String> heads = new LinkedHashMap<>();
            text.substring(0, block).lines().forEach(line -> {
                String[] parts = line.split(": ", 2);
                heads.put(parts[0], parts[1]);
            });
            return new Fixture(file, heads, Pem.parse(text.substring(block)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes all of them anew. */
    static void write() {
        read().forEach(fixture -> fixture.file().toFile().delete());
        List<Specimen> specimens = Specimens.all();
        for (CertificateRule rule : Rules.CERTIFICATE) {
            specimens.stream()
                    .filter(specimen -> rule.concerns(specimen.judgedBy().type())
                            && rule.appliesTo(subject(specimen))
                            && (!rule.id().startsWith("rsa-")
                                    || specimen.template().key() instanceof pk.muhr.x509.SubjectPublicKey.Rsa))
                    .limit(PASSES_OF_A_RULE)
                    .forEach(specimen -> write(
                            rule.id(),
                            "passes-" + specimen.name(),
                            heads(specimen, specimen.issuer()),
                            new Pem("CERTIFICATE", Breaches.signed(specimen.template()))));
        }
        Breaches.all()
                .forEach((rule, breaches) -> breaches.forEach(breach -> {
                    Specimen specimen = Specimens.named(breach.specimen());
                    write(
                            rule,
                            "fails-" + breach.why(),
                            heads(specimen, breach.issuer().orElse(specimen.issuer())),
                            new Pem("CERTIFICATE", breach.bytes().apply(specimen.template())));
                }));
        writeLists();
    }

    private static CertificateSubject subject(Specimen specimen) {
        Certificate content = Certificate.of(Breaches.signed(specimen.template()));
        return new CertificateSubject(
                content, specimen.judgedBy(), content, Optional.empty(), Specimens.BUNDLE, Specimens.NOW);
    }

    private static void writeLists() {
        for (Rule<?> rule : rulesOfLists()) {
            ListSpecimen.all().stream()
                    .filter(list -> concerns(rule, list))
                    .forEach(list -> write(
                            rule.id(),
                            "passes-" + list.name(),
                            list.judged().heads(),
                            new Pem("X509 CRL", list.signed(list.tbs()))));
        }
        RevocationListBreaches.all()
                .forEach((rule, breaches) -> breaches.forEach(breach -> write(
                        rule, "fails-" + breach.why(), breach.judged().heads(), new Pem("X509 CRL", breach.bytes()))));
    }

    /** Those for lists and those for their entries. */
    static List<Rule<?>> rulesOfLists() {
        return Stream.of(Rules.REVOCATION_LIST, Rules.REVOCATION_ENTRY)
                .<Rule<?>>flatMap(List::stream)
                .toList();
    }

    private static boolean concerns(Rule<?> rule, ListSpecimen list) {
        RevocationListSubject subject = new RevocationListSubject(
                        RevocationList.of(list.signed(list.tbs())),
                        list.judged().facts(),
                        Specimens.BUNDLE,
                        Specimens.NOW)
                .counted(2);
        return !(rule instanceof RevocationListRule ofList) || ofList.appliesTo(subject);
    }

    private static String heads(String issuer) {
        return "issuer: " + issuer + "\nnow: " + Specimens.NOW + "\n";
    }

    private static String heads(Specimen specimen, String issuer) {
        String authority = specimen.authority() == null ? "" : "authority: " + specimen.authority() + "\n";
        return "profile: " + specimen.profile() + "\n" + authority + heads(issuer);
    }

    private static void write(String rule, String name, String heads, Pem pem) {
        try {
            Path file = DIRECTORY.resolve(rule).resolve(name + ".pem");
            Files.createDirectories(file.getParent());
            Files.writeString(file, heads + pem.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
