package pk.muhr.safety;

import java.util.Arrays;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Leaves out what the roles of this process do not do, before a transaction is opened for it. */
@DoneBy
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
class RoleGuard {

    private final ProcessRoles roles;

    RoleGuard(ProcessRoles roles) {
        this.roles = roles;
    }

    @AroundInvoke
    Object runOrLeave(InvocationContext step) throws Exception {
        DoneBy by = step.getInterceptorBinding(DoneBy.class);
        return Arrays.stream(by.value()).anyMatch(roles::has) ? step.proceed() : null;
    }
}
