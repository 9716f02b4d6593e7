package pk.muhr.it;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;

/** A process with the role {@code status} alone. */
final class StatusProcess extends RoleProcess {

    static final String ROLE = "muhr_status";

    private StatusProcess(RunningProgram program, Path directory, Map<String, String> more) {
        super(program, directory, "status", ROLE, Map.of(), more);
    }

    /**
     * Starts one and returns when it is ready.
     *
     * @param directory for its configuration and what it prints
     * @param more configuration beside the usual, or instead of it
     */
    static StatusProcess beside(RunningProgram program, Path directory, Map<String, String> more) {
        StatusProcess status = new StatusProcess(program, directory, more);
        status.awaitReady();
        return status;
    }

    /** Its responder's address. */
    String responder() {
        return "http://127.0.0.1:" + doors().http() + "/ocsp";
    }

    /** The answer to an OCSP request, in DER. */
    byte[] ask(byte[] request) {
        return sent(HttpRequest.newBuilder(URI.create(responder()))
                        .header("Content-Type", "application/ocsp-request")
                        .POST(BodyPublishers.ofByteArray(request)))
                .body();
    }
}
