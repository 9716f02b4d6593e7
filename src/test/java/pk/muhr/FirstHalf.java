package pk.muhr;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * The tests that one of two Java machines runs when the whole suite is asked for; {@link SecondHalf} has all others. Each
 * has an installation of its own and starts the service once, which it would do for each class otherwise.
 */
@Suite
@SelectPackages("pk.muhr")
@IncludeClassNamePatterns(FirstHalf.CLASSES)
final class FirstHalf {

    /** Chosen so that both halves end at about the same time. */
    static final String CLASSES =
            "pk\\.muhr\\.(\\w+|(accreditation|audit|ca|ceremony|command|enrolment|hsm|issuance|lint|policy|problem|safety|"
                    + "timestamp|x509)\\..*)Test";

    private FirstHalf() {}
}
