package pk.muhr.command.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import pk.muhr.command.bench.PagesAsked.Asked;
import pk.muhr.problem.ForPeople;

/** The bench asks for every page that there is. */
class PagesAskedTest {

    /** No pages: files of people, a cookie, and the way to another server and back. */
    private static final Set<String> LEFT_OUT = Set.of(
            "/language/{tag}",
            "/login/callback",
            "/login/provider",
            "/my/requests/{id}/evidence/{sha256}",
            "/office/requests/{id}/evidence/{sha256}");

    @Test
    void asksForEveryPageByOneWhoMayReadIt() {
        Set<String> notAsked = new TreeSet<>();
        for (Method method : pages()) {
            String path = path(method);
            if (!LEFT_OUT.contains(path)
                    && PagesAsked.all().stream().noneMatch(asked -> answers(method, path, asked))) {
                notAsked.add(path);
            }
        }
        assertThat(notAsked).isEmpty();
    }

    @Test
    void leavesNothingOutThatIsNotThere() {
        assertThat(pages().stream().map(PagesAskedTest::path)).containsAll(LEFT_OUT);
    }

    private static List<Method> pages() {
        List<Method> pages = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("pk.muhr").stream()
                        .filter(type -> type.isAnnotatedWith(ForPeople.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                        .filter(method -> method.isAnnotationPresent(GET.class))
                        .toList();
        assertThat(pages).hasSizeGreaterThan(40);
        return pages;
    }

    private static String path(Method method) {
        Path own = method.getAnnotation(Path.class);
        String path = "/" + method.getDeclaringClass().getAnnotation(Path.class).value() + "/"
                + (own == null ? "" : own.value());
        return path.replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
    }

    private static boolean answers(Method method, String path, Asked asked) {
        String form = Pattern.compile("\\{[^}]*}").matcher(path).replaceAll("[^/]+");
        RolesAllowed allowed = method.getAnnotation(RolesAllowed.class);
        if (allowed == null) {
            allowed = method.getDeclaringClass().getAnnotation(RolesAllowed.class);
        }
        Set<String> roles = allowed == null ? Set.of() : Set.of(allowed.value());
        return asked.path().matches(form)
                && (roles.isEmpty()
                        || asked.by()
                                .filter(role -> roles.contains(role.label()))
                                .isPresent());
    }
}
