package pk.muhr.ceremony;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import pk.muhr.ca.Addresses;
import pk.muhr.ca.AuthorityUnavailable;
import pk.muhr.ca.CertificateAuthority;
import pk.muhr.ca.Hierarchy;
import pk.muhr.ca.KeyCustody;
import pk.muhr.hsm.Token;
import pk.muhr.hsm.TokenInfo;
import pk.muhr.hsm.TokenUnavailable;
import pk.muhr.hsm.Tokens;
import pk.muhr.lint.ExternalLinters;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.safety.DoneBy;
import pk.muhr.safety.Hold;
import pk.muhr.safety.InstallationOpened;
import pk.muhr.safety.Installations;
import pk.muhr.safety.Installations.Installation;
import pk.muhr.safety.Installations.Kind;
import pk.muhr.safety.Jobs;
import pk.muhr.safety.PolicyBundles;
import pk.muhr.safety.ProcessRole;
import pk.muhr.safety.ProcessRoles;

/**
 * Decides at each start whether this program may open this installation, before anything is signed: a database of
 * another kind, another public address, development parts in production, or first policy files that do not hold together
 * stop it.
 */
@ApplicationScoped
class Opening {

    /** Runs before every other observer of the start that signs or reads the hierarchy. */
    static final int FIRST = 100;

    private static final Logger LOG = Logger.getLogger(Opening.class);
    private static final String DEVELOPMENT_ISSUER = "https://identity.muhr.example";

    private final DevelopmentCeremony ceremony;
    private final Installations installations;
    private final PolicyBundles bundles;
    private final Addresses addresses;
    private final Hierarchy hierarchy;
    private final KeyCustody custody;
    private final Tokens tokens;
    private final ExternalLinters linters;
    private final Event<InstallationOpened> opened;
    private final Jobs jobs;
    private final Clock clock;
    private final ProcessRoles roles;
    private final Hold hold;
    private final Kind kind;
    private final Path policies;
    private final Optional<String> tokenIssuer;

    Opening(
            DevelopmentCeremony ceremony,
            Installations installations,
            PolicyBundles bundles,
            Addresses addresses,
            Hierarchy hierarchy,
            KeyCustody custody,
            Tokens tokens,
            ExternalLinters linters,
            Event<InstallationOpened> opened,
            Jobs jobs,
            Clock clock,
            ProcessRoles roles,
            Hold hold,
            @ConfigProperty(name = "muhr.mode", defaultValue = "production") String mode,
            @ConfigProperty(name = "muhr.policies.directory", defaultValue = "policies") Path policies,
            @ConfigProperty(name = "mp.jwt.verify.issuer") Optional<String> tokenIssuer) {
        this.ceremony = ceremony;
        this.installations = installations;
        this.bundles = bundles;
        this.addresses = addresses;
        this.hierarchy = hierarchy;
        this.custody = custody;
        this.tokens = tokens;
        this.linters = linters;
        this.opened = opened;
        this.jobs = jobs;
        this.clock = clock;
        this.roles = roles;
        this.hold = hold;
        this.kind = Kind.of(mode);
        this.policies = policies;
        this.tokenIssuer = tokenIssuer;
    }

    @DoneBy
    void open(@Observes @Priority(FIRST) StartupEvent event) {
        Optional<Installation> installation = installations.find();
        installation.ifPresent(this::requireSame);
        if (roles.has(ProcessRole.AUTHORITY)) {
            openAuthority(installation.isEmpty());
        } else {
            openBeside(installation.isEmpty());
        }
        opened.fire(new InstallationOpened(kind));
        jobs.begin();
    }

    private void openAuthority(boolean isNew) {
        CandidateFiles files = new CandidateFiles(policies, clock.instant(), linters.names());
        PolicyBundle bundle = bundle(files);
        if (kind == Kind.PRODUCTION) {
            requireProductionParts();
            requireOwnArc(bundle);
            requireOwnServer();
        } else if (isNew) {
            requireNoHold();
            ceremony.found(bundle, addresses.base());
        }
        requireKeys();
        files.remark(bundle).ifPresent(LOG::warn);
    }

    /** An empty database where there was a full one is no new installation. */
    private void requireNoHold() {
        hold.refusal().ifPresent(why -> {
            throw new IllegalStateException(
                    why.value() + "; restore the database, or take a new directory for a new" + " installation");
        });
    }

    /** A process without the role authority takes the installation as it is; its policy comes from the database. */
    private void openBeside(boolean isNew) {
        if (isNew) {
            throw new IllegalStateException(
                    "this database belongs to no installation yet, and a process with the roles " + roles
                            + " founds none; start the one with the role authority first (muhr.roles)");
        }
        if (kind == Kind.PRODUCTION) {
            requireProductionParts();
            requireOwnServer();
        }
    }

    /** The one in force, whatever lies on disk: CRLs and OCSP do not wait for a file. Without one the files'. */
    PolicyBundle bundle(CandidateFiles files) {
        return bundles.activeHash().flatMap(bundles::find).orElseGet(files::first);
    }

    private void requireSame(Installation installation) {
        if (installation.kind() != kind) {
            throw new IllegalStateException(
                    "this database belongs to a " + installation.kind().label()
                            + " installation and the program runs in " + kind.label()
                            + " mode; give each its own database (muhr.mode, quarkus.datasource.jdbc.url)");
        }
        URI base = addresses.base();
        if (!installation.publicUrl().equals(base)) {
            throw new IllegalStateException("the certificates of this installation carry " + installation.publicUrl()
                    + "; muhr.public-url cannot become " + base + " any more");
        }
    }

    /** Development identities show themselves by their configuration, SoftHSM by its name. */
    private void requireProductionParts() {
        if (tokenIssuer.filter(DEVELOPMENT_ISSUER::equals).isPresent()) {
            throw new IllegalStateException("the development identity provider is refused in production;"
                    + " set mp.jwt.verify.issuer to your own");
        }
        for (Token configured : tokens.all()) {
            TokenInfo token;
            try {
                token = configured.info();
            } catch (TokenUnavailable e) {
                LOG.errorf("%s", e.getMessage());
                continue;
            }
            if (token.isSoftware()) {
                throw new IllegalStateException("the token " + token.label() + " is a software token ("
                        + token.manufacturer() + "), refused in production; configure the HSM's PKCS#11 library"
                        + " in muhr.hsm.configuration");
            }
        }
    }

    private void requireOwnServer() {
        if (installations.isOnDevelopmentServer()) {
            throw new IllegalStateException("the database server is the embedded one of a development installation,"
                    + " refused in production; set quarkus.datasource.jdbc.url to your own");
        }
    }

    private static void requireOwnArc(PolicyBundle candidate) {
        if (candidate.certificatePolicy().usesExampleArc()) {
            throw new IllegalStateException("policies/certificate-policy.yaml still has the example arc "
                    + candidate.certificatePolicy().arc() + ", refused in production; enter the installation's own");
        }
    }

    /**
     * Finds and checks every authority's key that belongs here, so that "ready" means that it can sign. In production
     * one that is absent leaves the program not ready and the others, CRLs and OCSP at work.
     */
    private void requireKeys() {
        for (CertificateAuthority authority : hierarchy.authorities()) {
            try {
                if (custody.isHere(authority.id())) {
                    custody.requireReachable(authority.id());
                }
            } catch (AuthorityUnavailable e) {
                if (kind == Kind.DEVELOPMENT) {
                    throw e;
                }
                LOG.errorf("%s", e.getMessage());
            }
        }
    }
}
