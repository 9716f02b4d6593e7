package pk.muhr.command;

import java.util.List;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;

/**
 * The service, from the moment it answers until it is told to stop. The framework runs this after every start-up
 * observer has returned and the ports are open, so whoever reads the line may issue.
 */
public class Serving implements QuarkusApplication {

    /** Arguments are the addresses to announce; none in production, where the log tells. */
    @Override
    public int run(String... addresses) {
        if (addresses.length > 0) {
            System.out.println("ready " + String.join(" ", List.of(addresses)));
            System.out.flush();
        }
        Quarkus.waitForExit();
        return 0;
    }
}
