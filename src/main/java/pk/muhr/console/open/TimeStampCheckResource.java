package pk.muhr.console.open;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

import pk.muhr.console.Frame;
import pk.muhr.console.Visitors;
import pk.muhr.problem.ForPeople;
import pk.muhr.x509.Der;

/** Checks a time-stamp against a file of which only digests come here: the browser computes them, or the visitor. */
@Path("/check/time-stamp")
@ForPeople
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class TimeStampCheckResource {

    private static final int LONGEST_TOKEN = 128 * 1024;

    private final Visitors visitors;
    private final TimeStampCheck check;

    TimeStampCheckResource(Visitors visitors, TimeStampCheck check) {
        this.visitors = visitors;
        this.check = check;
    }

    /**
     * What the form was filled in with.
     *
     * @param hash SHA-256, or one by any algorithm that the visitor computed
     */
    private record Digests(String hash, String sha384, String sha512) {

        private boolean isEmpty() {
            return values().isEmpty();
        }

        /** Those that are digests at all: 32, 48 or 64 octets in hexadecimal, as programs print them. */
        private List<byte[]> values() {
            return Stream.of(hash, sha384, sha512)
                    .filter(Objects::nonNull)
                    .map(text -> text.replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT))
                    .filter(text -> text.matches("([0-9a-f]{64}){1,2}|[0-9a-f]{96}"))
                    .map(HexFormat.of()::parseHex)
                    .toList();
        }
    }

    /** The form. */
    @GET
    public String form() {
        return form("");
    }

    /** A token with digests. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public String check(
            @RestForm("token") FileUpload token,
            @RestForm("hash") String hash,
            @RestForm("sha384") String sha384,
            @RestForm("sha512") String sha512)
            throws IOException {
        Digests digests = new Digests(hash, sha384, sha512);
        if (digests.isEmpty()) {
            return form("noteNoHash");
        }
        if (token == null || token.size() == 0) {
            return form("noteNoToken");
        }
        if (token.size() > LONGEST_TOKEN) {
            return form("noteLongToken");
        }
        Frame page = visitors.anyone();
        return page.show(
                OpenPages.stamped(page, check.of(Der.of(Files.readAllBytes(token.uploadedFile())), digests.values())));
    }

    private String form(String note) {
        Frame page = visitors.anyone();
        return page.show(OpenPages.stamp(page, note));
    }
}
