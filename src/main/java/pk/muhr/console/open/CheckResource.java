package pk.muhr.console.open;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

import pk.muhr.console.Frame;
import pk.muhr.console.Visitors;
import pk.muhr.problem.ForPeople;
import pk.muhr.x509.CertificateFile;

/**
 * Checks a certificate for whoever has one, or its number. Nothing is kept: a form that changes nothing is answered at once. A
 * private key is stopped by the page's script; one that comes all the same is neither read further nor logged, and its file
 * goes with the request.
 */
@Path("/check")
@ForPeople
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class CheckResource {

    private static final int LONGEST = 300;

    private final Visitors visitors;
    private final CertificateCheck check;

    CheckResource(Visitors visitors, CertificateCheck check) {
        this.visitors = visitors;
        this.check = check;
    }

    /** The form; with a number, a fingerprint or a host, what is known of it. */
    @GET
    public String find(@QueryParam("q") String text) {
        if (text == null || text.isBlank()) {
            return form("", "");
        }
        List<CheckedCertificate> found = text.length() > LONGEST ? List.of() : check.find(text);
        if (found.isEmpty()) {
            return form("noteNothing", text.substring(0, Math.min(LONGEST, text.length())));
        }
        Frame page = visitors.anyone();
        return page.show(
                found.size() == 1
                        ? OpenPages.checked(page, found.getFirst(), false)
                        : OpenPages.several(page, text, found));
    }

    /** A file, or what was pasted. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public String check(@RestForm("file") FileUpload file, @RestForm("pem") String pem) throws IOException {
        byte[] given = file != null && file.size() > 0
                ? Files.readAllBytes(file.uploadedFile())
                : (pem == null ? "" : pem).getBytes(StandardCharsets.UTF_8);
        if (given.length == 0) {
            return form("noteEmpty", "");
        }
        return switch (CertificateFile.read(given)) {
            case CertificateFile.Certificates certificates -> {
                Frame page = visitors.anyone();
                yield page.show(OpenPages.checked(
                        page,
                        check.of(certificates.subject()),
                        certificates.all().size() > 1));
            }
            case CertificateFile.PrivateKey _ -> form("notePrivateKey", "");
            case CertificateFile.Another another ->
                form(
                        switch (another.kind()) {
                            case REQUEST -> "noteRequest";
                            case REVOCATION_LIST -> "noteList";
                            case PUBLIC_KEY -> "notePublicKey";
                            case UNKNOWN -> "noteUnknown";
                        },
                        "");
        };
    }

    private String form(String note, String asked) {
        Frame page = visitors.anyone();
        return page.show(OpenPages.check(page, note, asked));
    }
}
