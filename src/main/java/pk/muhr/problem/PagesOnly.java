package pk.muhr.problem;

import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/** Whether the request that is being served was matched to a page for people. */
public final class PagesOnly {

    private PagesOnly() {}

    /** Asked of the resource that was matched, never of the path as it was spelt. */
    public static boolean isPage() {
        ResteasyReactiveRequestContext context = CurrentRequestManager.get();
        return context != null
                && context.getTarget() != null
                && context.getTarget().getResourceClass().isAnnotationPresent(ForPeople.class);
    }
}
