package pk.muhr.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every word of the console in both languages, and with the same gaps to fill. */
class MessagesTest {

    private static final Path URDU = Path.of("src/main/resources/messages");
    private static final Pattern GAP = Pattern.compile("\\{([a-zA-Z]+)");
    private static final Pattern URDU_LETTER = Pattern.compile("\\p{IsArabic}");
    private static final Pattern LATIN_WORD = Pattern.compile("[A-Za-z]{3,}");

    @TestFactory
    Stream<DynamicTest> everyMessageIsThereInUrdu() {
        return bundles().stream()
                .map(bundle -> DynamicTest.dynamicTest(bundle.getSimpleName(), () -> {
                    Properties urdu =
                            urdu(bundle.getAnnotation(MessageBundle.class).value());
                    List<Method> messages = Stream.of(bundle.getDeclaredMethods())
                            .filter(method -> method.isAnnotationPresent(Message.class))
                            .toList();
                    assertThat(urdu.keySet())
                            .containsExactlyInAnyOrderElementsOf(
                                    messages.stream().map(Method::getName).toList());
                    for (Method message : messages) {
                        String english = message.getAnnotation(Message.class).value();
                        String text = urdu.getProperty(message.getName());
                        assertThat(gaps(text))
                                .as("%s: %s", message.getName(), text)
                                .isEqualTo(gaps(english));
                        if (LATIN_WORD
                                .matcher(english.replaceAll("\\{[^}]*}", ""))
                                .find()) {
                            assertThat(text).as(message.getName()).containsPattern(URDU_LETTER);
                        }
                    }
                }));
    }

    private static List<Class<?>> bundles() {
        List<Class<?>> bundles = new ClassFileImporter()
                .importPackages("pk.muhr.console").stream()
                        .filter(type -> type.isAnnotatedWith(MessageBundle.class))
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
        assertThat(bundles).isNotEmpty();
        return bundles;
    }

    private static Properties urdu(String name) throws IOException {
        Properties urdu = new Properties();
        try (Reader in = Files.newBufferedReader(URDU.resolve(name + "_ur.properties"))) {
            urdu.load(in);
        }
        return urdu;
    }

    private static List<String> gaps(String text) {
        Matcher gap = GAP.matcher(text);
        return gap.results().map(found -> found.group(1)).sorted().toList();
    }
}
