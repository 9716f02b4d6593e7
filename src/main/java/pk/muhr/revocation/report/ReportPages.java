package pk.muhr.revocation.report;

import java.util.Optional;
import java.util.stream.Collectors;

/** The pages of problem reports: plain HTML, every text from outside escaped. */
final class ReportPages {

    private static final String HEAD = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Report a problem with a certificate</title>
            <meta name="viewport" content="width=device-width"><style>
            body { font: 16px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 42em; padding: 0 1em; }
            label { display: block; margin-top: 1em; } input, textarea, select { width: 100%; font: inherit; }
            pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f4f4f4; padding: .6em; }
            .note { border-left: 4px solid #114b2f; padding-left: .8em; }
            </style></head><body>
            """;

    private static final String FORM = """
            <h1>Report a problem with a certificate</h1>
            <p>A key that somebody else has, a certificate that should not exist, or one that is misused. You get an
            answer within 24 hours, on the page that is shown next: keep its address.</p>
            <form method="post" action="/report">
            <label>What is wrong? <select name="kind">
            <option value="compromised">The key is compromised</option>
            <option value="misissued">The certificate should not have been issued</option>
            <option value="misuse">The certificate is misused</option>
            <option value="other">Something else</option></select></label>
            <label>Which certificate or key? PEM, serial number or SHA-256
            <textarea name="subject" rows="4" maxlength="8000" required></textarea></label>
            <label>What happened, and how do you know?
            <textarea name="description" rows="8" maxlength="4000" required></textarea></label>
            <label>Where can we reach you? (may be left out)
            <input name="contact" maxlength="200"></label>
            <p><button>Send the report</button></p></form>
            """;

    private static final String FOOT = "</body></html>\n";

    private ReportPages() {}

    static String form(Optional<String> note) {
        return HEAD
                + note.map(text -> "<p class=\"note\">" + escaped(text) + "</p>\n")
                        .orElse("")
                + FORM
                + FOOT;
    }

    static String of(ProblemReport report) {
        return HEAD
                + """
                <h1>Your report</h1>
                <p class="note">State: %s. Keep the address of this page: it shows what becomes of your report.</p>
                <p>Received %s, an answer is due by %s.</p>
                <h2>%s</h2><pre>%s</pre><pre>%s</pre>
                """.formatted(
                                report.state(),
                                report.receivedAt(),
                                report.answerDue(),
                                report.kind().label(),
                                escaped(report.subject()),
                                escaped(report.description()))
                + report.steps().stream()
                        .filter(step -> !step.said().isEmpty())
                        .map(step ->
                                "<h2>%s %s</h2><pre>%s</pre>\n".formatted(step.step(), step.at(), escaped(step.said())))
                        .collect(Collectors.joining())
                + FOOT;
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
