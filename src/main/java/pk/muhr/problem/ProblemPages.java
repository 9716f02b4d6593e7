package pk.muhr.problem;

import java.util.Optional;

import io.vertx.ext.web.RoutingContext;

/** Shows people what programs get as a problem document. */
public interface ProblemPages {

    /**
     * What a browser gets.
     *
     * @param html the page; empty where it goes elsewhere
     * @param location where the browser should go instead, such as to the log-in page
     * @param forgetSession the header that has it forget a session that counts no more; empty to let it keep it
     */
    record Shown(String html, Optional<String> location, Optional<String> forgetSession) {}

    /**
     * The page that says it.
     *
     * @param id names this problem in the log and the record
     */
    Shown of(Problem problem, String id);

    /**
     * The page that says it to somebody whose body stays unread, before anybody asked who they are; made without the store.
     *
     * @param id names this problem in the log and the record
     */
    String unread(Problem problem, String id, RoutingContext exchange);
}
