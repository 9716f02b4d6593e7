package pk.muhr.console.office;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;

import pk.muhr.identity.BodyContact;
import pk.muhr.identity.NoticeLanguage;

/**
 * How a request is turned down: ready texts in the language in which its body is written to, and the officer's own words.
 *
 * @param languageKey of the word for that language
 * @param chosen the text that was chosen in a form that was refused; empty otherwise
 * @param words the officer's, as they were typed
 */
public record Rejection(String languageKey, List<Text> texts, String chosen, String words) {

    /** A ready text. */
    public record Text(String key, String text) {}

    private static final String ENGLISH = "languageEn";
    private static final String URDU = "languageUr";
    private static final String BOTH = "languageBoth";

    /** For a body with these contacts; in both languages where they want both, or none is known. */
    static Rejection to(List<BodyContact> contacts, String chosen, String words) {
        Set<List<NoticeLanguage>> wanted = contacts.stream()
                .map(contact -> contact.language().stream().toList())
                .collect(Collectors.toSet());
        String language = wanted.equals(Set.of(List.of(NoticeLanguage.EN)))
                ? ENGLISH
                : wanted.equals(Set.of(List.of(NoticeLanguage.UR))) ? URDU : BOTH;
        return new Rejection(language, texts(language), chosen, words);
    }

    /** What the requester reads. */
    String reason() {
        return Stream.concat(
                        texts.stream().filter(text -> text.key().equals(chosen)).map(Text::text),
                        Stream.of(words.strip()))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static List<Text> texts(String language) {
        DecisionMessages english = MessageBundles.get(DecisionMessages.class, Localized.Literal.of("en"));
        DecisionMessages urdu = MessageBundles.get(DecisionMessages.class, Localized.Literal.of("ur"));
        return Stream.of(
                        new Pair("letter", english.sendLetter(), urdu.sendLetter()),
                        new Pair("readable", english.sendReadable(), urdu.sendReadable()),
                        new Pair("names", english.sendNames(), urdu.sendNames()),
                        new Pair("purpose", english.sendPurpose(), urdu.sendPurpose()),
                        new Pair("call", english.sendCall(), urdu.sendCall()),
                        new Pair("not-wanted", english.sendNotWanted(), urdu.sendNotWanted()))
                .map(pair -> new Text(pair.key(), pair.in(language)))
                .toList();
    }

    private record Pair(String key, String english, String urdu) {
        private String in(String language) {
            return switch (language) {
                case ENGLISH -> english;
                case URDU -> urdu;
                default -> english + " " + urdu;
            };
        }
    }
}
