package pk.muhr.safety;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;

/**
 * Which processes do a job or a step of the start: those with any of these roles. In the others the method is not run.
 * Every job and every such step says so ({@code ArchitectureTest}).
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface DoneBy {

    /** Any of these; every process when none is named. */
    @Nonbinding
    ProcessRole[] value() default {
        ProcessRole.AUTHORITY, ProcessRole.REGISTRATION, ProcessRole.STATUS, ProcessRole.TIMESTAMP
    };
}
