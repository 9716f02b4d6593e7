package pk.muhr.validation.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

import pk.muhr.x509.DnsName;

/** Against the development name server, over UDP and TCP. */
class NameServersTest {

    @TempDir
    private Path directory;

    private TestDns dns;
    private NameServers names;

    @BeforeEach
    void start() {
        dns = new TestDns(directory);
        names = dns.names();
    }

    @AfterEach
    void stop() {
        dns.close();
    }

    @Test
    void readsTexts() throws LookupFailed {
        dns.zone("dept.gov.pk", "_muhr-challenge TXT \"one\"", "_muhr-challenge TXT \"two \" \"halves\"");
        assertThat(texts("_muhr-challenge.dept.gov.pk")).containsExactlyInAnyOrder("one", "two halves");
    }

    @Test
    void findsNothingWhereNothingIs() throws LookupFailed {
        dns.zone("dept.gov.pk", "www A 192.0.2.1");
        assertThat(texts("www.dept.gov.pk")).isEmpty();
        assertThat(texts("no.such.dept.gov.pk")).isEmpty();
    }

    @Test
    void seesAChangedZoneAtOnce() throws LookupFailed {
        dns.zone("dept.gov.pk");
        assertThat(texts("dept.gov.pk")).isEmpty();
        dns.zone("dept.gov.pk", "@ TXT \"now\"");
        assertThat(texts("dept.gov.pk")).containsExactly("now");
    }

    @Test
    void knowsTheDevelopmentNamesAndNoOther() throws LookupFailed {
        assertThat(names.records(name("example.gov.pk"), Type.CAA)).hasSize(1);
        assertThat(names.records(name("example.com.pk"), Type.CAA)).hasSize(1);
        assertThatThrownBy(() -> texts("nadra.gov.pk"))
                .isInstanceOf(LookupFailed.class)
                .hasMessageContaining("refuse to answer")
                .hasMessageContaining("nadra.gov.pk");
    }

    @Test
    void asksAgainOverTcpWhatDoesNotFitADatagram() throws Exception {
        String[] lines = IntStream.range(0, 1000)
                .mapToObj(i -> "@ TXT \"value number " + i + "\"")
                .toArray(String[]::new);
        dns.zone("dept.gov.pk", lines);
        SimpleResolver udpOnly = new SimpleResolver(dns.address());
        udpOnly.setIgnoreTruncation(true);
        Message first = udpOnly.send(Message.newQuery(Record.newRecord(name("dept.gov.pk"), Type.TXT, DClass.IN)));
        assertThat(first.getHeader().getFlag(Flags.TC)).isTrue();

        assertThat(texts("dept.gov.pk")).hasSize(1000);
    }

    @Test
    void followsAliases() throws LookupFailed {
        dns.zone("dept.gov.pk", "a CNAME b", "b CNAME x.other.gov.pk.", "below DNAME other.gov.pk.");
        dns.zone("other.gov.pk", "x TXT \"there\"");
        assertThat(texts("a.dept.gov.pk")).containsExactly("there");
        assertThat(texts("x.below.dept.gov.pk")).containsExactly("there");
    }

    @Test
    void refusesAliasesInACircle() {
        dns.zone("dept.gov.pk", "a CNAME b", "b CNAME c.other.gov.pk.");
        dns.zone("other.gov.pk", "c CNAME a.dept.gov.pk.");
        assertThatThrownBy(() -> texts("a.dept.gov.pk"))
                .isInstanceOf(LookupFailed.class)
                .hasMessageContaining("circle");
    }

    @Test
    void refusesWhatABrokenZoneAnswers() throws IOException {
        Files.writeString(directory.resolve("dept.gov.pk.zone"), "this is no zone\n");
        assertThatThrownBy(() -> texts("dept.gov.pk"))
                .isInstanceOf(LookupFailed.class)
                .hasMessageContaining("servers fail");
    }

    @Test
    void saysThatNobodyAnswers() {
        dns.close();
        assertThatThrownBy(() -> texts("dept.gov.pk"))
                .isInstanceOf(LookupFailed.class)
                .hasMessageContaining("no name server answers");
    }

    @Test
    void keepsAnIpv4AddressInIpv6AsItIs() throws LookupFailed {
        dns.zone("dept.gov.pk", "@ AAAA ::ffff:127.0.0.1", "@ A 192.0.2.1");
        assertThat(names.addresses(new DnsName("dept.gov.pk"), System.nanoTime() + 20_000_000_000L))
                .extracting(address -> address.getAddress().length)
                .containsExactly(4, 16);
    }

    @Test
    void waitsForAddressesNoLongerThanItMay() throws Exception {
        dns.zone("dept.gov.pk", "@ A 192.0.2.1");
        Duration slowness = Duration.ofSeconds(5);
        try (SlowDns slow = new SlowDns(dns, slowness)) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> slow.names().addresses(new DnsName("dept.gov.pk"), start + 500_000_000))
                    .isInstanceOf(LookupFailed.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(slowness);
        }
    }

    @Test
    void wantsTheAddressOfItsServersSpelledOut() {
        assertThatThrownBy(() ->
                        new NameServers(Optional.of(List.of("dns.gov.pk:53")), Optional.empty(), Clock.systemUTC()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("muhr.dns.servers");
    }

    // --- DNSSEC ---

    @Test
    void believesWhatIsSignedBelowItsTrustAnchor() throws Exception {
        NameServers validating = dns.validating(signed("signed"));
        assertThat(validating.records(name("dept.gov.pk"), Type.TXT)).hasSize(1);
    }

    @Test
    void refusesWhatIsNotSignedAsItShouldBe() throws Exception {
        NameServers validating = dns.validating(signed("forged"));
        assertThatThrownBy(() -> validating.records(name("dept.gov.pk"), Type.TXT))
                .isInstanceOf(LookupFailed.class)
                .hasMessageContaining("not signed as it should be");
    }

    /** A signed zone whose text is this, while its signature is over {@code signed}; gives its trust anchor. */
    private Path signed(String text) throws IOException, GeneralSecurityException, DNSSEC.DNSSECException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        Name zone = name("dept.gov.pk");
        DNSKEYRecord key = new DNSKEYRecord(
                zone,
                DClass.IN,
                300,
                DNSKEYRecord.Flags.ZONE_KEY | DNSKEYRecord.Flags.SEP_KEY,
                DNSKEYRecord.Protocol.DNSSEC,
                DNSSEC.Algorithm.ECDSAP256SHA256,
                pair.getPublic());
        dns.zone(
                "dept.gov.pk",
                new TXTRecord(zone, DClass.IN, 300, text).toString(),
                key.toString(),
                signature(new TXTRecord(zone, DClass.IN, 300, "signed"), key, pair),
                signature(key, key, pair));
        Path anchor = directory.resolve("anchor");
        Files.writeString(anchor, key + "\n");
        return anchor;
    }

    private static String signature(Record record, DNSKEYRecord key, KeyPair pair) throws DNSSEC.DNSSECException {
        Instant now = Instant.now();
        return DNSSEC.sign(new RRset(record), key, pair.getPrivate(), now.minusSeconds(3600), now.plusSeconds(3600))
                .toString();
    }

    private List<String> texts(String name) throws LookupFailed {
        return names.records(name(name), Type.TXT).stream()
                .map(record -> String.join("", ((TXTRecord) record).getStrings()))
                .toList();
    }

    private static Name name(String text) {
        return Name.fromConstantString(text + ".");
    }
}
