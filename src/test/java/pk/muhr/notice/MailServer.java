package pk.muhr.notice;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import org.eclipse.microprofile.config.ConfigProvider;

/** A mail server of the test, at the address that the service knows. */
final class MailServer implements AutoCloseable {

    private final GreenMail server;

    private MailServer(GreenMail server) {
        this.server = server;
    }

    static MailServer start() {
        int port = ConfigProvider.getConfig().getValue("quarkus.mailer.port", Integer.class);
        GreenMail server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return new MailServer(server);
    }

    /**
     * Has everything sent that waits at that time. The client of Vert.x now and then misses the greeting of a server that is
     * this near; what failed so is sent in one of the next turns.
     */
    void take(NoticeDelivery delivery, Instant at) {
        for (int turn = 0; turn < 4; turn++) {
            delivery.work(at.plus(Duration.ofMinutes(5L * turn)));
        }
    }

    /** A mail as its reader sees it. */
    record Mail(String subject, String id, String text, String html, String source) {}

    /** What came for this address, oldest first. */
    List<Mail> at(String address) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(message -> isFor(message, address))
                .map(MailServer::mail)
                .toList();
    }

    private static boolean isFor(MimeMessage message, String address) {
        try {
            return Arrays.stream(message.getRecipients(Message.RecipientType.TO))
                    .anyMatch(to -> to.toString().equals(address));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Mail mail(MimeMessage message) {
        try {
            Multipart parts = (Multipart) message.getContent();
            if (parts.getCount() != 2 || !message.getContentType().startsWith("multipart/alternative")) {
                throw new IllegalStateException("not the same in two forms: " + message.getContentType());
            }
            return new Mail(
                    message.getSubject(),
                    message.getMessageID(),
                    text(parts.getBodyPart(0), "text/plain"),
                    text(parts.getBodyPart(1), "text/html"),
                    GreenMailUtil.getWholeMessage(message));
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Part part, String type) throws MessagingException, IOException {
        if (!part.isMimeType(type)) {
            throw new IllegalStateException("not " + type + ": " + part.getContentType());
        }
        return ((String) part.getContent()).replace("\r\n", "\n");
    }

    @Override
    public void close() {
        server.stop();
    }
}
