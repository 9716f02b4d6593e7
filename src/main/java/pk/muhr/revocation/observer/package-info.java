/**
 * Looks at our public addresses as relying parties do (BR §4.10.2): fetches every CRL and certificate and asks OCSP, over
 * plain HTTP by the names that certificates carry, through whatever proxy or content network stands in between.
 *
 * <p>{@link pk.muhr.revocation.observer.Observer} does the rounds with checks of its own, and compares what it reads with
 * what the database says was published. {@link pk.muhr.revocation.observer.Canary} follows one certificate from its issue
 * to its revocation. Nothing here takes anything out of service: what is wrong is said in metrics, in the health group
 * and on record. It makes no list and answers nothing. RFC 5280 §6.3, RFC 6960 §3.2.
 */
package pk.muhr.revocation.observer;
