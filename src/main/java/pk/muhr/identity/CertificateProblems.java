package pk.muhr.identity;

import io.quarkus.security.AuthenticationFailedException;

import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.x509.Sha256;

/** Why a client certificate does not show who is calling. */
final class CertificateProblems {

    private static final String TITLE = "Who is calling is not proved";

    private CertificateProblems() {}

    static AuthenticationFailedException of(CredentialStatus.Why why, Sha256 certificate) {
        Problem problem =
                switch (why) {
                    case NOT_OURS ->
                        problem(
                                "certificate-unknown",
                                "No authority of this installation issued the client certificate.",
                                "Use the certificate that you were issued here, or a token without a certificate.");
                    case NOT_FOR_AUTHENTICATION ->
                        problem(
                                "certificate-not-for-authentication",
                                "The client certificate is not for logging on (RFC 5280 §4.2.1.12).",
                                "Use your certificate of the profile authentication-person.");
                    case NO_PERSON ->
                        problem(
                                "certificate-of-no-person",
                                "The client certificate is a machine's, and appointments are held by people.",
                                "Use your own certificate of the profile authentication-person.");
                    case NOT_IN_TIME ->
                        problem(
                                "certificate-not-in-time",
                                "The client certificate has expired or does not count yet (RFC 5280 §4.1.2.5).",
                                "Ask for a new one with a token: POST /api/v1/requests.");
                    case REVOKED ->
                        problem(
                                "certificate-revoked",
                                "The client certificate is revoked or held (RFC 5280 §6.3).",
                                "Ask for a new one with a token, or a revocation officer to release a held one.");
                };
        return failed(problem, certificate);
    }

    static AuthenticationFailedException ofAnotherPerson(Sha256 certificate) {
        return failed(
                problem(
                        "certificate-of-another-person",
                        "The client certificate and the token name different people.",
                        "Send a token and a certificate of the same person, or one of the two only."),
                certificate);
    }

    static AuthenticationFailedException ofAnotherBody(Sha256 certificate) {
        return failed(
                problem(
                        "certificate-of-another-body",
                        "The client certificate names a person of another body than the one they act for.",
                        "Ask for a certificate that names the body you act for now."),
                certificate);
    }

    static AuthenticationFailedException sentByAnotherSite(Sha256 certificate) {
        return failed(
                problem(
                        "certificate-sent-by-another-site",
                        "Another web site had the browser send this with your certificate.",
                        "Do it from a page of this service, or send a token besides."),
                certificate);
    }

    private static Problem problem(String slug, String detail, String fix) {
        return Problem.of(401, slug, TITLE, detail).withFix(fix);
    }

    private static AuthenticationFailedException failed(Problem problem, Sha256 certificate) {
        return new AuthenticationFailedException(
                problem.detail(), new ProblemException(problem.withValue("SHA-256 " + certificate.hex())));
    }
}
