package pk.muhr.validation.caa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.problem.Unavailable;
import pk.muhr.validation.network.SlowDns;
import pk.muhr.validation.network.TestDns;
import pk.muhr.x509.DnsName;

/** Against the development name server. */
class AuthorizationsTest {

    private static final String OURS = "@ CAA 0 issue \"pki.gov.pk\"";
    private static final String NOBODYS = "@ CAA 0 issue \";\"";

    @TempDir
    private Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-12-01T00:00:00Z"));
    private TestDns dns;
    private Authorizations authorizations;

    @BeforeEach
    void start() {
        dns = new TestDns(directory);
        InstantSource source = now::get;
        authorizations = new Authorizations(dns.names(), source.withZone(ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        dns.close();
    }

    @Test
    void climbsToTheNearestRecords() {
        dns.zone("pk", NOBODYS);
        assertThat(of("a.b.dept.gov.pk")).isInstanceOf(Authorization.Forbidden.class);
        dns.zone("gov.pk", OURS);
        assertThat(of("a.b.dept.gov.pk")).isInstanceOf(Authorization.Permitted.class);
        dns.zone("late.gov.pk", NOBODYS, "www.open CAA 0 issue \"PKI.gov.pk; a=b\"");
        assertThat(of("a.b.late.gov.pk")).isInstanceOf(Authorization.Forbidden.class);
        assertThat(of("a.b.later.gov.pk")).isInstanceOf(Authorization.Permitted.class);
        assertThat(of("www.open.late.gov.pk"))
                .isEqualTo(new Authorization.Permitted(
                        new DnsName("www.open.late.gov.pk"), "at www.open.late.gov.pk issue \"PKI.gov.pk; a=b\""));
        assertThat(of("open.late.gov.pk")).isInstanceOf(Authorization.Forbidden.class);
    }

    @Test
    void asksForAWildcardAtTheNameBelowWhichItIs() {
        dns.zone("dept.gov.pk", OURS, "closed CAA 0 issuewild \";\"", "closed CAA 0 issue \"pki.gov.pk\"");
        assertThat(of("*.dept.gov.pk")).isInstanceOf(Authorization.Permitted.class);
        assertThat(of("*.closed.dept.gov.pk")).isInstanceOf(Authorization.Forbidden.class);
        assertThat(of("closed.dept.gov.pk")).isInstanceOf(Authorization.Permitted.class);
    }

    @Test
    void followsAliasesAndClimbsFromTheNameItself() {
        dns.zone("dept.gov.pk", OURS, "www CNAME www.cdn.pk.", "bare CNAME bare.cdn.pk.", "below DNAME cdn.pk.");
        dns.zone("cdn.pk", NOBODYS, "www CAA 0 issue \"other.pk\"", "bare A 192.0.2.1");
        assertThat(of("www.dept.gov.pk")).isInstanceOf(Authorization.Forbidden.class);
        assertThat(of("www.below.dept.gov.pk")).isInstanceOf(Authorization.Forbidden.class);
        assertThat(of("bare.dept.gov.pk")).isInstanceOf(Authorization.Permitted.class);
    }

    @Test
    void knowsNothingWhereNobodyAnswers() {
        dns.zone("dept.gov.pk", "loop CNAME loop2", "loop2 CNAME loop", "www A 192.0.2.1");
        assertThat(of("loop.dept.gov.pk")).isInstanceOf(Authorization.Unknown.class);
        Authorization www = of("www.dept.gov.pk"); // nothing up to gov.pk, which this server refuses
        assertThat(www).isInstanceOfSatisfying(Authorization.Unknown.class, unknown -> assertThat(unknown.why())
                .contains("CAA of gov.pk"));
        dns.zone("gov.pk");
        dns.zone("pk");
        assertThat(of("www.dept.gov.pk")).isInstanceOf(Authorization.Permitted.class);
    }

    @Test
    void asksForManyNamesAndSaysWhichIsForbidden() {
        dns.zone("dept.gov.pk", OURS, "last CAA 0 issue \";\"");
        List<DnsName> hosts = Stream.concat(
                        Stream.iterate(0, i -> i < 99, i -> i + 1).map(i -> new DnsName("h" + i + ".dept.gov.pk")),
                        Stream.of(new DnsName("last.dept.gov.pk"), new DnsName("last.dept.gov.pk")))
                .toList();
        List<Authorization> found = authorizations.ofHosts(hosts, Set.of("pki.gov.pk"));
        assertThat(found).hasSize(100);
        assertThat(found.stream().map(Authorization::name).toList())
                .containsExactlyElementsOf(hosts.stream().distinct().toList());
        assertThat(found.stream().filter(Authorization.Forbidden.class::isInstance))
                .singleElement()
                .extracting(Authorization::name)
                .isEqualTo(new DnsName("last.dept.gov.pk"));
    }

    @Test
    void remembersWhatPermitsAsLongAsItLives() {
        dns.zone("dept.gov.pk", OURS); // for 300 seconds, as the zone says
        assertThat(of("dept.gov.pk")).isInstanceOf(Authorization.Permitted.class);
        dns.close();
        now.updateAndGet(at -> at.plusSeconds(299));
        assertThat(of("dept.gov.pk")).isInstanceOf(Authorization.Permitted.class);
        now.updateAndGet(at -> at.plusSeconds(1));
        assertThat(of("dept.gov.pk")).isInstanceOf(Authorization.Unknown.class);
    }

    @Test
    void remembersNothingLongerThanEightHours() {
        dns.zone("dept.gov.pk", "@ 86400 CAA 0 issue \"pki.gov.pk\"");
        assertThat(of("dept.gov.pk")).isInstanceOf(Authorization.Permitted.class);
        dns.zone("dept.gov.pk", NOBODYS);
        now.updateAndGet(at -> at.plus(Duration.ofHours(8)).minusSeconds(1));
        assertThat(of("dept.gov.pk")).isInstanceOf(Authorization.Permitted.class);
        now.updateAndGet(at -> at.plusSeconds(1));
        assertThat(of("dept.gov.pk")).isInstanceOf(Authorization.Forbidden.class);
    }

    @Test
    void remembersNothingThatForbids() {
        dns.zone("dept.gov.pk", NOBODYS);
        assertThat(of("dept.gov.pk")).isInstanceOf(Authorization.Forbidden.class);
        dns.zone("dept.gov.pk", OURS);
        assertThat(of("dept.gov.pk")).isInstanceOf(Authorization.Permitted.class);
    }

    @Test
    void asksAnewBeforeItForbids() {
        dns.zone("dept.gov.pk", "@ 3600 CAA 0 issue \"pki.gov.pk\"", "@ 3600 CAA 0 issuewild \";\"");
        assertThat(of("dept.gov.pk")).isInstanceOf(Authorization.Permitted.class);
        dns.zone("dept.gov.pk", OURS);
        assertThat(of("*.dept.gov.pk"))
                .as("what is remembered forbids, what is there does not")
                .isInstanceOf(Authorization.Permitted.class);
    }

    @Test
    void asksAnewForTheWholeClimbBeforeItForbids() {
        dns.zone("gov.pk", "@ 3600 CAA 0 issue \"pki.gov.pk\"", "@ 3600 CAA 0 issuewild \";\"");
        dns.zone("dept.gov.pk");
        assertThat(of("www.dept.gov.pk")).isInstanceOf(Authorization.Permitted.class);
        dns.zone("dept.gov.pk", OURS);
        assertThat(of("*.www.dept.gov.pk")).isInstanceOf(Authorization.Permitted.class);
    }

    @Test
    void asksForMailboxesByTheirOwnProperty() {
        dns.zone("dept.gov.pk", NOBODYS, "closed CAA 0 issuemail \"other.pk\"", "open CAA 0 issuemail \"pki.gov.pk\"");
        List<DnsName> domains = Stream.of("dept.gov.pk", "a.closed.dept.gov.pk", "open.dept.gov.pk")
                .map(DnsName::new)
                .toList();
        assertThat(authorizations.ofMailboxes(domains, Set.of("pki.gov.pk")))
                .hasExactlyElementsOfTypes(
                        Authorization.Permitted.class, Authorization.Forbidden.class, Authorization.Permitted.class);
    }

    /** Each of its many labels may take its time, the call may not; and no more may wait so than there are threads. */
    @Test
    void waitsTenSecondsForAllAndForNoMoreThanIsBearable() throws Exception {
        dns.zone("gov.pk");
        dns.zone("pk");
        try (SlowDns slow = new SlowDns(dns, Duration.ofMillis(1500));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Authorizations patient = new Authorizations(slow.names(), Clock.fixed(now.get(), ZoneOffset.UTC));
            List<DnsName> deep = List.of(new DnsName("a.b.c.d.e.f.g.h.i.j.gov.pk"));
            long start = System.nanoTime();
            List<Future<List<Authorization>>> asked = new ArrayList<>();
            for (int i = 0; i < Authorizations.MOST_CALLS; i++) {
                asked.add(threads.submit(() -> patient.ofHosts(deep, Set.of("pki.gov.pk"))));
            }
            slow.awaitQuestions(Authorizations.MOST_CALLS);
            assertThatThrownBy(() -> patient.ofHosts(deep, Set.of("pki.gov.pk")))
                    .isInstanceOf(Unavailable.class);
            for (Future<List<Authorization>> each : asked) {
                assertThat(each.get())
                        .singleElement()
                        .isInstanceOfSatisfying(Authorization.Unknown.class, unknown -> assertThat(unknown.why())
                                .contains("within 10 seconds"));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(14));
            assertThat(patient.ofHosts(List.of(), Set.of()))
                    .as("threads are free again")
                    .isEmpty();
        }
    }

    private Authorization of(String name) {
        return authorizations
                .ofHosts(List.of(new DnsName(name)), Set.of("pki.gov.pk"))
                .getFirst();
    }
}
