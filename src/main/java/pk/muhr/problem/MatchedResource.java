package pk.muhr.problem;

import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Optional;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.container.ContainerRequestContext;

import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;

/**
 * The resource method that a request was matched to, which is what decides; never the path as it was spelt
 * ({@code ;x}, {@code %2F} and {@code //} have fooled rules about paths before: CVE-2026-39852, CVE-2023-4853).
 *
 * @param template the declared path, with its parameters by name
 * @param plainHttp whether it is marked {@link PlainHttp}
 * @param timeStamps whether that says it is about time-stamps
 * @param longBody whether it is marked {@link LongBody}
 * @param programsToo whether it is marked {@link ProgramsToo}
 * @param roles what its {@code @RolesAllowed} asks for
 */
record MatchedResource(
        String template,
        boolean plainHttp,
        boolean timeStamps,
        boolean longBody,
        boolean programsToo,
        List<String> roles) {

    /** The resource of the current request; empty when no resource has that path or method. */
    static Optional<MatchedResource> of(ContainerRequestContext request) {
        ResteasyReactiveRequestContext context = CurrentRequestManager.get();
        if (request == null || context == null || context.getTarget() == null) {
            return Optional.empty();
        }
        RuntimeResource target = context.getTarget();
        AnnotatedElement method = target.getLazyMethod().getMethod();
        AnnotatedElement type = target.getResourceClass();
        Optional<PlainHttp> plain = Optional.ofNullable(method.getAnnotation(PlainHttp.class))
                .or(() -> Optional.ofNullable(type.getAnnotation(PlainHttp.class)));
        return Optional.of(new MatchedResource(
                template(target),
                plain.isPresent(),
                plain.filter(PlainHttp::timeStamps).isPresent(),
                method.isAnnotationPresent(LongBody.class),
                method.isAnnotationPresent(ProgramsToo.class),
                roles(method, type)));
    }

    private static String template(RuntimeResource target) {
        String path = target.getPath() == null ? "" : target.getPath().template;
        return target.getClassPath() == null ? path : target.getClassPath().template + path;
    }

    private static List<String> roles(AnnotatedElement method, AnnotatedElement type) {
        RolesAllowed allowed = method.getAnnotation(RolesAllowed.class);
        if (allowed == null) {
            allowed = type.getAnnotation(RolesAllowed.class);
        }
        return allowed == null ? List.of() : List.of(allowed.value());
    }
}
