package pk.muhr.revocation.observer;

import java.net.URI;

/**
 * One thing to look at, again and again.
 *
 * @param subject its name in records: {@code crl gov-tls-g1}
 */
record Look(String subject, URI address, Check check) {

    /** Fetches and compares. */
    @FunctionalInterface
    interface Check {
        /** Returns when everything is as it should be. */
        void run() throws Broken;
    }
}
