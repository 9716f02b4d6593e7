package pk.muhr.console.open;

import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import pk.muhr.audit.log.Checkpoint;
import pk.muhr.audit.log.Checkpoints;
import pk.muhr.console.Frame;
import pk.muhr.console.Visitors;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.problem.ForPeople;
import pk.muhr.problem.PlainHttp;
import pk.muhr.safety.ActivePolicy;

/** The repository for people: who signs, and what they published (RFC 3647 §4.2). */
@Path("/")
@ForPeople
@PlainHttp
@PermitAll
@Produces(MediaType.TEXT_HTML)
public class HomeResource {

    private final Visitors visitors;
    private final HierarchyPicture picture;
    private final ActivePolicy policy;
    private final Checkpoints checkpoints;

    HomeResource(Visitors visitors, HierarchyPicture picture, ActivePolicy policy, Checkpoints checkpoints) {
        this.visitors = visitors;
        this.picture = picture;
        this.policy = policy;
        this.checkpoints = checkpoints;
    }

    /**
     * Where the interactive pages are: over HTTPS, because browsers compute hashes on secure pages only (Web Cryptography
     * §10).
     */
    public record Interactive(String check, String timeStamp, String report) {}

    /** The page. */
    @GET
    public String home() {
        Frame page = visitors.anyone();
        List<AuthorityBranch> roots = picture.roots();
        Optional<PolicyBundle> bundle = roots.isEmpty() ? Optional.empty() : Optional.of(policy.bundle());
        Optional<Checkpoint> checkpoint = checkpoints.published().flatMap(note -> Checkpoint.of(note.text()));
        Interactive interactive = new Interactive(
                visitors.secure("/check"), visitors.secure("/check/time-stamp"), visitors.secure("/report"));
        return page.show(OpenPages.home(page, interactive, roots, bundle, checkpoint));
    }
}
