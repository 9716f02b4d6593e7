package pk.muhr.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import pk.muhr.command.development.Addresses;

class StartCommandTest {

    @Test
    void theTestSitesGiveWayToTheRunsOwnPorts() {
        assertThat(sites(new Addresses(8444, 20_001, 20_002))).isEmpty();
        assertThat(sites(new Addresses(20_000, 8444, 20_002))).isEmpty();
        assertThat(sites(new Addresses(20_000, 20_001, 8444))).isEmpty();
    }

    @Test
    void theTestSitesAreServedWhereAPersonSays() throws Exception {
        Addresses addresses = new Addresses(20_000, 20_001, 20_002);
        assertThat(sites(addresses, "--test-site-port", "20003")).hasValue(20_003);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThat(sites(addresses, "--test-site-port", "" + taken.getLocalPort()))
                    .as("who insists is told that it is taken, and not passed over")
                    .hasValue(taken.getLocalPort());
        }
    }

    private static OptionalInt sites(Addresses addresses, String... line) {
        Syntax syntax = new StartCommand(null, Clock.systemUTC(), new SecureRandom()).syntax();
        return StartCommand.testSitePort(Arguments.parse(syntax, List.of(line)), addresses);
    }
}
