package pk.muhr.policy;

import static pk.muhr.policy.PolicyReading.FLOORS;
import static pk.muhr.policy.PolicyReading.HIERARCHY;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

import pk.muhr.policy.Floors.DatedDays;
import pk.muhr.policy.HierarchyPolicy.TrustContext;

/**
 * What others hold authorities to: BR 2.2.6, S/MIME BR 1.0.10 and CSBR 3.10.0, which no candidate may loosen in
 * {@code floors.yaml}, on no day; and where {@code trustContext} is {@code public}, what the programmes of browsers and
 * systems ask besides (Microsoft's of 2026-08-05, BR §7.2 for what only closed nations read). A bundle in force is not held
 * against it again: its steps of later days were in it from the beginning, and a step that is new binds the next
 * candidate.
 */
final class BaselineRequirements {

    private static final int ANY = Integer.MAX_VALUE;
    private static final int PUBLIC_OCSP_DAYS = 7;
    private static final String PUBLIC = " where trustContext is public, ";

    private static final List<Bound> BOUNDS = List.of(
            new Bound("codeSigningMinimumRsaBits", Floors::codeSigningMinimumRsaBits, 3072, ANY, "CSBR §6.1.5.2"),
            new Bound(
                    "codeSigningAuthorityMinimumRsaBits",
                    Floors::codeSigningAuthorityMinimumRsaBits,
                    4096,
                    ANY,
                    "CSBR §6.1.5.1"),
            new Bound("subscriberCrlMaximumDays", Floors::subscriberCrlMaximumDays, 1, 10, "BR §7.2"),
            new Bound("authorityCrlMaximumDays", Floors::authorityCrlMaximumDays, 1, 366, "BR §7.2"),
            new Bound("ocspMaximumDays", Floors::ocspMaximumDays, 1, 10, "BR §4.9.10"),
            new Bound("rootMinimumDays", Floors::rootMinimumDays, 2922, 9132, "BR §7.1.2.1.1"),
            new Bound(
                    "timeStampingKeyMaximumDays", Floors::timeStampingKeyMaximumDays, 1, 454, "CSBR §6.3.2: 15 months"),
            new Bound("emailDomainProofMaximumDays", Floors::emailDomainProofMaximumDays, 1, 398, "S/MIME BR §4.2.1"),
            new Bound("personProofMaximumDays", Floors::personProofMaximumDays, 1, 825, "S/MIME BR §4.2.1"));

    private static final List<Table> TABLES = List.of(
            life(
                    CertificateType.TLS_SERVER,
                    "BR §6.3.2",
                    from("2020-09-01", 398),
                    from("2026-03-15", 200),
                    from("2027-03-15", 100),
                    from("2029-03-15", 47)),
            life(CertificateType.SMIME, "S/MIME BR §6.3.2", from("2023-09-01", 825)),
            life(CertificateType.CODE_SIGNER, "CSBR §6.3.2", from("2026-03-01", 460)),
            life(CertificateType.TIME_STAMPING_UNIT, "CSBR §6.3.2: 135 months", from("2020-01-01", 4109)),
            life(CertificateType.ROOT_CA, "BR §7.1.2.1.1", from("2020-01-01", 9132)),
            life(CertificateType.OCSP_RESPONDER, "normative reference 4.10", from("2020-01-01", 366)),
            life(CertificateType.DOMAIN_CA, "the Council's own limit", from("2020-01-01", 7305)),
            life(CertificateType.ISSUING_CA, "the Council's own limit", from("2020-01-01", 5475)),
            new Table(
                    "domainProofMaximumDays",
                    Floors::domainProofMaximumDays,
                    List.of(
                            from("2020-09-01", 398),
                            from("2026-03-15", 200),
                            from("2027-03-15", 100),
                            from("2029-03-15", 10)),
                    "BR §4.2.1"));

    /** A number of {@code floors.yaml}. */
    private record Bound(String key, ToIntFunction<Floors> said, int least, int most, String clause) {}

    /** A table of {@code floors.yaml} and the most that it may permit from each day on. */
    private record Table(String key, Function<Floors, List<DatedDays>> said, List<DatedDays> most, String clause) {}

    private BaselineRequirements() {}

    /** Adds every floor that is looser, and whatever the public's programs would not take. */
    static void check(PolicyBundle bundle, PolicyFiles files) {
        BOUNDS.forEach(bound -> check(bound, bundle.floors(), files));
        TABLES.forEach(table -> check(table, bundle.floors(), files));
        if (bundle.hierarchy().trustContext() == TrustContext.PUBLIC) {
            checkForThePublic(bundle, files);
        }
    }

    private static void checkForThePublic(PolicyBundle bundle, PolicyFiles files) {
        int ocsp = bundle.floors().ocspMaximumDays();
        files.require(
                FLOORS,
                "ocspMaximumDays",
                ocsp <= PUBLIC_OCSP_DAYS,
                "ocspMaximumDays is " + ocsp + ";" + PUBLIC + "it is at most " + PUBLIC_OCSP_DAYS
                        + " (Microsoft Trusted Root Program §3.2.2)",
                "write " + PUBLIC_OCSP_DAYS + " or less");
        List<HierarchyPolicy.Authority> authorities = bundle.hierarchy().authorities();
        for (int i = 0; i < authorities.size(); i++) {
            HierarchyPolicy.CrlSchedule crl = authorities.get(i).crl();
            files.require(
                    HIERARCHY,
                    "authorities[" + i + "].crl.deltaEvery",
                    crl.deltaEvery().isEmpty(),
                    "crl.deltaEvery of " + authorities.get(i).name() + " asks for delta lists;" + PUBLIC
                            + "there are none (BR §7.2)",
                    "leave it out");
        }
    }

    private static void check(Bound bound, Floors floors, PolicyFiles files) {
        int said = bound.said().applyAsInt(floors);
        boolean low = said < bound.least();
        files.require(
                FLOORS,
                bound.key(),
                !low && said <= bound.most(),
                bound.key() + " is " + said + ", and it is "
                        + (low ? "at least " + bound.least() : "at most " + bound.most()) + " (" + bound.clause() + ")",
                low ? "write " + bound.least() + " or more" : "write " + bound.most() + " or less");
    }

    /** On each day on which either of them changes, and therefore on every day. */
    private static void check(Table table, Floors floors, PolicyFiles files) {
        List<DatedDays> said = table.said().apply(floors);
        Stream.concat(said.stream(), table.most().stream())
                .map(DatedDays::issuedFrom)
                .distinct()
                .forEach(day -> {
                    int entry = inForce(said, day);
                    int limit = inForce(table.most(), day);
                    if (entry >= 0 && limit >= 0) {
                        int most = table.most().get(limit).days();
                        files.require(
                                FLOORS,
                                table.key() + "[" + entry + "]",
                                said.get(entry).days() <= most,
                                table.key() + " permits " + said.get(entry).days() + " days from " + day + " on, and "
                                        + most + " is the most (" + table.clause() + ")",
                                "write {issuedFrom: " + day + ", days: " + most + "}, or fewer days");
                    }
                });
    }

    /** Index of the entry that counts on the day; below zero before the first. */
    private static int inForce(List<DatedDays> table, LocalDate day) {
        return (int) table.stream()
                        .filter(entry -> !entry.issuedFrom().isAfter(day))
                        .count()
                - 1;
    }

    private static Table life(CertificateType type, String clause, DatedDays... most) {
        return new Table(
                "maximumDays." + type.label(), floors -> floors.maximumDays().get(type), List.of(most), clause);
    }

    private static DatedDays from(String day, int days) {
        return new DatedDays(LocalDate.parse(day), days);
    }
}
