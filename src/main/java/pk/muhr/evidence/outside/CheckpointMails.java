package pk.muhr.evidence.outside;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import pk.muhr.audit.log.Checkpoint;
import pk.muhr.audit.log.Checkpoints;
import pk.muhr.audit.log.LogConfiguration;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.notice.Letter;
import pk.muhr.notice.NotTaken;
import pk.muhr.notice.Post;
import pk.muhr.revocation.ReplicaLock;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.ProcessRole;
import pk.muhr.x509.EmailAddress;
import pk.muhr.x509.Sha256;

/** Mails a checkpoint a day to those who keep it, ECAC above all; one replica at a time. */
@ApplicationScoped
class CheckpointMails {

    private static final Logger LOG = Logger.getLogger(CheckpointMails.class);

    private static final String TEXT = """
            The audit log of %s has %d records. Its signed checkpoint of %s:

            %s
            Keep this mail. Whoever has it can prove one day that nothing in the log up to here was
            changed or removed since: muhr audit verify FILE --key KEY --checkpoint FILE
            """;

    private final Checkpoints checkpoints;
    private final MailedCheckpoints mailed;
    private final Post post;
    private final ReplicaLock lock;
    private final Clock clock;
    private final List<EmailAddress> to;
    private final String host;

    CheckpointMails(
            Checkpoints checkpoints,
            MailedCheckpoints mailed,
            LogConfiguration configuration,
            @ConfigProperty(name = "muhr.public-url") URI address,
            Post post,
            ReplicaLock lock,
            Clock clock) {
        this.checkpoints = checkpoints;
        this.mailed = mailed;
        this.post = post;
        this.lock = lock;
        this.clock = clock;
        this.to = configuration.mailTo().orElse(List.of()).stream()
                .map(EmailAddress::new)
                .toList();
        this.host = address.getHost();
    }

    @DoneBy(ProcessRole.REGISTRATION)
    @Scheduled(every = "1m", delayed = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    void work() {
        if (!to.isEmpty() && post.missing().isEmpty()) {
            lock.whileHeld("log mails", () -> send(clock.instant()));
        }
    }

    void send(Instant now) {
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Optional<SignedNote> note = checkpoints.published();
        for (EmailAddress each : to) {
            if (note.isPresent()
                    && last(each).filter(sent -> !sent.day().isBefore(day)).isEmpty()) {
                send(day, each, note.get());
            }
        }
    }

    /** A crash before the record sends it again, under the same Message-ID. */
    private void send(LocalDate day, EmailAddress each, SignedNote note) {
        Checkpoint checkpoint = Checkpoint.of(note.text()).orElseThrow();
        try {
            post.send(letter(day, each, checkpoint, note));
            mailed.add(day, each, checkpoint.head().size());
        } catch (NotTaken e) {
            LOG.warnf("the checkpoint of %s waits for its mail to %s: %s", day, each.value(), e.getMessage());
        }
    }

    private Letter letter(LocalDate day, EmailAddress each, Checkpoint checkpoint, SignedNote note) {
        String text = TEXT.formatted(checkpoint.origin(), checkpoint.head().size(), day, note.encoded());
        Sha256 id = Sha256.of((day + " " + each.value() + " " + checkpoint.origin()).getBytes(StandardCharsets.UTF_8));
        return new Letter(
                "<" + id.hex().substring(0, 40) + "@" + host + ">",
                each,
                "Audit log of " + checkpoint.origin() + ": checkpoint of " + day,
                text,
                "<pre>" + text.replace("&", "&amp;").replace("<", "&lt;") + "</pre>");
    }

    /** Who gets one. */
    List<EmailAddress> to() {
        return to;
    }

    /** The last that went there. */
    Optional<MailedCheckpoints.Mailed> last(EmailAddress each) {
        return mailed.last(each);
    }
}
