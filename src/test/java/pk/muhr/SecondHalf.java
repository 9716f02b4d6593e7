package pk.muhr;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** Whatever {@link FirstHalf} leaves. */
@Suite
@SelectPackages("pk.muhr")
@IncludeClassNamePatterns("pk\\.muhr\\..*Test")
@ExcludeClassNamePatterns(FirstHalf.CLASSES)
final class SecondHalf {

    private SecondHalf() {}
}
