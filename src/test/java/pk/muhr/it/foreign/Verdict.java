package pk.muhr.it.foreign;

/**
 * What a program says of a certificate.
 *
 * @param program with what is asked of it, as a person would type it
 * @param said its own words, for whoever wonders
 */
record Verdict(Held certificate, String program, boolean accepts, String said) {}
