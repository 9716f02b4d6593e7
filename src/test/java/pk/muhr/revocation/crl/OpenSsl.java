package pk.muhr.revocation.crl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** OpenSSL as a judge of lists. */
final class OpenSsl {

    private OpenSsl() {}

    /** All that it says. */
    static String run(Object... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes());
            process.waitFor();
            return said;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
