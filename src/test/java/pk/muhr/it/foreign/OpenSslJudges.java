package pk.muhr.it.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import pk.muhr.it.Ran;

/** OpenSSL as a judge: of paths, of a TLS server, of mail and of time-stamps. */
final class OpenSslJudges {

    private OpenSslJudges() {}

    private static Ran openssl(Path directory, String... arguments) {
        List<String> command = new ArrayList<>(List.of(ForeignTools.openssl().toString()));
        command.addAll(Arrays.asList(arguments));
        return Ran.toItsEnd(new ProcessBuilder(command).directory(directory.toFile()));
    }

    /**
     * The path to the root by every rule that openssl has: purpose, names, policies, and a CRL for each step.
     *
     * @param purpose what {@code openssl verify -purpose} takes; {@code any} where it knows no purpose of that kind
     */
    record PathTo(Repository repository, String purpose) implements Judge {
        @Override
        public String program() {
            return "openssl verify -purpose " + purpose;
        }

        @Override
        public Verdict judge(Held held) throws IOException {
            List<String> arguments = new ArrayList<>(List.of("verify", "-x509_strict", "-purpose", purpose));
            arguments.addAll(List.of("-explicit_policy", "-policy", held.kind().policy()));
            arguments.addAll(revocation(held));
            if (purpose.equals("sslserver")) {
                held.dnsName().ifPresent(name -> arguments.addAll(List.of("-verify_hostname", name)));
            }
            held.email().ifPresent(address -> arguments.addAll(List.of("-verify_email", address)));
            arguments.addAll(List.of("-CAfile", repository.rootFile().toString(), "-no-CApath", "-no-CAstore"));
            arguments.addAll(List.of("-untrusted", held.chainFile().toString(), "certificate.pem"));
            Ran ran = openssl(held.directory(), arguments.toArray(String[]::new));
            return says(held, ran.status() == 0 && ran.output().contains("certificate.pem: OK"), ran.said());
        }

        /** Nothing for a certificate that points at no list: it says noRevAvail (RFC 9608 §4). */
        private List<String> revocation(Held held) throws IOException {
            if (Repository.listOf(held.certificate()).isEmpty()) {
                return List.of();
            }
            // an authority's list may be divided
            List<String> arguments = new ArrayList<>(List.of("-crl_check_all", "-extended_crl"));
            for (Path list : repository.lists(held.chain())) {
                arguments.addAll(List.of("-CRLfile", list.toString()));
            }
            return arguments;
        }
    }

    /** A TLS connection to nginx with this certificate. */
    record TlsServer(Repository repository) implements Judge {
        @Override
        public String program() {
            return "openssl s_client, to nginx";
        }

        @Override
        public Verdict judge(Held held) throws IOException {
            String host = held.dnsName().orElse("www.nitb.example.gov.pk");
            try (Nginx nginx = Nginx.over(held)) {
                Ran ran = openssl(
                        held.directory(),
                        "s_client",
                        "-connect",
                        "127.0.0.1:" + nginx.port(),
                        "-servername",
                        host,
                        "-verify_hostname",
                        host,
                        "-x509_strict",
                        "-verify_return_error",
                        "-brief",
                        "-no-CApath",
                        "-no-CAstore",
                        "-CAfile",
                        repository.rootFile().toString());
                return says(held, ran.status() == 0 && ran.said().contains("Verification: OK"), ran.said());
            }
        }
    }

    /** A message that is signed, encrypted to its own signer, decrypted and verified. */
    record Mail(Repository repository) implements Judge {
        private static final String TEXT = "Salam, this is the message.";

        @Override
        public String program() {
            return "openssl cms -sign -encrypt -verify";
        }

        @Override
        public Verdict judge(Held held) throws IOException {
            Path directory = held.directory();
            Files.writeString(directory.resolve("message.txt"), TEXT);
            String key = held.keyFile().toString();
            openssl(
                            directory,
                            "cms",
                            "-sign",
                            "-in",
                            "message.txt",
                            "-out",
                            "signed.eml",
                            "-signer",
                            "certificate.pem",
                            "-inkey",
                            key,
                            "-certfile",
                            "chain.pem")
                    .successfully();
            openssl(
                            directory,
                            "cms",
                            "-encrypt",
                            "-aes256",
                            "-in",
                            "signed.eml",
                            "-out",
                            "encrypted.eml",
                            "-recip",
                            "certificate.pem")
                    .successfully();
            openssl(
                            directory,
                            "cms",
                            "-decrypt",
                            "-in",
                            "encrypted.eml",
                            "-out",
                            "received.eml",
                            "-recip",
                            "certificate.pem",
                            "-inkey",
                            key)
                    .successfully();
            Ran verified = openssl(
                    directory,
                    "cms",
                    "-verify",
                    "-in",
                    "received.eml",
                    "-purpose",
                    "smimesign",
                    "-no-CApath",
                    "-no-CAstore",
                    "-CAfile",
                    repository.rootFile().toString());
            return says(
                    held, verified.status() == 0 && verified.output().strip().equals(TEXT), verified.said());
        }
    }

    /** A time-stamp that openssl makes with the unit's key, and verifies. */
    record TimeStamp(Repository repository) implements Judge {
        @Override
        public String program() {
            return "openssl ts -verify";
        }

        @Override
        public Verdict judge(Held held) throws IOException {
            Path directory = held.directory();
            Files.writeString(directory.resolve("data.txt"), "something that existed before now");
            Files.writeString(directory.resolve("serial"), "01\n");
            Files.writeString(directory.resolve("tsa.cnf"), """
                    [unit]
                    serial = serial
                    default_policy = 2.999.1.2.1
                    digests = sha256
                    signer_digest = sha256
                    ess_cert_id_alg = sha256
                    """);
            Files.deleteIfExists(directory.resolve("answer.tsr"));
            openssl(directory, "ts", "-query", "-data", "data.txt", "-sha256", "-cert", "-out", "query.tsq")
                    .successfully();
            Ran reply = openssl(
                    directory,
                    "ts",
                    "-reply",
                    "-config",
                    "tsa.cnf",
                    "-section",
                    "unit",
                    "-queryfile",
                    "query.tsq",
                    "-signer",
                    "certificate.pem",
                    "-inkey",
                    held.keyFile().toString(),
                    "-chain",
                    "chain.pem",
                    "-out",
                    "answer.tsr");
            if (reply.status() != 0 || reply.said().contains("invalid signer certificate purpose")) {
                return says(held, false, reply.said());
            }
            Ran verified = openssl(
                    directory,
                    "ts",
                    "-verify",
                    "-queryfile",
                    "query.tsq",
                    "-in",
                    "answer.tsr",
                    "-CAfile",
                    repository.rootFile().toString(),
                    "-untrusted",
                    "chain.pem");
            return says(held, verified.status() == 0 && verified.said().contains("Verification: OK"), verified.said());
        }
    }
}
