package pk.muhr.validation.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.quarkus.runtime.StartupEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DnssecWatchTest {

    @TempDir
    private Path directory;

    @Test
    void saysWhereNothingIsValidated() {
        try (TestDns dns = new TestDns(directory)) {
            assertThat(warnings(dns.names(), "production"))
                    .singleElement()
                    .asString()
                    .contains("muhr.dns.trust-anchors");
            assertThat(warnings(dns.names(), "development")).isEmpty();
            assertThat(said(dns.names())).contains("muhr.dns.trust-anchors");
        }
    }

    @Test
    void isContentWithTrustAnchors() throws IOException {
        Path anchors = Files.writeString(
                directory.resolve("anchors"),
                ". IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D\n");
        try (TestDns dns = new TestDns(directory)) {
            assertThat(warnings(dns.validating(anchors), "production")).isEmpty();
            assertThat(said(dns.validating(anchors))).isEqualTo("validated");
        }
    }

    private static String said(NameServers names) {
        return new DnssecWatch(names, "production")
                .call()
                .getData()
                .orElseThrow()
                .get("dnssec")
                .toString();
    }

    private static List<String> warnings(NameServers names, String mode) {
        List<String> said = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                said.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(DnssecWatch.class.getName());
        logger.addHandler(handler);
        try {
            new DnssecWatch(names, mode).warn(new StartupEvent());
        } finally {
            logger.removeHandler(handler);
        }
        return said;
    }
}
