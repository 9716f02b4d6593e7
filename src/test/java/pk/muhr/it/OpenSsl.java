package pk.muhr.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The foreign judge, in a directory of its own. */
final class OpenSsl {

    private static final Pattern LIST = Pattern.compile("URI:http://[^/]+(/crl/\\S+)");

    private final Path directory;

    OpenSsl(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new P-256 key and a request for this name, in PEM. */
    String request(String dnsName) {
        return run(
                        "req",
                        "-new",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-keyout",
                        directory.resolve("key.pem").toString(),
                        "-subj",
                        "/",
                        "-addext",
                        "subjectAltName=DNS:" + dnsName)
                .successfully();
    }

    /** What {@code openssl verify} says of certificates below a root, intermediates being in the chain. */
    Ran verify(Path root, Path chain, List<Path> certificates) {
        List<String> arguments =
                new ArrayList<>(List.of("verify", "-CAfile", root.toString(), "-untrusted", chain.toString()));
        certificates.forEach(certificate -> arguments.add(certificate.toString()));
        return run(arguments.toArray(String[]::new));
    }

    /** What {@code openssl verify -crl_check} says of a certificate with these lists. */
    String verifyWithLists(Path root, Path chain, List<Path> lists, Path certificate) {
        List<String> arguments = new ArrayList<>(
                List.of("verify", "-crl_check", "-CAfile", root.toString(), "-untrusted", chain.toString()));
        lists.forEach(list -> arguments.addAll(List.of("-CRLfile", list.toString())));
        arguments.add(certificate.toString());
        return run(arguments.toArray(String[]::new)).said();
    }

    /**
     * What {@code openssl verify} says of a certificate for a purpose, with a list for each step of its path.
     *
     * @param purpose as {@code -purpose} takes it
     */
    Ran verifyFor(String purpose, Path root, Path chain, List<Path> lists, Path certificate) {
        List<String> arguments = new ArrayList<>(List.of("verify", "-x509_strict", "-purpose", purpose));
        arguments.addAll(List.of("-crl_check_all", "-extended_crl", "-no-CApath", "-no-CAstore"));
        arguments.addAll(List.of("-CAfile", root.toString(), "-untrusted", chain.toString()));
        lists.forEach(list -> arguments.addAll(List.of("-CRLfile", list.toString())));
        arguments.add(certificate.toString());
        return run(arguments.toArray(String[]::new));
    }

    /** The path of the list that a certificate points at. */
    String listOf(Path certificate) {
        String said = run("x509", "-noout", "-ext", "crlDistributionPoints", "-in", certificate.toString())
                .successfully();
        Matcher list = LIST.matcher(said);
        if (!list.find()) {
            throw new AssertionError(certificate + " points at no list: " + said);
        }
        return list.group(1);
    }

    /**
     * The status of a serial number of the first authority in the chain as {@code openssl ocsp} reports it ({@code good}, {@code revoked}, {@code unknown}),
     * after it has verified the answer.
     */
    String status(String responder, Path root, Path chain, String serial) {
        Ran ran = run(
                "ocsp",
                "-url",
                responder,
                "-CAfile",
                root.toString(),
                "-verify_other",
                chain.toString(),
                "-issuer",
                chain.toString(),
                "-serial",
                "0x" + serial);
        String said = ran.said();
        if (ran.status() != 0 || !said.contains("Response verify OK")) {
            throw new AssertionError("openssl does not accept the OCSP answer for " + serial + ":\n" + said);
        }
        return said.lines()
                .filter(line -> line.startsWith("0x"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElseThrow(() -> new AssertionError(said));
    }

    /** A CRL in DER as text. */
    String text(byte[] crl) {
        Path file = file("list.crl", crl);
        return run("crl", "-inform", "DER", "-noout", "-text", "-in", file.toString())
                .successfully();
    }

    /** A file in the directory. */
    Path file(String name, byte[] content) {
        try {
            return Files.write(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Ran run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(Arrays.asList(arguments));
        return Ran.toItsEnd(new ProcessBuilder(command).directory(directory.toFile()));
    }
}
