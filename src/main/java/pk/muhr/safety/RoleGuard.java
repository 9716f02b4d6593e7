package pk.muhr.safety;

import java.util.Arrays;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

import io.quarkus.scheduler.Scheduled;

/**
 * Leaves out what the roles of this process do not do, before a transaction is opened for it; and every job while nothing is
 * signed here, since what jobs write would be the old database's.
 */
@DoneBy
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
class RoleGuard {

    private final ProcessRoles roles;
    private final Hold hold;

    RoleGuard(ProcessRoles roles, Hold hold) {
        this.roles = roles;
        this.hold = hold;
    }

    @AroundInvoke
    Object runOrLeave(InvocationContext step) throws Exception {
        DoneBy by = step.getInterceptorBinding(DoneBy.class);
        boolean ours = Arrays.stream(by.value()).anyMatch(roles::has);
        return ours && !isHeldJob(step) ? step.proceed() : null;
    }

    private boolean isHeldJob(InvocationContext step) {
        return hold.isHeld() && step.getMethod().isAnnotationPresent(Scheduled.class);
    }
}
