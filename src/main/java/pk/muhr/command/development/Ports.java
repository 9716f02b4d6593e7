package pk.muhr.command.development;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** TCP ports of the loopback address; one chooser never names a port twice. */
public final class Ports {

    // Below what operating systems hand out to clients, so that no outgoing connection sits on the port while the
    // database restarts on it.
    private static final int LOWEST = 20_000;
    private static final int COUNT = 10_000;
    private static final int TRIES = 200;

    private final SecureRandom random;
    private final Set<Integer> promised;

    public Ports(SecureRandom random) {
        this(random, List.of());
    }

    /** @param promised ports that others open later, though nobody listens on them yet */
    public Ports(SecureRandom random, Collection<Integer> promised) {
        this.random = random;
        this.promised = new HashSet<>(promised);
    }

    /** A port nobody listens on at this moment and that was not named before. */
    public int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = LOWEST + random.nextInt(COUNT);
            if (isFree(port) && promised.add(port)) {
                return port;
            }
        }
        throw new Refused("No free TCP port was found on the loopback address in " + TRIES
                + " tries. Something on this machine holds very many ports.");
    }

    /** Whether one may listen on this port now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /**
     * Asks for a port that the person named or that is the default.
     *
     * @param option the option that changes it
     * @throws Refused when something else listens there
     */
    public static void require(int port, String option) {
        if (!isFree(port)) {
            throw new Refused(
                    "Port " + port + " is in use on this machine, or may not be opened by this user. Stop what"
                            + " listens there, or choose another port with " + option + ".");
        }
    }
}
