package pk.muhr.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.PathConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import pk.muhr.x509.EmailAddress;

/** Where mails go when no mail server takes them. */
class PostTest {

    private static final String DIRECTORY = "muhr.notices.directory";

    @TempDir
    Path directory;

    @Test
    void writesMailsThatOthersRead() throws IOException, MessagingException, NotTaken {
        Path mails = directory.resolve("mail");
        Post post = post(Map.of(DIRECTORY, mails.toString()), "development");
        assertThat(post.missing()).isEmpty();
        post.send(
                new Letter("<0123456789abcdef@h>", new EmailAddress("a@x.gov.pk"), "سرٹیفکیٹ", "متن\n", "<p>متن</p>"));
        try (Stream<Path> files = Files.list(mails)) {
            List<Path> found = files.toList();
            assertThat(found).hasSize(1);
            assertThat(found.getFirst().toString()).endsWith("-01234567.eml");
            MimeMessage message = new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(Files.readAllBytes(found.getFirst())));
            assertThat(message.getSubject()).isEqualTo("سرٹیفکیٹ");
            assertThat(message.getMessageID()).isEqualTo("<0123456789abcdef@h>");
            assertThat(message.getFrom()[0]).hasToString("muhr@pki.example.gov.pk");
        }
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(post(Map.of(), "production").missing().orElseThrow()).contains("quarkus.mailer.host");
        assertThat(post(Map.of("quarkus.mailer.host", "mail.gov.pk"), "production")
                        .missing())
                .isEmpty();
    }

    @Test
    void productionWritesNoFiles() {
        Post post = post(Map.of(DIRECTORY, directory.toString()), "production");
        assertThatThrownBy(() -> post.requireServer(new StartupEvent()))
                .hasMessageContaining("muhr.notices.directory is for development");
        post(Map.of(DIRECTORY, directory.toString()), "development").requireServer(new StartupEvent());
        post(Map.of(), "production").requireServer(new StartupEvent());
    }

    @Test
    void aSubjectIsOneLine() {
        assertThatThrownBy(() -> new Letter("<i@h>", new EmailAddress("a@x.gov.pk"), "a\r\nBcc: b@x.gov.pk", "", ""))
                .hasMessageContaining("one line");
    }

    private static Post post(Map<String, String> keys, String mode) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(NoticeConfiguration.class)
                .withDefaultValue("quarkus.mailer.host", "localhost") // as the framework says
                .withSources(new PropertiesConfigSource(keys, "test", 100))
                .withConverter(Path.class, 200, new PathConverter())
                .withConverter(Duration.class, 200, new DurationConverter())
                .build();
        return new Post(
                null,
                config.getConfigMapping(NoticeConfiguration.class),
                config,
                Optional.empty(),
                URI.create("http://pki.example.gov.pk"),
                mode,
                Clock.systemUTC());
    }
}
