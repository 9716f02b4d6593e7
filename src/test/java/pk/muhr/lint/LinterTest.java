package pk.muhr.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pk.muhr.lint.Specimens.BUNDLE;
import static pk.muhr.lint.Specimens.NOW;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import pk.muhr.lint.Specimens.Specimen;
import pk.muhr.lint.rule.CertificateRule;
import pk.muhr.lint.rule.Rule;
import pk.muhr.policy.CertificateProfile;
import pk.muhr.policy.CertificateType;
import pk.muhr.policy.Finding;
import pk.muhr.policy.HierarchyPolicy;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.CertificateTemplate;
import pk.muhr.x509.Extensions;
import pk.muhr.x509.MalformedDer;

/** The gate as a whole; what each rule finds is in {@link LintFixturesTest}. */
class LinterTest {

    private final Linter linter = new Linter();

    @TestFactory
    Stream<DynamicTest> passesWhatEveryProfileGives() {
        return Specimens.all().stream()
                .map(specimen -> DynamicTest.dynamicTest(specimen.name(), () -> {
                    LintResult<LintedCertificate> result = lint(specimen, specimen.template());
                    assertThat(result).isInstanceOf(LintResult.Clean.class);
                    LintedCertificate linted = ((LintResult.Clean<LintedCertificate>) result).linted();
                    assertThat(linted.tbs()).isEqualTo(specimen.template().tbs());
                    assertThat(linted.policy()).isEqualTo(BUNDLE.hash());
                }));
    }

    @Test
    void judgesEveryTypeOfCertificateThereIs() {
        Set<CertificateType> judged = new HashSet<>();
        Specimens.all().forEach(specimen -> judged.add(specimen.judgedBy().type()));
        assertThat(judged).containsExactlyInAnyOrder(CertificateType.values());
    }

    @Test
    void givesNothingToSignWhenARuleIsBroken() {
        Specimen tls = Specimens.named("tls-server");
        LintResult<LintedCertificate> result =
                lint(tls, Mutations.without(tls.template(), Extensions.CRL_DISTRIBUTION_POINTS));
        assertThat(result).isInstanceOf(LintResult.Broken.class);
        assertThat(((LintResult.Broken<LintedCertificate>) result).findings())
                .extracting(Finding::rule)
                .contains("extensions-of-profile", "tls-status-findable");
    }

    /** Whoever is refused can look the decision up; nobody decides over what only the encoding says. */
    @Test
    void everyRuleHasTheKeyThatGovernsIt() {
        List<String> keys = Stream.of(CertificateProfile.class, HierarchyPolicy.Authority.class)
                .flatMap(type -> Stream.of(type.getRecordComponents()))
                .map(RecordComponent::getName)
                .toList();
        Set<String> without = new HashSet<>();
        for (CertificateRule rule : Rules.CERTIFICATE) {
            Linter.governingKey(rule.id())
                    .ifPresentOrElse(
                            key -> assertThat(keys).contains(key.replaceAll("\\..*", "")),
                            () -> without.add(rule.id()));
        }
        assertThat(without)
                .containsExactlyInAnyOrder(
                        "algorithms-agree",
                        "der-encoding",
                        "serial-number",
                        "unique-identifiers-absent",
                        "validity-encoding",
                        "validity-whole",
                        "version-3");
    }

    @Test
    void judgesWhatWasSignedLongAgoAsOfItsOwnTime() {
        Specimen tls = Specimens.named("tls-server");
        Certificate old = Certificate.of(
                Breaches.signed(Mutations.lasting(tls.template(), NOW.plus(Duration.ofDays(40)), Duration.ofDays(90))));
        assertThat(linter.judge(
                        old, tls.judgedBy(), Optional.of(Specimens.issuer("gov-tls")), Optional.empty(), BUNDLE))
                .isEmpty();
        assertThat(linter.judge(
                        old,
                        Specimens.profile("tls-server-domain"),
                        Optional.of(Specimens.issuer("gov-tls")),
                        Optional.empty(),
                        BUNDLE))
                .isNotEmpty();
    }

    @Test
    void readsNoBytesThatSayAnExtensionTwice() {
        Specimen tls = Specimens.named("tls-server");
        CertificateTemplate twice = Mutations.adding(tls.template(), Extensions.notAnAuthority());
        assertThatThrownBy(() -> lint(tls, twice))
                .isInstanceOf(MalformedDer.class)
                .hasMessageContaining("repeated extension");
    }

    @Test
    void everyRuleHasANameOfItsOwnASourceAndAScope() {
        assertThat(Linter.ruleIds()).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"));
        assertThat(Linter.rules()).allSatisfy(rule -> {
            assertThat(rule.citation().clause()).isNotBlank();
            assertThat(rule.appliesTo()).isNotBlank();
        });
    }

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("pk.muhr");

    @Test
    void everyRuleThatIsWrittenIsInTheList() {
        List<String> written = CODE.stream()
                .filter(type -> type.isAssignableTo(Rule.class))
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getName)
                .toList();
        List<String> listed = Stream.of(
                        Rules.CERTIFICATE, Rules.REVOCATION_LIST, Rules.REVOCATION_ENTRY, Rules.OCSP_RESPONSE)
                .<Rule<?>>flatMap(List::stream)
                .map(rule -> rule.getClass().getName())
                .toList();
        assertThat(listed).containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void onlyTheLinterKnowsRules() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackage("pk.muhr.lint..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("pk.muhr.lint.*..")
                .check(CODE);
    }

    @Test
    void packagesOfRulesDoNotKnowEachOther() {
        SlicesRuleDefinition.slices()
                .matching("pk.muhr.lint.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CODE);
        String[] packages = CODE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith("pk.muhr.lint.") && !name.equals("pk.muhr.lint.rule"))
                .distinct()
                .toArray(String[]::new);
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage("pk.muhr.lint.rule")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .check(CODE);
    }

    private LintResult<LintedCertificate> lint(Specimen specimen, CertificateTemplate template) {
        boolean itself = specimen.issuer().equals(specimen.authority());
        return linter.lint(
                template,
                specimen.judgedBy(),
                itself ? Optional.empty() : Optional.of(Specimens.issuer(specimen.issuer())),
                Optional.ofNullable(specimen.authority()).map(Specimens::definition),
                BUNDLE,
                NOW);
    }
}
