package pk.muhr.command.development;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** How one role reaches a database. The password stays out of {@link #toString()}, so out of logs. */
public record DatabaseAccess(String url, String role, String password) {

    /**
     * A new connection, with a limit of ten seconds to get it. The driver is asked directly: {@code DriverManager} finds
     * it only from some class loaders.
     *
     * @throws SQLException as the driver says
     */
    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", role);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "10");
        return new org.postgresql.Driver().connect(url, properties);
    }

    @Override
    public String toString() {
        return role + "@" + url;
    }
}
