package pk.muhr.timestamp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import pk.muhr.policy.CertificatePolicy;
import pk.muhr.policy.TimeStampPolicy;
import pk.muhr.policy.TimeStampPolicy.Disclosure;
import pk.muhr.x509.ImprintAlgorithm;

/** The TSA disclosure statement for people (RFC 3628 §7.1.2), whole from the policy in force. */
final class DisclosurePage {

    private static final String HEAD = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Time-stamps: disclosure statement</title>
            <meta name="viewport" content="width=device-width"><style>
            body { font: 16px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 42em; padding: 0 1em; }
            dt { font-weight: bold; margin-top: 1em; }
            </style></head><body>
            <h1>Time-stamps: disclosure statement</h1>
            <dl>
            """;

    private DisclosurePage() {}

    static String of(TimeStampPolicy stamps, CertificatePolicy policy) {
        Disclosure words = stamps.disclosure();
        Map<String, String> items = new LinkedHashMap<>();
        items.put("Contact", words.contact());
        items.put(
                "Units, policy and accuracy",
                stamps.units().stream()
                        .map(unit -> "%s: policy %s, accuracy %d ms, for %s"
                                .formatted(
                                        unit.name(),
                                        policy.resolve(unit.policy()),
                                        unit.accuracy().toMillis(),
                                        String.join(" and ", unit.callers())))
                        .collect(Collectors.joining("; ")));
        items.put(
                "Digests",
                stamps.digests().stream().map(ImprintAlgorithm::label).collect(Collectors.joining(", ")));
        items.put("Lifetime of the signature", words.signatureLifetime());
        items.put("Limits of use", words.limits());
        items.put("Duties of subscribers", words.subscriberDuties());
        items.put("Duties of relying parties", words.relyingPartyDuties());
        items.put("Verification", words.verification());
        items.put("Retention of records", words.retention());
        items.put("Law", words.law());
        items.put("Liability", words.liability());
        items.put("Availability", words.availability());
        items.put("Practice statement", policy.cps().toString());
        return HEAD
                + items.entrySet().stream()
                        .map(item -> "<dt>" + item.getKey() + "</dt><dd>" + escaped(item.getValue()) + "</dd>\n")
                        .collect(Collectors.joining())
                + "</dl></body></html>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
