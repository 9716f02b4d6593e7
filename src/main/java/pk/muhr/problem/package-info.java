/**
 * Every refusal and every failure that leaves over HTTP, in one shape: RFC 9457 {@code application/problem+json}.
 *
 * <p>A problem names the rule that was broken, the offending value and the fix; a failure of our own names only an
 * identifier that the operator finds in the log. No class name, statement or stack trace gets out. The protocols with
 * their own errors (OCSP, ACME, CMP) do not come through here.
 *
 * <p>The API's description is completed here too: {@code META-INF/openapi.yaml} holds the types of problems and the
 * examples of every call, and the classes named {@code …InDescription} put them where they belong.
 *
 * <p>This package knows nothing of the rest of the program: others implement {@link pk.muhr.problem.RefusalObserver} and
 * {@link pk.muhr.problem.Unavailable}.
 */
package pk.muhr.problem;
