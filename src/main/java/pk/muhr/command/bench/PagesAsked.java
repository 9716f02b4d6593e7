package pk.muhr.command.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import pk.muhr.identity.Role;

/**
 * Every page of the console and the questions that people put to the large ones, each by somebody who may. In braces
 * stands what {@link ConsoleHistory#examples} finds.
 */
final class PagesAsked {

    private PagesAsked() {}

    /**
     * A page.
     *
     * @param by the office of who asks; nobody's in particular where it is empty
     */
    record Asked(Optional<Role> by, String address) {

        /** Its path, without the question. */
        String path() {
            return address.replaceFirst("\\?.*", "");
        }
    }

    /** All of them. */
    static List<Asked> all() {
        return Stream.of(
                        by(
                                Optional.empty(),
                                "/",
                                "/check",
                                "/check?q={serial}",
                                "/check?q={host}",
                                "/check/time-stamp",
                                "/report",
                                "/report/{report}",
                                "/login"),
                        by(
                                Optional.of(Role.SUBSCRIBER),
                                "/account",
                                "/my",
                                "/my/domains",
                                "/my/new",
                                "/my/new/{profile}",
                                "/my/requests",
                                "/my/requests?state=validated",
                                "/my/requests?state=approved",
                                "/my/requests?state=issued",
                                "/my/requests?state=rejected",
                                "/my/requests?state=withdrawn",
                                "/my/requests?state=expired",
                                "/my/requests?q={host}",
                                "/my/requests?after={request}",
                                "/my/requests/{request}",
                                "/my/requests/{waiting}",
                                "/my/requests/{waiting}/timeline",
                                "/my/certificates",
                                "/my/certificates?state=valid",
                                "/my/certificates?state=revoked",
                                "/my/certificates?state=expired",
                                "/my/certificates?state=soon",
                                "/my/certificates?q={host}",
                                "/my/certificates?after={certificate}",
                                "/my/certificates/{certificate}",
                                "/my/certificates/{certificate}/pem",
                                "/my/certificates/{certificate}/revocation",
                                "/my/certificates/{certificate}/renewal",
                                "/my/expiries.ics"),
                        by(
                                Optional.of(Role.REGISTRATION_OFFICER),
                                "/office/requests",
                                "/office/requests?state=approved",
                                "/office/requests?state=issued",
                                "/office/requests?state=rejected",
                                "/office/requests?state=withdrawn",
                                "/office/requests?state=expired",
                                "/office/requests?state=",
                                "/office/requests?state=&q={host}",
                                "/office/requests?state=&body={body}",
                                "/office/requests?body=growth-199",
                                "/office/requests?profile={profile}",
                                "/office/requests?state=&profile={profile}",
                                "/office/requests?age=P7D",
                                "/office/requests/{waiting}",
                                "/office/requests/{request}",
                                "/office/certificates",
                                "/office/certificates?state=valid",
                                "/office/certificates?state=revoked",
                                "/office/certificates?state=expired",
                                "/office/certificates?q={host}",
                                "/office/certificates?q={serial}",
                                "/office/certificates?body={body}",
                                "/office/certificates?body=growth-199&state=revoked",
                                "/office/certificates?profile={profile}",
                                "/office/certificates?profile={profile}&state=revoked",
                                "/office/certificates?after={certificate}",
                                "/office/certificates/{certificate}",
                                "/office/certificates/{revoked}",
                                "/office/certificates/{certificate}/pem",
                                "/office/bodies",
                                "/office/bodies?q=growth",
                                "/office/bodies/{body}"),
                        by(
                                Optional.of(Role.SECURITY_OFFICER),
                                "/administration",
                                "/administration/status",
                                "/administration/time-stamps",
                                "/administration/charts",
                                "/administration/policy",
                                "/administration/policy/{policy}",
                                "/administration/people",
                                "/administration/people?role=subscriber",
                                "/administration/stop"),
                        by(
                                Optional.of(Role.AUDITOR),
                                "/audit",
                                "/audit?event=CERTIFICATE_REVOKED",
                                "/audit?outcome=refusal",
                                "/audit?outcome=failure",
                                "/audit?actor=bench",
                                "/audit?actor=nobody",
                                "/audit?authority=gov-tls-g1",
                                "/audit?body={body}",
                                "/audit?body=growth-199",
                                "/audit?profile={profile}",
                                "/audit?subject={certificate}",
                                "/audit?request={request}",
                                "/audit?from=2026-01-01&outcome=refusal",
                                "/audit/certificates/{certificate}",
                                "/audit/sample",
                                "/audit/sample?share=0.03",
                                "/audit/sample?share=0.0001",
                                "/audit/sample?share=0.03&body={body}",
                                "/audit/refusals",
                                "/audit/export",
                                "/audit/proof",
                                "/audit/proof?seq={record}"))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Asked> by(Optional<Role> role, String... addresses) {
        return Stream.of(addresses).map(address -> new Asked(role, address)).toList();
    }
}
