package pk.muhr.ca;

import pk.muhr.problem.Unavailable;

/**
 * A token gave back something that is no signature of the authority over what was to be signed. Nothing of it leaves;
 * an operator must look at the token.
 */
public final class SigningFailed extends IllegalStateException implements Unavailable {

    private static final long serialVersionUID = 1L;

    SigningFailed(String message) {
        super(message);
    }
}
