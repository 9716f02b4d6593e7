package pk.muhr.revocation.observer;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;

/**
 * Copies the public repository, by what its index lists, into a directory that any web server can serve at the same
 * paths. Each file is checked before it takes the place of the one before, which it does in one step: a reader sees the
 * old one or the new one, and a list never goes back.
 */
public final class RepositoryCopy {

    private static final String INDEX = "/ca/index.json";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Nothing else is written, whatever an index says. */
    private static final Pattern PATH =
            Pattern.compile("/(ca/[a-z0-9-]+(\\.cer|\\.pem|/chain\\.pem)|crl/[a-z0-9-]+(/[0-9]+)?(/delta)?\\.crl)");

    private static final String HEADERS = """
            # for nginx: include this in the server block whose root is this directory
            types { application/pkix-cert cer; application/pkix-crl crl; application/pem-certificate-chain pem;
                    application/json json; text/html html; }
            location /ca/ { add_header Cache-Control "max-age=3600"; }
            location /crl/ { add_header Cache-Control "max-age=60, must-revalidate"; }
            """;

    private final URI source;
    private final Path target;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final List<String> faults = new ArrayList<>();
    private int copied;

    /** @param source where the repository is served now, without a path */
    public RepositoryCopy(URI source, Path target) {
        this.source = source;
        this.target = target;
    }

    /**
     * Copies all of it.
     *
     * @return what could not be copied and why; the files before stay there
     * @throws IOException when the index cannot be had or the directory not written
     */
    public List<String> copy() throws IOException {
        Path listed = index();
        try {
            JsonNode index = JsonMapper.builder().build().readTree(listed.toFile());
            for (JsonNode authority : index) {
                copy(authority);
            }
            write("index.html", page(index));
            write("headers.conf", HEADERS);
            replace(listed, INDEX);
        } finally {
            Files.deleteIfExists(listed);
        }
        return List.copyOf(faults);
    }

    private Path index() throws IOException {
        try {
            return fetched(INDEX);
        } catch (Broken e) {
            throw new IOException(source + INDEX + " " + e.getMessage(), e);
        }
    }

    /** How many files were copied. */
    public int copied() {
        return copied;
    }

    private void copy(JsonNode authority) throws IOException {
        String first = authority.path("certificates").path(0).asText();
        Certificate certificate;
        Path file = null;
        try {
            file = fetched(first);
            certificate = Certificate.of(Der.of(Files.readAllBytes(file)));
        } catch (Broken e) {
            faults.add(first + " " + e.getMessage());
            return;
        } catch (IllegalArgumentException e) {
            faults.add(first + " is no certificate");
            return;
        } finally {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        }
        for (JsonNode path : authority.path("certificates")) {
            copy(path.asText(), certificate);
        }
        for (JsonNode path : authority.path("lists")) {
            copy(path.asText(), certificate);
        }
    }

    private void copy(String path, Certificate issuer) throws IOException {
        Path file = null;
        try {
            file = fetched(path);
            if (path.endsWith(".crl")) {
                requireNewer(path, file, issuer);
            } else {
                requireCertificate(path, file);
            }
            replace(file, path);
            copied++;
        } catch (Broken e) {
            faults.add(path + " " + e.getMessage());
        } finally {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void requireCertificate(String path, Path file) throws IOException, Broken {
        byte[] content = Files.readAllBytes(file);
        try {
            if (path.endsWith(".cer")) {
                Certificate.of(Der.of(content));
            } else {
                Broken.unless(
                        new String(content, StandardCharsets.US_ASCII).startsWith("-----BEGIN CERTIFICATE-----"),
                        "is no certificate in PEM");
            }
        } catch (IllegalArgumentException e) {
            throw new Broken("is no certificate");
        }
    }

    private void requireNewer(String path, Path file, Certificate issuer) throws IOException, Broken {
        StreamedList fresh = read(file, issuer);
        Broken.unless(fresh.verifies(), "was not signed by its authority");
        BigInteger last = number(at(path), issuer);
        Broken.unless(
                fresh.number().orElse(BigInteger.ZERO).compareTo(last) >= 0,
                "has the number " + fresh.number().orElse(BigInteger.ZERO) + ", below " + last + " here");
    }

    /** The number of the list that lies here; none where there is none, or one that a power cut left in pieces. */
    private static BigInteger number(Path here, Certificate issuer) {
        try {
            return Files.exists(here) ? read(here, issuer).number().orElse(BigInteger.ZERO) : BigInteger.ZERO;
        } catch (IOException | Broken | RuntimeException e) {
            return BigInteger.ZERO;
        }
    }

    private static StreamedList read(Path file, Certificate issuer) throws IOException, Broken {
        try (InputStream in = new java.io.BufferedInputStream(Files.newInputStream(file))) {
            return ListReading.read(in, issuer.key(), Set.of());
        }
    }

    /** Into a file of its own beside the others, so that it can take their place in one step. */
    private Path fetched(String path) throws IOException, Broken {
        if (!path.equals(INDEX) && !PATH.matcher(path).matches()) {
            throw new IOException("the index names " + path + ", which is no address of a repository");
        }
        Files.createDirectories(target);
        Path file = Files.createTempFile(target, ".", ".part");
        try {
            HttpResponse<Path> answer = client.send(
                    HttpRequest.newBuilder(URI.create(source + path))
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofFile(file));
            Broken.unless(answer.statusCode() == 200, "answers with status " + answer.statusCode());
            return file;
        } catch (IOException | Broken e) {
            Files.deleteIfExists(file);
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("was interrupted", e);
        }
    }

    private Path at(String path) {
        return target.resolve(path.substring(1));
    }

    private void replace(Path file, String path) throws IOException {
        Files.createDirectories(at(path).getParent());
        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
        try (FileChannel content = FileChannel.open(file, StandardOpenOption.WRITE)) {
            content.force(true);
        }
        Files.move(file, at(path), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void write(String name, String text) throws IOException {
        Path file = Files.createTempFile(target, ".", ".part");
        Files.writeString(file, text);
        replace(file, "/" + name);
    }

    private static String page(JsonNode index) {
        StringBuilder page = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<title>Repository</title></head><body><h1>Repository</h1>\n");
        for (JsonNode authority : index) {
            page.append("<h2>").append(authority.path("authority").asText()).append("</h2><ul>\n");
            for (String kind : List.of("certificates", "lists")) {
                authority.path(kind).forEach(path -> page.append("<li><a href=\"")
                        .append(path.asText())
                        .append("\">")
                        .append(path.asText())
                        .append("</a></li>\n"));
            }
            page.append("</ul>\n");
        }
        return page.append("</body></html>\n").toString();
    }
}
