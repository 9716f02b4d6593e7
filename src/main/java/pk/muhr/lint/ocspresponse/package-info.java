/**
 * Rules for OCSP answers (RFC 6960, RFC 5019, RFC 9654, BR §4.9.10 and §7.3). The responder asserts the
 * cheap invariants on every answer; these look at the encoding, on each new shape of answer and on a sample.
 */
package pk.muhr.lint.ocspresponse;
