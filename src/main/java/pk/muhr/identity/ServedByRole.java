package pk.muhr.identity;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.problem.ServedAddresses;
import pk.muhr.safety.ProcessRole;
import pk.muhr.safety.ProcessRoles;

/** Addresses by the roles of this process (architecture, section 1). */
@ApplicationScoped
class ServedByRole implements ServedAddresses {

    private final ProcessRoles roles;

    ServedByRole(ProcessRoles roles) {
        this.roles = roles;
    }

    @Override
    public boolean forTheInternet() {
        return roles.has(ProcessRole.STATUS);
    }

    @Override
    public boolean forTimeStamps() {
        return roles.has(ProcessRole.TIMESTAMP);
    }

    @Override
    public boolean forCallers() {
        return !roles.isPublicOnly();
    }
}
