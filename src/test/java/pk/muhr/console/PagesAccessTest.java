package pk.muhr.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

import pk.muhr.TestInstallation;
import pk.muhr.identity.Role;
import pk.muhr.problem.ForPeople;

/**
 * Every page and every form of the console, as its code declares them, by everybody: nobody without a session, nobody of
 * another office, no form without its session's token.
 */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
class PagesAccessTest {

    private record Page(Method method, String path, boolean form, Set<String> roles) {
        @Override
        public String toString() {
            return (form ? "POST " : "GET ") + path;
        }
    }

    private static List<Page> pages() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("pk.muhr").stream()
                        .filter(type -> type.isAnnotatedWith(ForPeople.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                        .filter(method ->
                                method.isAnnotationPresent(GET.class) || method.isAnnotationPresent(POST.class))
                        .map(PagesAccessTest::page)
                        .toList();
    }

    private static Page page(Method method) {
        Path own = method.getAnnotation(Path.class);
        String path = "/" + method.getDeclaringClass().getAnnotation(Path.class).value() + "/"
                + (own == null ? "" : own.value());
        RolesAllowed allowed = method.getAnnotation(RolesAllowed.class);
        if (allowed == null && !method.isAnnotationPresent(PermitAll.class)) {
            allowed = method.getDeclaringClass().getAnnotation(RolesAllowed.class);
        }
        String concrete = path.replaceAll("/+", "/").replaceAll("(?<=.)/$", "").replaceAll("\\{[^}]*}", "none");
        return new Page(
                method,
                concrete,
                method.isAnnotationPresent(POST.class),
                allowed == null ? Set.of() : Set.of(allowed.value()));
    }

    private static Browser of(Role role) {
        return role.actsForBody() ? Browser.subscriber("nitb") : Browser.of(role);
    }

    @Test
    void arePagesOfTheirOfficesOnly() {
        Map<Role, Browser> browsers = new EnumMap<>(Role.class);
        Arrays.stream(Role.values()).forEach(role -> browsers.put(role, of(role)));
        List<Page> guarded =
                pages().stream().filter(page -> !page.roles.isEmpty()).toList();
        assertThat(guarded).isNotEmpty();
        for (Page page : guarded) {
            assertThat(ask(page, Browser.anonymous()).statusCode())
                    .as("%s by nobody", page)
                    .isEqualTo(303);
            browsers.forEach((role, browser) -> {
                Response answer = ask(page, browser);
                boolean may = page.roles.contains(role.label());
                if (!may || page.form) { // the forms here lack their token
                    assertThat(answer.statusCode()).as("%s by %s", page, role).isIn(403, 415);
                } else {
                    assertThat(answer.statusCode()).as("%s by %s", page, role).isIn(200, 303, 400, 404);
                }
                if (may && page.form && answer.statusCode() == 403) {
                    assertThat(answer.asString()).as("%s by %s", page, role).contains("belongs to another session");
                }
            });
        }
    }

    private static Response ask(Page page, Browser browser) {
        if (!page.form) {
            return browser.request().get(page.path);
        }
        boolean parts = Arrays.stream(page.method.getAnnotationsByType(jakarta.ws.rs.Consumes.class))
                .anyMatch(consumes -> List.of(consumes.value()).contains("multipart/form-data"));
        return parts
                ? browser.form().multiPart("nothing", "x").post(page.path)
                : browser.form().formParam("nothing", "x").post(page.path);
    }
}
