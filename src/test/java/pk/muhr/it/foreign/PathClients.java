package pk.muhr.it.foreign;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateRevokedException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import pk.muhr.it.Ran;

/** Programs that check the whole path to the root, and the status of each certificate on it. */
final class PathClients {

    private static final Optional<String> UNSIGNED =
            Optional.of("no authority has signed it, so there is no path; only OCSP can be asked");

    private PathClients() {}

    /** Where the CRLs for a path come from. */
    interface Lists {

        /** In PEM, for each certificate of the path. */
        List<Path> of(Specimen specimen) throws IOException;
    }

    /** The CRL with everything of each authority. */
    static Lists whole(Repository repository) {
        return specimen -> repository.lists(specimen.chain(), path -> path.replaceAll("/\\d+\\.crl$", ".crl"));
    }

    /** The CRLs that the certificates name. */
    static Lists named(Repository repository) {
        return specimen -> repository.lists(specimen.chain());
    }

    private static Optional<String> unsigned(Specimen specimen) {
        return specimen.state().equals(Population.NEVER_ISSUED) ? UNSIGNED : Optional.empty();
    }

    /**
     * {@code openssl verify -crl_check_all}. It tells of everything that is wrong, a revocation besides the end.
     *
     * @param how more options, or the lists in words
     * @param authority the only one whose certificates it is asked about, or empty
     */
    record OpenSslVerify(Repository repository, String how, Lists lists, String authority) implements StatusClient {

        /** Is asked about the certificates of all authorities. */
        static OpenSslVerify of(Repository repository, String how, Lists lists) {
            return new OpenSslVerify(repository, how, lists, "");
        }

        @Override
        public String name() {
            return "openssl verify -crl_check_all " + how;
        }

        @Override
        public String expected(RecordedStatus recorded) {
            return recorded.word().equals("good") && recorded.expired() ? "expired" : recorded.word();
        }

        @Override
        public Optional<String> cannot(Specimen specimen) {
            return specimen.authority().startsWith(authority)
                    ? unsigned(specimen)
                    : Optional.of("its authority publishes no CRL of changes");
        }

        @Override
        public String ask(Specimen specimen) throws IOException {
            List<String> command =
                    new ArrayList<>(List.of(ForeignTools.openssl().toString(), "verify", "-crl_check_all"));
            Stream.of(how.split(" ")).filter(word -> word.startsWith("-")).forEach(command::add);
            for (Path list : lists.of(specimen)) {
                command.addAll(List.of("-CRLfile", list.toString()));
            }
            command.addAll(List.of("-CAfile", repository.rootFile().toString(), "-no-CApath", "-no-CAstore"));
            command.addAll(List.of("-untrusted", "chain.pem", "certificate.pem"));
            Ran ran = Ran.toItsEnd(
                    new ProcessBuilder(command).directory(specimen.directory().toFile()));
            if (ran.status() == 0 && ran.output().contains("certificate.pem: OK")) {
                return "good";
            }
            // depth 0: of this certificate, not of one above it
            if (ran.said().contains("error 23 at 0 depth lookup: certificate revoked")) {
                return "revoked";
            }
            return ran.said().contains("error 10 at 0 depth lookup: certificate has expired") ? "expired" : ran.said();
        }
    }

    /** Java's own checker, by OCSP or by the CRLs that the certificates name, without falling back on the other. */
    record Java(Repository repository, Optional<URI> responder) implements StatusClient {
        @Override
        public String name() {
            return "PKIXRevocationChecker, " + (responder.isPresent() ? "OCSP" : "CRL");
        }

        /** It looks at the times first. */
        @Override
        public String expected(RecordedStatus recorded) {
            return recorded.expired() ? "expired" : recorded.withReason();
        }

        @Override
        public Optional<String> cannot(Specimen specimen) {
            return unsigned(specimen);
        }

        @Override
        public String ask(Specimen specimen) throws GeneralSecurityException, IOException {
            CertPathValidator validator = CertPathValidator.getInstance("PKIX");
            PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
            EnumSet<PKIXRevocationChecker.Option> options = EnumSet.of(PKIXRevocationChecker.Option.NO_FALLBACK);
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(repository.root(), null)));
            if (responder.isPresent()) {
                checker.setOcspResponder(responder.get());
            } else {
                options.add(PKIXRevocationChecker.Option.PREFER_CRLS);
                parameters.addCertStore(CertStore.getInstance(
                        "Collection",
                        new CollectionCertStoreParameters(
                                lists(named(repository).of(specimen)))));
            }
            checker.setOptions(options);
            parameters.addCertPathChecker(checker);
            try {
                validator.validate(path(specimen), parameters);
                return "good";
            } catch (CertPathValidatorException e) {
                return e.getIndex() == 0 ? word(e) : String.valueOf(e);
            }
        }

        private static CertPath path(Specimen specimen) throws GeneralSecurityException {
            return CertificateFactory.getInstance("X.509")
                    .generateCertPath(
                            specimen.chain().subList(0, specimen.chain().size() - 1));
        }

        private static List<X509CRL> lists(List<Path> files) throws IOException {
            List<X509CRL> lists = new ArrayList<>();
            for (Path file : files) {
                lists.add(Repository.read(Files.readAllBytes(file)));
            }
            return lists;
        }

        private static String word(CertPathValidatorException failure) {
            if (failure.getCause() instanceof CertificateRevokedException revoked) {
                String reason = label(revoked.getRevocationReason().name());
                return reason.equals("unspecified") ? "revoked" : "revoked " + reason;
            }
            return failure.getReason() == CertPathValidatorException.BasicReason.EXPIRED
                    ? "expired"
                    : String.valueOf(failure);
        }

        /** As RFC 5280 writes what Java writes in capitals. */
        private static String label(String constant) {
            StringBuilder label = new StringBuilder();
            for (String word : constant.toLowerCase(Locale.ROOT).split("_")) {
                label.append(
                        label.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
            }
            return label.toString();
        }
    }
}
