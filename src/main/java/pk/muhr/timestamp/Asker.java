package pk.muhr.timestamp;

import java.net.InetAddress;
import java.util.Optional;

import pk.muhr.identity.PersonId;

/**
 * Who asks for a token.
 *
 * @param person where they said who they are, over a connection with TLS
 */
record Asker(InetAddress address, Optional<PersonId> person) {}
