package pk.muhr.identity;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.problem.Problem;
import pk.muhr.problem.RefusedRequest;

/** How a refusal stands in the audit trail: what rule said no to whom; never a body or a token. */
public final class RefusalEvents {

    private RefusalEvents() {}

    /** Of one refusal. */
    public static AuditEvent of(RefusedRequest request, Actor actor) {
        Map<String, Object> details = new TreeMap<>();
        details.put("problem", request.id());
        details.put("rule", request.problem().rule());
        details.put("status", request.problem().status());
        details.put("method", request.method());
        details.put("path", request.path());
        request.problem().value().ifPresent(value -> details.put("value", value));
        List<String> rules = request.problem().breaches().stream()
                .map(Problem.Breach::rule)
                .distinct()
                .toList();
        if (!rules.isEmpty()) {
            details.put("rules", rules);
        }
        request.problem().clause().ifPresent(clause -> details.put("clause", clause));
        request.problem().policy().ifPresent(place -> details.put("policy", place));
        if (!request.problem().breaches().isEmpty()) {
            details.put(
                    "breaches",
                    request.problem().breaches().stream()
                            .map(Problem.Breach::detail)
                            .toList());
        }
        return request.problem().status() < 500
                ? AuditEvent.refusal("REQUEST_REFUSED", actor, details)
                : AuditEvent.failure("REQUEST_FAILED", actor, details);
    }
}
