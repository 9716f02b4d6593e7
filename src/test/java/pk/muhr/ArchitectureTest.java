package pk.muhr;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.event.Observes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.scheduler.Scheduled;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import pk.muhr.safety.DoneBy;

/** The architecture, as the table that the README shows. */
class ArchitectureTest {

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("pk.muhr");

    /** Each capability and what it may use. A capability uses only lines above its own, so there are no cycles. */
    private static final Map<String, Set<String>> MAY_USE = new LinkedHashMap<>();

    private static final Map<String, List<String>> TABLE = new LinkedHashMap<>();

    /** The table as it is written, for the comparison with the README. */
    static Map<String, List<String>> table() {
        return TABLE;
    }

    private static void capability(String name, String... mayUse) {
        MAY_USE.put(name, Set.of(mayUse));
        TABLE.put(name, List.of(mayUse));
    }

    private static String[] aboveBut(String... left) {
        return MAY_USE.keySet().stream()
                .filter(name -> !Set.of(left).contains(name))
                .toArray(String[]::new);
    }

    static {
        capability("x509");
        capability("problem");
        capability("hsm", "x509");
        capability("policy", "x509");
        capability("lint", "x509", "policy");
        capability("audit", "x509", "problem", "hsm");
        capability("safety", "x509", "policy", "audit");
        capability("identity", "x509", "problem", "policy", "audit", "safety");
        capability("validation", "x509", "problem", "policy", "audit", "safety", "identity");
        capability("ca", "x509", "problem", "hsm", "policy", "lint", "audit", "safety", "identity");
        capability("issuance", "x509", "problem", "policy", "lint", "audit", "safety", "identity", "validation", "ca");
        capability(
                "timestamp",
                "x509",
                "problem",
                "hsm",
                "policy",
                "lint",
                "audit",
                "safety",
                "identity",
                "ca",
                "issuance");
        capability("accreditation", "x509", "problem", "policy", "lint", "audit", "safety", "identity", "issuance");
        capability("revocation", "x509", "problem", "policy", "lint", "audit", "safety", "identity", "ca", "issuance");
        capability(
                "ceremony",
                "x509",
                "problem",
                "hsm",
                "policy",
                "lint",
                "audit",
                "safety",
                "identity",
                "ca",
                "issuance",
                "timestamp",
                "accreditation",
                "revocation");
        capability(
                "enrolment",
                "x509",
                "problem",
                "policy",
                "audit",
                "safety",
                "identity",
                "validation",
                "ca",
                "issuance",
                "revocation");
        capability(
                "notice",
                "x509",
                "problem",
                "policy",
                "audit",
                "safety",
                "identity",
                "validation",
                "issuance",
                "revocation",
                "enrolment");
        capability("evidence", aboveBut("hsm"));
        capability("console", aboveBut("hsm", "lint"));
        capability("command", aboveBut());
        TABLE.put("evidence", List.of("all above but hsm"));
        TABLE.put("console", List.of("all above but hsm, lint"));
        TABLE.put("command", List.of("all"));
    }

    @Test
    void usesOnlyLinesAbove() {
        List<String> above = new ArrayList<>();
        MAY_USE.forEach((capability, uses) -> {
            assertThat(above).as(capability).containsAll(uses);
            above.add(capability);
        });
    }

    @Test
    void everyPackageIsACapability() {
        assertThat(CODE.stream().map(ArchitectureTest::capabilityOf))
                .isNotEmpty()
                .allMatch(MAY_USE::containsKey);
    }

    @TestFactory
    List<DynamicTest> eachCapabilityUsesOnlyWhatItMay() {
        return MAY_USE.keySet().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    String[] forbidden = MAY_USE.keySet().stream()
                            .filter(other ->
                                    !other.equals(name) && !MAY_USE.get(name).contains(other))
                            .map(other -> "pk.muhr." + other + "..")
                            .toArray(String[]::new);
                    noClasses()
                            .that()
                            .resideInAPackage("pk.muhr." + name + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(forbidden)
                            .allowEmptyShould(true) // a line may be written before its first class
                            .check(CODE);
                }))
                .toList();
    }

    @Test
    void onlyResourcesSpeakHttp() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Resource")
                .and()
                .resideOutsideOfPackage("pk.muhr.problem..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs..")
                .check(CODE);
    }

    @Test
    void entitiesNeverLeaveTheirCapability() {
        classes()
                .that()
                .areAnnotatedWith("jakarta.persistence.Entity")
                .should()
                .bePackagePrivate()
                .andShould()
                .haveSimpleNameEndingWith("Row")
                .check(CODE);
    }

    @Test
    void pkcs11StaysInHsm() {
        noClasses()
                .that()
                .resideOutsideOfPackage("pk.muhr.hsm..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.security.PrivateKey")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("sun.security.pkcs11..")
                .check(CODE);
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Processor|Handler|Common|Base|Abstract\\w+)")
                .check(CODE);
    }

    @Test
    void protocolsAndStatusServicesDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("pk.muhr.revocation.crl..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("pk.muhr.revocation.ocsp..")
                .check(CODE);
        noClasses()
                .that()
                .resideInAPackage("pk.muhr.revocation.ocsp..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("pk.muhr.revocation.crl..")
                .check(CODE);
    }

    /** Classes that keep rows. Whoever opens a transaction is one of them. */
    private static final Set<String> COLLECTIONS = Set.of(
            "AuditRecords",
            "LogEntries",
            "LogKeys",
            "LogRecovery",
            "Checkpoints",
            "MailedCheckpoints",
            "CrossStamps",
            "PolicyBundles",
            "PolicyCandidates",
            "Installations",
            "People",
            "Sessions",
            "Bodies",
            "BodyRegister",
            "BodyContacts",
            "Appointments",
            "AppointmentProposals",
            "AppointmentReviews",
            "DomainProofs",
            "DomainChallenges",
            "MailboxProofs",
            "MailboxChallenges",
            "Authorities",
            "OcspResponders",
            "PostgresIntents",
            "PostgresOutcomes",
            "IssuedCertificates",
            "BlockedKeys",
            "KeyCompromises",
            "MassRevocations",
            "AuthorityRevocations",
            "PersonProofs",
            "PersonStatements",
            "BodyProofs",
            "KeyProtectionProofs",
            "IdentifierKeyChecks",
            "Requests",
            "Batches",
            "StopSwitch",
            "Decisions",
            "EvidenceFiles",
            "Observations",
            "Notices",
            "ExpiryMarks",
            "ProblemReports",
            "TestSites",
            "Revocations",
            "RevocationLists",
            "PublishedLists",
            "RevokedEntries",
            "ResponderRequests",
            "TimeStamps",
            "UnitWords",
            "ClockSamples",
            "UnitKeys",
            "KeyRemovals",
            "CertificateStatuses",
            "LegalHolds",
            "Destructions");

    @Test
    void onlyCollectionsOpenTransactions() {
        // So that no call to the token ever waits inside a database transaction.
        noClasses()
                .that(new DescribedPredicate<>("are not collections") {
                    @Override
                    public boolean test(JavaClass type) {
                        return !COLLECTIONS.contains(type.getSimpleName());
                    }
                })
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("jakarta.transaction.Transactional")
                .check(CODE);
    }

    @Test
    void collectionsNeverCallATokenNorAnAuthority() {
        noClasses()
                .that(new DescribedPredicate<>("are collections") {
                    @Override
                    public boolean test(JavaClass type) {
                        return COLLECTIONS.contains(type.getSimpleName());
                    }
                })
                .should()
                .dependOnClassesThat()
                .haveSimpleName("SigningKey")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleName("CertificateAuthority")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleName("Token")
                .check(CODE);
    }

    @Test
    void onlyACeremonyMakesAuthorities() {
        // Invariant I4: cA TRUE only by ceremony.
        noClasses()
                .that()
                .resideOutsideOfPackages("pk.muhr.ceremony..", "pk.muhr.issuance..")
                .should()
                .callMethodWhere(new DescribedPredicate<JavaMethodCall>("certifies an authority") {
                    @Override
                    public boolean test(JavaMethodCall call) {
                        return call.getTargetOwner().getSimpleName().equals("Issuance")
                                && Set.of("certifyAuthority", "certifyRoot").contains(call.getName());
                    }
                })
                .check(CODE);
    }

    @Test
    void onlyTimeStampingCertifiesUnits() {
        // Without a subscriber, so without the proofs of one.
        noClasses()
                .that()
                .resideOutsideOfPackages("pk.muhr.timestamp..", "pk.muhr.issuance..")
                .should()
                .callMethodWhere(new DescribedPredicate<JavaMethodCall>("certifies a time-stamping unit") {
                    @Override
                    public boolean test(JavaMethodCall call) {
                        return call.getTargetOwner().getSimpleName().equals("Issuance")
                                && call.getName().equals("certifyUnit");
                    }
                })
                .check(CODE);
    }

    @Test
    void everyJobAndStepOfTheStartSaysWhoDoesIt() {
        // A process with few roles, and a database role with few rights, must not do the work of another.
        methods()
                .that(new DescribedPredicate<JavaMethod>("are jobs or steps of the start") {
                    @Override
                    public boolean test(JavaMethod method) {
                        return method.isAnnotatedWith(Scheduled.class) || isStep(method);
                    }
                })
                .should()
                .beAnnotatedWith(DoneBy.class)
                .andShould()
                .haveRawReturnType(void.class)
                .check(CODE);
    }

    private static boolean isStep(JavaMethod method) {
        return method.getParameters().stream()
                .anyMatch(parameter -> parameter.isAnnotatedWith(Observes.class)
                        && Set.of("StartupEvent", "InstallationOpened")
                                .contains(parameter.getRawType().getSimpleName()));
    }

    private static String capabilityOf(JavaClass type) {
        return type.getPackageName().split("\\.")[2];
    }
}
