package pk.muhr.identity;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.problem.Problem;
import pk.muhr.problem.RefusalObserver;
import pk.muhr.problem.RefusedRequest;
import pk.muhr.safety.ProcessRoles;

/**
 * Writes every refusal into the audit trail: what rule said no to whom; never a body or a token. A process that faces
 * the internet alone may not write there, and has nothing to refuse but addresses.
 */
@ApplicationScoped
class RecordedRefusals implements RefusalObserver {

    private final AuditRecords audit;
    private final CurrentIdentityAssociation identities;
    private final ProcessRoles roles;

    RecordedRefusals(AuditRecords audit, CurrentIdentityAssociation identities, ProcessRoles roles) {
        this.audit = audit;
        this.identities = identities;
        this.roles = roles;
    }

    @Override
    public void refused(RefusedRequest request) {
        if (roles.isPublicOnly()) {
            return;
        }
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
        audit.appendAlone(
                request.problem().status() < 500
                        ? AuditEvent.refusal("REQUEST_REFUSED", actor(), details)
                        : AuditEvent.failure("REQUEST_FAILED", actor(), details));
    }

    /** A caller whose token was refused is nobody; so is one whom no resource asked to say who they are. */
    private Actor actor() {
        SecurityIdentity identity;
        try {
            identity = identities.getIdentity();
        } catch (RuntimeException _) {
            return Actor.anonymous();
        }
        Caller caller = identity.getAttribute(Callers.ATTRIBUTE);
        return caller == null ? Actor.anonymous() : caller.actor();
    }
}
