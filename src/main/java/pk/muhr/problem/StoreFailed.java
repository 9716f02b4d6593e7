package pk.muhr.problem;

import java.sql.SQLException;

/** The database refused a statement or was away; which of the two, its SQLSTATE says ({@link Faults}). */
public final class StoreFailed extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public StoreFailed(SQLException cause) {
        super("the database did not do what it was asked: " + cause.getMessage(), cause);
    }

    /** Whether the database is away or overloaded, and did not say anything about what it was asked. */
    public boolean isOutage() {
        return Faults.outage(this).isPresent();
    }

    /** What the database said, as five characters; empty when there was no answer. */
    public String state() {
        String state = ((SQLException) getCause()).getSQLState();
        return state == null ? "" : state;
    }
}
