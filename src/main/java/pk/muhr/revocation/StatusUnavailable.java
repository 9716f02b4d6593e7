package pk.muhr.revocation;

import java.sql.SQLException;

import pk.muhr.problem.Unavailable;

/** The database does not say what is revoked now. An outage, not an answer. */
public final class StatusUnavailable extends IllegalStateException implements Unavailable {

    private static final long serialVersionUID = 1L;

    StatusUnavailable(String message) {
        super(message);
    }

    StatusUnavailable(SQLException cause) {
        super("the database does not answer: " + cause.getMessage(), cause);
    }
}
