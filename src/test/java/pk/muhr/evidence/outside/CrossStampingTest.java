package pk.muhr.evidence.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.inject.Inject;

import io.quarkus.runtime.configuration.PathConverter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.Api;
import pk.muhr.TestInstallation;
import pk.muhr.audit.log.Checkpoints;
import pk.muhr.audit.log.LogConfiguration;
import pk.muhr.audit.log.LogVerifier;
import pk.muhr.evidence.export.Disproved;
import pk.muhr.evidence.export.ExportVerifier;
import pk.muhr.evidence.export.Exported;
import pk.muhr.revocation.ReplicaLock;

/** Another authority stamps the log; whatever it answers that is not what was asked is not kept. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class CrossStampingTest {

    @TempDir
    Path directory;

    @Inject
    Checkpoints checkpoints;

    @Inject
    CrossStamps stamps;

    @Inject
    Sender sender;

    @Inject
    ReplicaLock lock;

    @Test
    void keepsWhatProvesTheTimeAndNothingElse() throws Exception {
        Exported.awaitAll();
        try (OtherAuthority authority = new OtherAuthority();
                OtherAuthority stranger = new OtherAuthority()) {
            CrossStamping stamping = stamping(authority);
            Standing standing = stamping.standing().orElseThrow();
            assertThat(stamping.isCurrent()).as("none yet").isFalse();
            byte[] nothing = new byte[32];
            Map<OtherAuthority.Answer, String> lies = Map.of(
                    asked -> authority.right(OtherAuthority.other(
                            asked.getMessageImprintDigest(), asked.getNonce().add(BigInteger.ONE))),
                    "nonce",
                    asked -> authority.right(OtherAuthority.other(nothing, asked.getNonce())),
                    "imprint",
                    stranger::right,
                    "none of the authorities",
                    asked -> authority.at(asked, Instant.now().minus(Duration.ofMinutes(5))),
                    "which is not now",
                    _ -> new byte[1 << 20],
                    "",
                    asked -> broken(authority.right(asked)),
                    "",
                    _ -> {
                        Thread.sleep(Duration.ofSeconds(12));
                        return nothing;
                    },
                    "");
            for (Map.Entry<OtherAuthority.Answer, String> lie : lies.entrySet()) {
                authority.answer = lie.getKey();
                int before = authority.calls;
                stamping.work();
                assertThat(authority.calls).isEqualTo(before + 1);
                assertThat(standing.failure().orElse("taken"))
                        .contains(lie.getValue())
                        .isNotEqualTo("taken");
                assertThat(stamps.last()).isEmpty();
            }
            authority.answer = authority::right;
            stamping.work();
            stamping.work();
            assertThat(standing.failure()).isEmpty();
            assertThat(stamping.isCurrent()).isTrue();
            int calls = authority.calls;
            stamping(authority).work();
            assertThat(authority.calls).as("another replica on the same day").isEqualTo(calls);
            isPublished(authority);
            isInTheAuditorsArchive();
        }
    }

    /** A bit of the signature, which ends the answer. */
    private static byte[] broken(byte[] reply) {
        byte[] broken = reply.clone();
        broken[broken.length - 1] ^= 1;
        return broken;
    }

    private void isPublished(OtherAuthority authority) throws Exception {
        LocalDate today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);
        Response reply = Api.anonymous().get("/log/stamp/" + today);
        assertThat(reply.contentType()).isEqualTo("application/timestamp-reply");
        assertThat(Api.anonymous().get("/log/stamp/newest").asByteArray()).isEqualTo(reply.asByteArray());
        Path file = Files.write(directory.resolve("reply"), reply.asByteArray());
        Path data = Files.write(
                directory.resolve("checkpoint"),
                Api.anonymous().get("/log/stamp/" + today + "/checkpoint").asByteArray());
        Path root = Files.writeString(directory.resolve("root"), authority.pem());
        assertThat(openssl(data, file, root)).as("openssl accepts it").isZero();
        assertThat(openssl(root, file, root)).as("and of nothing else").isNotZero();
        for (String day : List.of("2020-01-01", "x", "..", "999999999-01-01")) {
            assertThat(Api.anonymous().get("/log/stamp/" + day).statusCode())
                    .as(day)
                    .isBetween(400, 404);
        }
    }

    private static int openssl(Path data, Path reply, Path root) throws Exception {
        return new ProcessBuilder(
                        "openssl",
                        "ts",
                        "-verify",
                        "-data",
                        data.toString(),
                        "-in",
                        reply.toString(),
                        "-CAfile",
                        root.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private void isInTheAuditorsArchive() throws Exception {
        Exported.awaitAll();
        byte[] archive = Exported.of("format=zip&event=LOG_STAMPED").asByteArray();
        ExportVerifier verifier = new ExportVerifier(
                Exported.keys()
                        .lines()
                        .map(line -> LogVerifier.of(line).orElseThrow())
                        .toList(),
                Optional.empty(),
                List.of());
        Path file = Files.write(directory.resolve("export.zip"), archive);
        assertThat(verifier.verify(file)).anyMatch(said -> said.contains("another authority's time-stamp"));
        Map<String, byte[]> files = Exported.files(archive);
        assertThat(files).containsKeys("stamped-checkpoint", "stamped-checkpoint.tsr", "stamped-issuers.pem");
        Exported.Ran second = Exported.second(directory, archive);
        assertThat(second.status()).as(second.said()).isZero();
        byte[] changed = Arrays.copyOf(archive, archive.length);
        int at = new String(archive, StandardCharsets.ISO_8859_1).indexOf("stamped-checkpoint.tsr") + 200;
        changed[at] ^= 1;
        Path other = Files.write(directory.resolve("changed.zip"), changed);
        assertThatThrownBy(() -> verifier.verify(other)).isInstanceOf(Disproved.class);
    }

    @Test
    void addressAndIssuersBelongTogether() throws Exception {
        Path file = Files.writeString(directory.resolve("none"), "no certificate");
        for (Map<String, String> wrong : List.of(
                Map.of("muhr.log.stamp-url", "http://127.0.0.1:1/tsa"),
                Map.of("muhr.log.stamp-issuers", file.toString()),
                Map.of("muhr.log.stamp-url", "http://127.0.0.1:1/tsa", "muhr.log.stamp-issuers", file.toString()),
                Map.of("muhr.log.stamp-url", "ftp://127.0.0.1/tsa", "muhr.log.stamp-issuers", file.toString()))) {
            assertThatThrownBy(() -> stamping(wrong))
                    .as(wrong.toString())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("muhr.log.stamp");
        }
        CrossStamping none = stamping(Map.of());
        none.work();
        assertThat(none.standing()).isEmpty();
        assertThat(none.isCurrent()).as("none is wanted").isTrue();
    }

    private CrossStamping stamping(OtherAuthority authority) throws Exception {
        Path issuers = Files.writeString(directory.resolve("issuers"), authority.pem());
        return stamping(Map.of(
                "muhr.log.stamp-url", authority.address().toString(), "muhr.log.stamp-issuers", issuers.toString()));
    }

    private CrossStamping stamping(Map<String, String> settings) {
        LogConfiguration configuration = new SmallRyeConfigBuilder()
                .withMapping(LogConfiguration.class)
                .withSources(new PropertiesConfigSource(new HashMap<>(settings), "test", 100))
                .withConverter(Path.class, 200, new PathConverter())
                .build()
                .getConfigMapping(LogConfiguration.class);
        return new CrossStamping(
                checkpoints, stamps, configuration, sender, lock, new SecureRandom(), Clock.systemUTC());
    }
}
