package pk.muhr.validation;

import java.time.Instant;
import java.util.UUID;

import pk.muhr.identity.BodyId;

/**
 * What the register says of a body was verified: that it exists, its legal name, its address and its identifier (BR
 * §3.2.2.1, S/MIME BR §3.2.3). How long it counts is the policy's to say.
 *
 * @param method how, such as the register or the document that was consulted, or {@code development}
 */
public record BodyProof(UUID id, BodyId body, String method, Instant provedAt) {

    private static final int LONGEST_METHOD = 200;

    public BodyProof {
        if (method.isBlank() || method.length() > LONGEST_METHOD) {
            throw new IllegalArgumentException("a proof names its method in at most 200 characters");
        }
    }
}
