package pk.muhr.it.foreign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import pk.muhr.it.Ran;

/** Programs that ask over OCSP and verify the answer: its signature, its responder, its times and its nonce. */
final class OcspClients {

    private OcspClients() {}

    private static Optional<String> first(String said, String pattern) {
        Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(said);
        return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
    }

    /**
     * {@code openssl ocsp}.
     *
     * @param options which hash names the issuer, and whether there is a nonce
     */
    record OpenSsl(Repository repository, String responder, String... options) implements StatusClient {
        @Override
        public String name() {
            return String.join(" ", "openssl ocsp", String.join(" ", options)).strip();
        }

        @Override
        public String expected(RecordedStatus recorded) {
            return recorded.byOcsp().withReason();
        }

        @Override
        public String ask(Specimen specimen) {
            List<String> command =
                    new ArrayList<>(List.of(ForeignTools.openssl().toString(), "ocsp"));
            command.addAll(Arrays.asList(options));
            command.addAll(List.of("-issuer", "chain.pem", "-cert", "certificate.pem", "-url", responder));
            command.addAll(List.of("-CAfile", repository.rootFile().toString(), "-no-CApath", "-no-CAstore"));
            command.addAll(List.of("-verify_other", "chain.pem"));
            Ran ran = Ran.toItsEnd(
                    new ProcessBuilder(command).directory(specimen.directory().toFile()));
            Optional<String> status = first(ran.said(), "^certificate\\.pem: (\\w+)");
            boolean verified = ran.status() == 0
                    && ran.said().contains("Response verify OK")
                    && !ran.said().contains("WARNING");
            return !verified || status.isEmpty()
                    ? ran.said()
                    : status.get()
                            + first(ran.said(), "^\\s+Reason: (\\w+)")
                                    .map(reason -> " " + reason)
                                    .orElse("");
        }
    }

    /** {@code ocsptool} of GnuTLS; it trusts the authorities above the certificate. */
    record OcspTool(String responder) implements StatusClient {
        @Override
        public String name() {
            return "ocsptool --nonce";
        }

        @Override
        public String expected(RecordedStatus recorded) {
            return recorded.byOcsp().word();
        }

        @Override
        public String ask(Specimen specimen) {
            Ran ran = Ran.toItsEnd(new ProcessBuilder(
                            ForeignTools.ocsptool().toString(),
                            "--ask=" + responder,
                            "--nonce",
                            "--load-cert=certificate.pem",
                            "--load-issuer=chain.pem",
                            "--load-trust=chain.pem")
                    .directory(specimen.directory().toFile()));
            boolean verified = ran.said().contains("Verifying OCSP Response: Success");
            return first(ran.said(), "^\\s+Certificate Status: (\\w+)")
                    .filter(status -> verified)
                    .orElse(ran.said());
        }
    }
}
