/**
 * Requests for certificates: who asks, for what, and how far it got.
 *
 * <p>The protocols in the sub-packages turn bytes into {@link pk.muhr.enrolment.NewRequest} and say the answer in their
 * own words. Names are proved in {@code validation}; certificates are made in {@code issuance}. RFC 2986, RFC 3647 §4.1.
 */
package pk.muhr.enrolment;
