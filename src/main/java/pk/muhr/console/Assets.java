package pk.muhr.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

import pk.muhr.x509.Sha256;

/**
 * The files that pages need: styles, scripts and fonts of well-kept libraries, and our own. These and no others are given
 * out, packed once; an address says the file's hash, so a browser may keep it for ever.
 */
@Singleton
@Named("assets")
public class Assets {

    private static final String LIBRARIES = "/META-INF/resources/webjars/";
    private static final int DIGITS = 16;

    private static final Map<String, String> PLACES = Map.of(
            "tabler.min.css", LIBRARIES + "tabler__core/1.4.0/dist/css/tabler.min.css",
            "tabler.rtl.min.css", LIBRARIES + "tabler__core/1.4.0/dist/css/tabler.rtl.min.css",
            "htmx.min.js", LIBRARIES + "htmx.org/2.0.10/dist/htmx.min.js",
            "chart.umd.js", LIBRARIES + "chart.js/4.4.9/dist/chart.umd.js",
            "forge.min.js", "/console/vendor/forge.min.js",
            "noto-nastaliq-urdu-400.woff2", "/console/vendor/noto-nastaliq-urdu-400.woff2",
            "noto-nastaliq-urdu-700.woff2", "/console/vendor/noto-nastaliq-urdu-700.woff2");

    /** Our own scripts and styles, in {@code src/main/resources/console}. */
    private static final List<String> OWN = List.of(
            "console.css",
            "console.js",
            "subscriber.js",
            "office.js",
            "administration.js",
            "check.js",
            "time-stamp.js",
            "refusals.js",
            "proof.js");

    /** Where one of our styles means another file. */
    private static final Pattern REFERENCE = Pattern.compile("asset\\(([a-z0-9.-]+)\\)");

    private final Map<String, Asset> byName = new LinkedHashMap<>();

    /**
     * A file.
     *
     * @param packed by gzip; the same as {@code plain} where that would not make it smaller
     * @param hash the first digits of its SHA-256
     */
    record Asset(String mediaType, byte[] plain, byte[] packed, String hash) {

        boolean isPacked() {
            return plain != packed;
        }
    }

    Assets() {
        PLACES.forEach((name, place) -> byName.put(name, read(name, place)));
        OWN.forEach(name -> byName.put(name, read(name, "/console/" + name)));
    }

    /**
     * The address of a file, for templates.
     *
     * @throws IllegalArgumentException when it is not listed
     */
    public String address(String name) {
        return find(name)
                .map(asset -> "/assets/" + asset.hash + "/" + name)
                .orElseThrow(() -> new IllegalArgumentException("no asset " + name));
    }

    Optional<Asset> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    private Asset read(String name, String place) {
        try (InputStream in = Assets.class.getResourceAsStream(place)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks " + place);
            }
            byte[] plain = name.endsWith(".css") ? referring(in.readAllBytes()) : in.readAllBytes();
            return new Asset(
                    mediaType(name),
                    plain,
                    packed(name, plain),
                    Sha256.of(plain).hex().substring(0, DIGITS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] referring(byte[] style) {
        return REFERENCE
                .matcher(new String(style, StandardCharsets.UTF_8))
                .replaceAll(reference -> "url(\"" + address(reference.group(1)) + "\")")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] packed(String name, byte[] plain) throws IOException {
        if (name.endsWith(".woff2")) {
            return plain; // packed by itself
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            zip.write(plain);
        }
        return packed.toByteArray();
    }

    private static String mediaType(String name) {
        return switch (name.substring(name.lastIndexOf('.'))) {
            case ".css" -> "text/css;charset=UTF-8";
            case ".js" -> "text/javascript;charset=UTF-8";
            case ".woff2" -> "font/woff2";
            default -> throw new IllegalArgumentException("what kind of file is " + name + "?");
        };
    }
}
