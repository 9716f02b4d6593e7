package pk.muhr.console.open;

import java.net.URI;
import java.nio.charset.StandardCharsets;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import pk.muhr.console.Frame;
import pk.muhr.console.Visitors;
import pk.muhr.problem.ForPeople;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;
import pk.muhr.problem.ProgramsToo;
import pk.muhr.revocation.report.NewReport;
import pk.muhr.revocation.report.ProblemReports;
import pk.muhr.revocation.report.ReportRefusal;
import pk.muhr.x509.CertificateFile;

/**
 * Problem reports for people (BR §4.9.3): a form for everybody, and a page that shows what became of a report to who has its
 * address. A private key is not taken, since a report is kept for ever.
 */
@Path("/report")
@ForPeople
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class ReportResource {

    private final Visitors visitors;
    private final ProblemReports reports;

    ReportResource(Visitors visitors, ProblemReports reports) {
        this.visitors = visitors;
        this.reports = reports;
    }

    /** What was typed, to be kept or shown again; browsers end a line by two characters (HTML §4.10.21.8), of which one does. */
    public record Typed(String kind, String subject, String description, String contact) {

        static final Typed NOTHING = new Typed("", "", "", "");

        public Typed {
            kind = text(kind);
            subject = text(subject);
            description = text(description);
            contact = text(contact);
        }

        private static String text(String given) {
            return given == null ? "" : given.replace("\r\n", "\n");
        }

        private boolean holdsPrivateKey() {
            return isPrivateKey(subject) || isPrivateKey(description);
        }

        private static boolean isPrivateKey(String text) {
            return CertificateFile.read(text.getBytes(StandardCharsets.UTF_8)) instanceof CertificateFile.PrivateKey;
        }
    }

    /** The form. */
    @GET
    public String form() {
        return form("", Typed.NOTHING);
    }

    /** Takes a report, and leads to its page. */
    @POST
    @ProgramsToo
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response report(
            @FormParam("kind") String kind,
            @FormParam("subject") String subject,
            @FormParam("description") String description,
            @FormParam("contact") String contact) {
        Typed typed = new Typed(kind, subject, description, contact);
        if (typed.holdsPrivateKey()) {
            throw again(
                    ReportRefusal.malformed("name the certificate or key without sending the private key"),
                    "notePrivateKey",
                    Typed.NOTHING);
        }
        NewReport report;
        try {
            report = NewReport.of(typed.kind, typed.subject, typed.description, typed.contact);
        } catch (NewReport.Malformed e) {
            throw again(ReportRefusal.malformed(e.getMessage()), note(e.part()), typed);
        }
        return reports.receive(report)
                .map(received -> Response.seeOther(URI.create("/report/" + received.secret()))
                        .build())
                .orElseThrow(() -> again(ReportRefusal.tooMany(), "noteTooMany", typed));
    }

    /** What became of a report. */
    @GET
    @Path("/{secret}")
    public String one(@PathParam("secret") String secret) {
        return reports.ofSecret(secret)
                .map(report -> {
                    Frame page = visitors.anyone();
                    return page.show(OpenPages.reported(page, report));
                })
                .orElseThrow(() -> again(
                        ReportRefusal.unknown("compare the address with the one that was shown"),
                        "noteUnknown",
                        Typed.NOTHING));
    }

    private ProblemException again(Problem problem, String note, Typed typed) {
        return visitors.again(problem, form(note, typed));
    }

    private String form(String note, Typed typed) {
        Frame page = visitors.anyone();
        return page.show(OpenPages.report(page, note, typed));
    }

    private static String note(String part) {
        return switch (part) {
            case "kind" -> "noteKind";
            case "subject" -> "noteSubject";
            case "description" -> "noteDescription";
            default -> "noteContact";
        };
    }
}
