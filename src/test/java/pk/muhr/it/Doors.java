package pk.muhr.it;

import java.security.SecureRandom;

import pk.muhr.command.development.Ports;

/** The ports that a program listens on. */
public record Doors(int http, int https, int management) {

    private static final Ports PORTS = new Ports(new SecureRandom());

    /** What nobody listens on at this moment, and no test that runs at the same time will. */
    static synchronized Doors free() {
        return new Doors(PORTS.free(), PORTS.free(), PORTS.free());
    }

    /** The defaults where they are free, else others. */
    static Doors usual() {
        Doors free = free();
        return new Doors(
                Ports.isFree(8080) ? 8080 : free.http,
                Ports.isFree(8443) ? 8443 : free.https,
                Ports.isFree(9000) ? 9000 : free.management);
    }

    /** As the options of {@code start} that choose them. */
    String[] options() {
        return new String[] {"--port", "" + http, "--https-port", "" + https, "--management-port", "" + management};
    }
}
