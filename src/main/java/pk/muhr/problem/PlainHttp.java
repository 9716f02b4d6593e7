package pk.muhr.problem;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a resource (or one of its methods) as public: served without TLS too, because its answers are signed
 * themselves and a client may need them to check a TLS certificate (CRLs, OCSP, CA certificates; RFC 5280 §8).
 *
 * <p>A resource without this mark is refused on a connection without TLS, whatever a proxy's header says. Refusals of a
 * marked resource are not reported to the {@link RefusalObserver}: the whole internet may ask, and the role that serves
 * it may not write the audit trail.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface PlainHttp {

    /** Whether it is about time-stamps, which another role serves than OCSP and CRLs. */
    boolean timeStamps() default false;
}
