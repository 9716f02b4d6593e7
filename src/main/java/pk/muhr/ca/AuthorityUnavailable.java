package pk.muhr.ca;

import pk.muhr.hsm.TokenUnavailable;
import pk.muhr.problem.Unavailable;

/** An authority's token cannot sign now. An outage, not an answer: the edge turns it into 503. */
public final class AuthorityUnavailable extends IllegalStateException implements Unavailable {

    private static final long serialVersionUID = 1L;

    public AuthorityUnavailable(String who, TokenUnavailable cause) {
        super(who + " cannot sign now: " + cause.getMessage(), cause);
    }
}
