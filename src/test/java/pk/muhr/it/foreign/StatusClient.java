package pk.muhr.it.foreign;

import java.util.Optional;

/**
 * A foreign program that asks for the status of a certificate. Its answer is one of the words {@code good},
 * {@code revoked} with the reason of RFC 5280 §5.3.1 where there is one and it tells, {@code unknown} and
 * {@code expired}; anything else is what it said itself.
 */
interface StatusClient {

    /** The program and what is asked of it. */
    String name();

    /** What it should answer when the database says this. */
    String expected(RecordedStatus recorded);

    /** Why this certificate is nothing that it can be asked about. */
    default Optional<String> cannot(Specimen specimen) {
        return Optional.empty();
    }

    String ask(Specimen specimen) throws Exception;
}
