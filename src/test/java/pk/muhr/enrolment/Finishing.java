package pk.muhr.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import pk.muhr.Api;
import pk.muhr.identity.Role;

/** The job that goes on with approved requests; it runs by its schedule too, and a call does nothing while it does. */
final class Finishing {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 50;

    private Finishing() {}

    /** Calls it until this request is issued. */
    static void issues(Approvals approvals, String request) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        approvals.finish();
        while (!state(request).equals("issued")) {
            assertThat(Instant.now()).as("%s is issued", request).isBefore(end);
            Thread.sleep(PAUSE_MILLIS);
            approvals.finish();
        }
    }

    private static String state(String request) {
        return Api.officer(Role.REGISTRATION_OFFICER)
                .get("/api/v1/requests/" + request)
                .path("state");
    }
}
