package pk.muhr.identity;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditRecords;
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
        audit.appendAlone(RefusalEvents.of(request, actor()));
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
