package pk.muhr.validation.caa;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        List<Authorization> found = authorizations.of(hosts, Set.of("pki.gov.pk"));
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

    private Authorization of(String name) {
        return authorizations
                .of(List.of(new DnsName(name)), Set.of("pki.gov.pk"))
                .getFirst();
    }
}
