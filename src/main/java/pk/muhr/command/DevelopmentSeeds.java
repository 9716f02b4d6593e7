package pk.muhr.command;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import pk.muhr.audit.Actor;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.InstallationOpened;
import pk.muhr.safety.Installations.Kind;
import pk.muhr.safety.ProcessRole;
import pk.muhr.validation.DevelopmentProofs;

/** Gives a development installation, at every start, what people will give a real one: proofs of the bodies' domains. */
@ApplicationScoped
class DevelopmentSeeds {

    private static final Actor BY = Actor.system("development-start");

    private final DevelopmentProofs proofs;

    DevelopmentSeeds(DevelopmentProofs proofs) {
        this.proofs = proofs;
    }

    @DoneBy(ProcessRole.AUTHORITY)
    void sow(@Observes InstallationOpened installation) {
        if (installation.kind() == Kind.DEVELOPMENT) {
            proofs.establish(BY);
        }
    }
}
