package pk.muhr.evidence;

import java.util.List;
import java.util.stream.Collectors;

import pk.muhr.evidence.TraceabilityResource.TraceDocument;

/** The table as one page without scripts, to be read or printed. */
final class TraceabilityPage {

    private static final String HEAD = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Muhr: clause to test</title><style>
            body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 75em; padding: 0 1em; }
            table { border-collapse: collapse; width: 100%%; } th, td { text-align: left; padding: .35em .6em; }
            th { position: sticky; top: 0; background: #fff; border-bottom: 2px solid #114b2f; }
            td { border-bottom: 1px solid #ddd; vertical-align: top; } td.n { text-align: right; }
            code { font-size: 13px; } caption { text-align: left; padding-bottom: 1em; }
            </style></head><body><h1>Clause to test</h1>
            <table><caption>%d lines: which clause is carried out by which rule, lint or policy key, what tests it, and
            how often it said no in this installation.</caption>
            <thead><tr><th>Clause</th><th>By</th><th>Rule or policy key</th><th>Applies to</th><th>Tests</th>
            <th>Said no</th></tr></thead><tbody>
            """;
    private static final String FOOT = "</tbody></table></body></html>\n";

    private TraceabilityPage() {}

    static String of(List<TraceDocument> traces) {
        return traces.stream()
                .map(TraceabilityPage::line)
                .collect(Collectors.joining("", HEAD.formatted(traces.size()), FOOT));
    }

    private static String line(TraceDocument trace) {
        return "<tr><td>%s</td><td>%s</td><td><code>%s</code></td><td>%s</td><td>%s</td><td class=\"n\">%d</td></tr>\n"
                .formatted(
                        escaped(trace.clause()),
                        escaped(trace.carrier()),
                        escaped(trace.rule()),
                        escaped(trace.scope()),
                        trace.tests().stream().map(TraceabilityPage::escaped).collect(Collectors.joining("<br>")),
                        trace.fired());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
