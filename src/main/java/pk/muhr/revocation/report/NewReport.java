package pk.muhr.revocation.report;

import java.util.Optional;

import pk.muhr.x509.Certificate;
import pk.muhr.x509.Pem;
import pk.muhr.x509.Sha256;
import pk.muhr.x509.SubjectPublicKey;

/**
 * What somebody reports. Its texts are kept as they came and never acted on.
 *
 * @param subject what it is about: a PEM block, a serial number, a fingerprint, or words
 * @param contact where the reporter wants to hear of it; may be empty
 */
public record NewReport(ProblemKind kind, String subject, String description, String contact) {

    private static final int LONGEST_SUBJECT = 8000;
    private static final int LONGEST_DESCRIPTION = 4000;
    private static final int LONGEST_CONTACT = 200;

    public NewReport {
        require("subject", subject, 1, LONGEST_SUBJECT);
        require("description", description, 1, LONGEST_DESCRIPTION);
        require("contact", contact, 0, LONGEST_CONTACT);
    }

    /**
     * Reads what a form or a program sent.
     *
     * @throws Malformed with a sentence that says what to do
     */
    public static NewReport of(String kind, String subject, String description, String contact) {
        return new NewReport(
                ProblemKind.ofLabel(text(kind))
                        .orElseThrow(() ->
                                new Malformed("kind", "give as kind one of compromised, misissued, misuse, other")),
                text(subject),
                text(description),
                text(contact));
    }

    /** What is no report yet. */
    public static final class Malformed extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        private final String part;

        Malformed(String part, String fix) {
            super(fix);
            this.part = part;
        }

        /** What is missing or too long: {@code kind}, {@code subject}, {@code description} or {@code contact}. */
        public String part() {
            return part;
        }
    }

    /** The database keeps no NUL. */
    private static String text(String given) {
        return given == null ? "" : given.strip().replace("\u0000", "");
    }

    private static void require(String name, String text, int least, int most) {
        if (text.length() < least || text.length() > most) {
            throw new Malformed(name, "give " + name + " in " + least + " to " + most + " characters");
        }
    }

    /** SHA-256 of the certificate or key that the subject is. */
    Optional<Sha256> sha256() {
        try {
            if (subject.matches("[0-9a-fA-F:]{64,95}")) {
                return Optional.of(new Sha256(subject.replace(":", "").toLowerCase(java.util.Locale.ROOT)));
            }
            Pem pem = Pem.parse(subject);
            return Optional.of(
                    pem.label().equals("PUBLIC KEY")
                            ? SubjectPublicKey.of(pem.content()).fingerprint()
                            : Certificate.of(pem.content()).fingerprint());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
