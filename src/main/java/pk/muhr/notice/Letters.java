package pk.muhr.notice;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import pk.muhr.identity.NoticeLanguage;
import pk.muhr.validation.mailbox.MailboxChallenges;
import pk.muhr.x509.LegibleText;
import pk.muhr.x509.RevocationReason;
import pk.muhr.x509.Sha256;

/**
 * Words for notices: templates in each language, plain text first, and the same as a page. Whatever came from outside
 * stands in them with nothing hidden and on one line, so it moves no other word and begins no header.
 */
@ApplicationScoped
class Letters {

    /** More than these are counted only. */
    private static final int MOST_TOLD = 50;

    private static final int LONGEST = 1000;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'");

    private final MailboxChallenges challenges;
    private final String host;

    Letters(MailboxChallenges challenges, @ConfigProperty(name = "muhr.public-url") URI publicUrl) {
        this.challenges = challenges;
        this.host = publicUrl.getHost();
    }

    /** The templates in {@code templates/notice}. The first line of a text is its subject when it tells of many. */
    @CheckedTemplate(basePath = "notice")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance en(Told told);

        static native TemplateInstance ur(Told told);

        static native TemplateInstance page(List<Part> parts);
    }

    /**
     * What a text tells.
     *
     * @param chosen whether the body said that it goes there
     */
    record Told(String body, int total, int more, boolean chosen, List<Item> items) {}

    /**
     * One notice in words; what does not apply is empty.
     *
     * @param answer where the API takes the value
     */
    record Item(
            NoticeKind kind,
            String names,
            String profile,
            String serial,
            String notAfter,
            String revoked,
            String reason,
            String request,
            String value,
            String answer,
            String until) {}

    /** A language's part of a page. */
    record Part(String language, String direction, List<List<String>> paragraphs) {}

    /** One mail for notices of one recipient. A challenge gets its value now. */
    Letter of(List<Notice> notices) {
        Notice first = notices.getFirst();
        List<Item> items = notices.stream().limit(MOST_TOLD).map(this::item).toList();
        Told told = new Told(
                shown(first.legalName()),
                notices.size(),
                notices.size() - items.size(),
                first.challenge().isEmpty(),
                items);
        List<NoticeLanguage> languages =
                first.language().map(List::of).orElse(List.of(NoticeLanguage.EN, NoticeLanguage.UR));
        List<String> subjects = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        for (NoticeLanguage language : languages) {
            List<List<String>> paragraphs = paragraphs(rendered(language, told));
            List<String> headline = paragraphs.removeFirst();
            subjects.add((items.size() == 1 ? paragraphs.getFirst() : headline).getFirst());
            parts.add(new Part(language.label(), language == NoticeLanguage.UR ? "rtl" : "ltr", paragraphs));
        }
        String text = parts.stream()
                .flatMap(part -> part.paragraphs().stream())
                .map(lines -> String.join("\n", lines))
                .collect(Collectors.joining("\n\n", "", "\n"));
        return new Letter(
                id(notices, text),
                first.address(),
                String.join(" / ", subjects),
                text,
                Templates.page(parts).render());
    }

    private static String rendered(NoticeLanguage language, Told told) {
        return switch (language) {
            case EN -> Templates.en(told).render();
            case UR -> Templates.ur(told).render();
        };
    }

    private static List<List<String>> paragraphs(String text) {
        return new ArrayList<>(Arrays.stream(text.strip().split("\\R(?:[ \\t]*\\R)+"))
                .map(paragraph -> paragraph.lines().map(String::strip).toList())
                .toList());
    }

    private String id(List<Notice> notices, String text) {
        String told = notices.stream().map(notice -> notice.seq() + " ").collect(Collectors.joining()) + text;
        return "<" + Sha256.of(told.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 40) + "@" + host + ">";
    }

    private Item item(Notice notice) {
        return new Item(
                notice.kind(),
                shown(notice.certificate().map(Notice.CertificateFacts::names)),
                shown(notice.profile()),
                shown(notice.certificate().map(Notice.CertificateFacts::serial)),
                moment(notice.certificate().map(Notice.CertificateFacts::notAfter)),
                shown(notice.certificate()
                        .flatMap(Notice.CertificateFacts::revoked)
                        .map(RevocationReason::label)),
                shown(notice.reason()),
                shown(notice.request().map(Object::toString)),
                notice.challenge().map(challenges::freshValue).orElse(""),
                notice.challenge()
                        .map(id -> "/api/v1/bodies/" + notice.body() + "/mailboxes/" + id + "/confirmation")
                        .orElse(""),
                moment(notice.challenge().map(_ -> notice.keepUntil())));
    }

    private static String moment(Optional<Instant> at) {
        return at.map(moment -> MOMENT.format(moment.atOffset(ZoneOffset.UTC))).orElse("");
    }

    private static String shown(Optional<String> text) {
        return text.map(Letters::shown).orElse("");
    }

    private static String shown(String text) {
        return LegibleText.shown(text, LONGEST);
    }
}
