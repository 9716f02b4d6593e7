package pk.muhr.notice;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.mailencoder.MailEncoder;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;

/** The way out: a mail server, or in development a directory of files. */
@ApplicationScoped
public class Post {

    private static final String SERVER = "quarkus.mailer.host";

    private final MailClient server;
    private final NoticeConfiguration configuration;
    private final boolean isServerNamed;
    private final String from;
    private final String host;
    private final String mode;
    private final Clock clock;

    Post(
            MailClient server,
            NoticeConfiguration configuration,
            Config all,
            @ConfigProperty(name = "quarkus.mailer.from") Optional<String> from,
            @ConfigProperty(name = "muhr.public-url") URI publicUrl,
            @ConfigProperty(name = "muhr.mode", defaultValue = "production") String mode,
            Clock clock) {
        ConfigValue named = all.getConfigValue(SERVER);
        this.server = server;
        this.configuration = configuration;
        this.isServerNamed = named.getValue() != null && named.getSourceOrdinal() > Integer.MIN_VALUE;
        this.host = publicUrl.getHost();
        this.from = from.orElse("muhr@" + host);
        this.mode = mode;
        this.clock = clock;
    }

    @DoneBy(ProcessRole.REGISTRATION)
    void requireServer(@Observes StartupEvent event) {
        if (mode.equals("production") && configuration.directory().isPresent()) {
            throw new IllegalStateException("muhr.notices.directory is for development, refused in production:"
                    + " notices leave by " + SERVER + "; take it away");
        }
    }

    /** What must be configured before anything can leave; nothing where it can. */
    public Optional<String> missing() {
        return configuration.directory().isPresent() || isServerNamed
                ? Optional.empty()
                : Optional.of("set " + SERVER + ", .port, .from and what the mail server asks for besides");
    }

    /**
     * Hands a mail over. After it returned, the mail server has it.
     *
     * @throws NotTaken when it has not, or did not say so in time
     */
    public void send(Letter letter) throws NotTaken {
        MailMessage message = new MailMessage()
                .setFrom(from)
                .setTo(letter.to().value())
                .setSubject(letter.subject())
                .setText(letter.text())
                .setHtml(letter.html())
                .addHeader("Message-ID", letter.id())
                .addHeader("Auto-Submitted", "auto-generated"); // RFC 3834 §5
        if (configuration.directory().isPresent()) {
            write(configuration.directory().get(), letter, message);
        } else {
            send(message);
        }
    }

    private void send(MailMessage message) throws NotTaken {
        try {
            server.sendMail(message)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(configuration.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new NotTaken(said(e.getCause()), e.getCause() instanceof SMTPException, e.getCause());
        } catch (TimeoutException e) {
            throw new NotTaken("the mail server did not answer in time", false, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotTaken("the program ends", false, e);
        }
    }

    private static String said(Throwable failure) {
        return failure instanceof SMTPException refusal
                ? "the mail server said " + refusal.getReplyMessage()
                : "the mail server cannot be reached: " + failure.getMessage();
    }

    private void write(Path directory, Letter letter, MailMessage message) throws NotTaken {
        String name = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "") + "-"
                + letter.id().substring(1, 9) + ".eml";
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(name), new MailEncoder(message, host).encode(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new NotTaken("the mail cannot be written: " + e.getMessage(), false, e);
        }
    }
}
