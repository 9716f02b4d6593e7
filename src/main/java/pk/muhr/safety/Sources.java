package pk.muhr.safety;

import java.security.SecureRandom;
import java.time.Clock;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where time and randomness come from; everything that needs one has it injected. */
@Singleton
class Sources {

    Sources() {}

    /** The system's clock, in UTC. */
    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    /** The platform's generator, seeded by the operating system. */
    @Produces
    @Singleton
    SecureRandom random() {
        return new SecureRandom();
    }
}
